"""Which cells of a table with sums are hidden, where nobody may learn any number under five.

For tables in which, unlike in `suppression`, the sums themselves are told only when they are not small: children by
region and age. Every number stands in two sums, that of its row and that of its column, sums of sums included. Rows
and columns are the points of a graph and hidden cells its edges: one can be calculated exactly when it is a bridge,
so more cells are hidden, the smallest first, until there is none.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from desmigratif.reporting.suppression import SMALLEST_SHOWN

ALL = ""  # the row and the column of sums
Table = Mapping[tuple[str, str], int]
Point = tuple[str, str]  # a row or a column, and which one


class Cell(NamedTuple):
    """A number: its row and its column; `ALL` for a sum."""

    row: str
    column: str


def with_sums(counts: Table) -> dict[Cell, int]:
    """The table with the sums of its rows, of its columns and of everything; absent cells are 0."""
    rows, columns = sorted({row for row, _ in counts}), sorted({column for _, column in counts})
    found = {Cell(row, column): counts.get((row, column), 0) for row in rows for column in columns}
    found |= {Cell(row, ALL): sum(found[Cell(row, column)] for column in columns) for row in rows}
    return found | {
        Cell(ALL, column): sum(found[Cell(row, column)] for row in rows) for column in [*columns, ALL] if rows
    }


def hidden_cells(table: Mapping[Cell, int], forced: Iterable[Cell] = ()) -> frozenset[Cell]:
    """Cells of a table `with_sums` that are not told; `forced` ones are hidden whatever they hold."""
    hidden = {cell for cell, n in table.items() if 0 < n < SMALLEST_SHOWN} | {cell for cell in forced if cell in table}
    while bridges := _bridges(hidden):
        told = [cell for cell in table if cell not in hidden]
        if not told:
            break
        hidden.add(_to_close(min(bridges), hidden, told, table))
    return frozenset(hidden)


def _to_close(bridge: Cell, hidden: set[Cell], told: list[Cell], table: Mapping[Cell, int]) -> Cell:
    """The cell whose hiding puts the bridge on a cycle, else the one beside it that leads on; no sum if possible."""
    row, column = _side(hidden - {bridge}, ("row", bridge.row)), _side(hidden - {bridge}, ("column", bridge.column))

    def closes(cell: Cell) -> bool:
        ends = {("row", cell.row), ("column", cell.column)}
        return bool(ends & row) and bool(ends & column)

    def lies_beside(cell: Cell) -> bool:
        return cell.row == bridge.row or cell.column == bridge.column

    def cost(cell: Cell) -> tuple[bool, bool, bool, bool, int, Cell]:
        return (not table[cell], not closes(cell), ALL in cell, not lies_beside(cell), table[cell], cell)

    return min(told, key=cost)


def _side(edges: Iterable[Cell], start: Point) -> set[Point]:
    """The points that hang together with one."""
    near = _neighbours(edges)
    found, waiting = {start}, [start]
    while waiting:
        for other, _ in near.get(waiting.pop(), []):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _neighbours(edges: Iterable[Cell]) -> dict[Point, list[tuple[Point, Cell]]]:
    near: dict[Point, list[tuple[Point, Cell]]] = {}
    for cell in edges:
        row, column = ("row", cell.row), ("column", cell.column)
        near.setdefault(row, []).append((column, cell))
        near.setdefault(column, []).append((row, cell))
    return near


def _bridges(edges: Iterable[Cell]) -> set[Cell]:
    """Edges on no cycle. The graph is small: provinces and age groups."""
    near = _neighbours(edges)
    order: dict[Point, int] = {}
    found: set[Cell] = set()

    def visit(here: Point, came_by: Cell | None) -> int:
        """The lowest point that can be reached from here without the edge one came by."""
        order[here] = lowest = len(order)
        for other, cell in near[here]:
            if cell == came_by:
                continue
            if other in order:
                lowest = min(lowest, order[other])
                continue
            reached = visit(other, cell)
            if reached > order[here]:
                found.add(cell)
            lowest = min(lowest, reached)
        return lowest

    for start in near:
        if start not in order:
            visit(start, None)
    return found
