"""Which cells of the table status x sex are hidden, so that nobody behind a small number can be recognised.

A cell of 1 to 4 people is hidden (docs/architecture.md). Row and column totals are shown, one dimension at a time, so
other cells must be hidden too, or subtraction brings it back. With two sexes a status is hidden as a whole: either
cell follows from the other. Tables of a region and of the regions inside it add up, so they are decided together, from
the lowest level that shows the table upwards: what a region hides depends on what lies inside it only, hence everybody
who may open the region sees the same table, whatever else they may open.

Why it holds: hidden cells are the edges of a graph. A lowest region is a node, because its hidden cells add up to a
known number, and so is each sum over the parts of a region; a hidden sum is an edge to the sum one level up, and above
the region looked at everything is one open node. As every number stands in two equations, a hidden one can be
calculated exactly when its edge is a bridge. `suppress` hides more sums until no bridge is left; when all are hidden
there are none, because every lowest region hides no status or at least two.

What the totals of one dimension tell by themselves (a region in which only men are recorded) is not secret here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

SMALLEST_SHOWN = 5
OPEN = ("open", "", "")
Cells = Mapping[str, tuple[int, int]]  # status -> (people of one sex, people of the other)


@dataclass
class Node:
    """A region with its table; the lowest ones have no `parts`. `hidden` is filled by `suppress`."""

    code: str
    cells: Cells
    parts: list["Node"] = field(default_factory=list)
    hidden: frozenset[str] = frozenset()


class Edge(NamedTuple):
    """A hidden number: of a lowest region, (code,), or a sum, (code, status); and the sum above it is part of."""

    lower: tuple[str, ...]
    upper: tuple[str, ...]
    ones: int = 0
    everyone: int = 0


def total_of(parts: Iterable[Node]) -> dict[str, tuple[int, int]]:
    """The table of a region that consists of these."""
    total: dict[str, tuple[int, int]] = {}
    for part in parts:
        for status, (one, other) in part.cells.items():
            before = total.get(status, (0, 0))
            total[status] = (before[0] + one, before[1] + other)
    return total


def suppress(node: Node) -> frozenset[str]:
    """Decide the statuses whose split is hidden, in the region and in all those inside it."""
    for part in node.parts:
        suppress(part)
    edges = _edges(node)
    inside = {edge.upper[1] for edge in edges if edge.upper[0] == node.code}
    hidden = {status for status, pair in node.cells.items() if any(0 < cell < SMALLEST_SHOWN for cell in pair)}
    hidden |= _telling_sums(node, edges)
    while True:
        more = _giving_away(node, edges, hidden & inside) - hidden
        if not more and hidden and _is_known(node.cells, hidden):
            more = inside - hidden or {status for status, pair in node.cells.items() if sum(pair)} - hidden
        if not more:
            break
        hidden.add(min(more, key=lambda status: (sum(node.cells[status]), status)))
    node.hidden = frozenset(hidden)
    return node.hidden


def _is_known(cells: Cells, statuses: Iterable[str]) -> bool:
    """Whether the hidden cells of a table follow from its totals, as numbers of people are not negative."""
    rows = [cells[status] for status in statuses if sum(cells[status])]
    return len(rows) < 2 or not sum(row[0] for row in rows) or not sum(row[1] for row in rows)


def _edges(node: Node) -> list[Edge]:
    """The hidden numbers inside a region that totals alone don't tell, up to the sums over its own parts."""
    edges: list[Edge] = []
    for part in node.parts:
        if part.parts:
            inner = _edges(part)
            edges += inner
            for status in part.hidden:
                summed = [edge for edge in inner if edge.upper == (part.code, status)]
                if summed:
                    ones, everyone = sum(edge.ones for edge in summed), sum(edge.everyone for edge in summed)
                    edges.append(Edge((part.code, status), (node.code, status), ones, everyone))
        elif not _is_known(part.cells, part.hidden):
            edges += [
                Edge((part.code,), (node.code, status), part.cells[status][0], sum(part.cells[status]))
                for status in part.hidden
                if sum(part.cells[status])
            ]
    return edges


def _telling_sums(node: Node, edges: list[Edge]) -> set[str]:
    """Statuses whose sum may not be shown, because nought or all of it tells every part."""
    sums: dict[str, tuple[int, int]] = {}
    for edge in edges:
        if edge.upper[0] == node.code:
            ones, everyone = sums.get(edge.upper[1], (0, 0))
            sums[edge.upper[1]] = (ones + edge.ones, everyone + edge.everyone)
    return {status for status, (ones, everyone) in sums.items() if ones in {0, everyone}}


def _giving_away(node: Node, edges: list[Edge], hidden: set[str]) -> set[str]:
    """The region's statuses that hang together with a number that could be calculated."""
    bridges = _bridges([*edges, *(Edge((node.code, status), OPEN) for status in hidden)])
    found: set[str] = set()
    for piece in _pieces(edges):
        own = {edge.upper[1] for edge in piece if edge.upper[0] == node.code}
        if any(edge.lower + edge.upper in bridges for edge in piece) or any(
            (node.code, status, *OPEN) in bridges for status in own & hidden
        ):
            found |= own
    return found


Point = tuple[str, ...]


def _neighbours(edges: list[Edge]) -> dict[Point, list[tuple[Point, Edge]]]:
    """Who is next to whom, by which edge."""
    near: dict[Point, list[tuple[Point, Edge]]] = {}
    for edge in edges:
        near.setdefault(edge.lower, []).append((edge.upper, edge))
        near.setdefault(edge.upper, []).append((edge.lower, edge))
    return near


def _pieces(edges: list[Edge]) -> list[set[Edge]]:
    """The edges of each connected part of the graph."""
    near = _neighbours(edges)
    seen: set[Point] = set()
    pieces = []
    for start in near:
        if start in seen:
            continue
        seen.add(start)
        waiting, piece = [start], set()
        while waiting:
            for other, edge in near[waiting.pop()]:
                piece.add(edge)
                if other not in seen:
                    seen.add(other)
                    waiting.append(other)
        pieces.append(piece)
    return pieces


def _bridges(edges: list[Edge]) -> set[Point]:  # noqa: C901  one known algorithm, clearer in one piece
    """Edges on no cycle, as lower + upper (Tarjan's way, without recursion: a country has thousands of cells).

    No two edges join the same two nodes.
    """
    near = _neighbours(edges)
    order: dict[Point, int] = {}
    low: dict[Point, int] = {}
    bridges: set[Point] = set()
    for start in near:
        if start in order:
            continue
        order[start] = low[start] = len(order)
        path: list[tuple[Point, Edge | None, Iterator[tuple[Point, Edge]]]] = [(start, None, iter(near[start]))]
        while path:
            here, came_by, rest = path[-1]
            step = next(rest, None)
            if step is None:
                path.pop()
                if path:
                    above = path[-1][0]
                    low[above] = min(low[above], low[here])
                    if came_by is not None and low[here] > order[above]:
                        bridges.add(came_by.lower + came_by.upper)
            elif step[0] not in order:
                order[step[0]] = low[step[0]] = len(order)
                path.append((*step, iter(near[step[0]])))
            elif step[1] != came_by:
                low[here] = min(low[here], order[step[0]])
    return bridges
