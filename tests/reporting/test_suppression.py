"""No hidden cell can be calculated: an attacker with every table of every level, and linear algebra."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desmigratif.reporting.suppression import SMALLEST_SHOWN, Node, suppress, total_of

STATUSES = ("AKTIF", "PURNA", "CALON", "HILANG", "MINAT")
PRIME = 2**61 - 1
Unknown = tuple[str, str]
Equation = dict[Unknown, int]


def tree(tables: list[list[dict[str, tuple[int, int]]]]) -> Node:
    """A nation of provinces of kabupaten."""
    provinces = []
    for p, districts in enumerate(tables):
        parts = [Node(f"{p:02}.{d:02}", cells) for d, cells in enumerate(districts)]
        provinces.append(Node(f"{p:02}", total_of(parts), parts))
    return Node("", total_of(provinces), provinces)


def nodes(node: Node) -> list[Node]:
    return [node, *(inner for part in node.parts for inner in nodes(part))]


def leaves(node: Node) -> list[Node]:
    return [inner for inner in nodes(node) if not inner.parts]


def told_by_totals(node: Node) -> bool:
    """Only one status, or only one sex: the totals of one dimension, which are public, are the table."""
    rows = [pair for pair in node.cells.values() if sum(pair)]
    return len(rows) < 2 or not sum(row[0] for row in rows) or not sum(row[1] for row in rows)


def public(node: Node, status: str) -> bool:
    """Whether the cell holds no secret: what it adds up from is shown, or told by totals of one dimension."""
    return all(
        status not in leaf.hidden or told_by_totals(leaf) or not sum(leaf.cells.get(status, (0, 0)))
        for leaf in leaves(node)
    )


def equations(root: Node) -> list[Equation]:
    """All that is published, as terms that add up to something known.

    Unknown is the number of one sex in each status of each region; the other follows from the status's total. Known
    are the total of each sex, the cells shown, empty statuses, and that parts add up.
    """
    found: list[Equation] = []
    for node in nodes(root):
        found.append({(node.code, status): 1 for status in node.cells})
        for status, pair in node.cells.items():
            if status not in node.hidden or not sum(pair) or told_by_totals(node):
                found.append({(node.code, status): 1})
            if node.parts:
                parts = {(part.code, status): -1 for part in node.parts if status in part.cells}
                found.append({(node.code, status): 1, **parts})
    return found


def solved(found: list[Equation]) -> set[Unknown]:
    """The unknowns with only one possible value: Gauss-Jordan modulo a large prime, which is exact here."""
    names = sorted({name for terms in found for name in terms})
    rows = [[terms.get(name, 0) % PRIME for name in names] for terms in found]
    pivot = 0
    for column in range(len(names)):
        chosen = next((r for r in range(pivot, len(rows)) if rows[r][column]), None)
        if chosen is None:
            continue
        rows[pivot], rows[chosen] = rows[chosen], rows[pivot]
        scale = pow(rows[pivot][column], -1, PRIME)
        base = rows[pivot] = [value * scale % PRIME for value in rows[pivot]]
        for r, row in enumerate(rows):
            if r != pivot and (factor := row[column]):
                rows[r] = [(value - factor * other) % PRIME for value, other in zip(row, base, strict=True)]
        pivot += 1
    alone = [[name for name, value in zip(names, row, strict=True) if value] for row in rows[:pivot]]
    return {terms[0] for terms in alone if len(terms) == 1}


def recovered(root: Node) -> list[Unknown]:
    """Hidden cells that an attacker can calculate though they are secret."""
    known = solved(equations(root))
    return [
        (node.code, status)
        for node in nodes(root)
        for status in node.hidden
        if (node.code, status) in known and not public(node, status)
    ]


pairs = st.tuples(st.integers(0, 12), st.integers(0, 12))
tables = st.dictionaries(st.sampled_from(STATUSES), pairs, max_size=len(STATUSES))
countries = st.lists(st.lists(tables, min_size=1, max_size=5), min_size=1, max_size=3)


@settings(max_examples=150, deadline=None)
@given(countries)
def test_no_hidden_cell_can_be_calculated_from_all_levels_together(country):
    root = tree(country)
    suppress(root)
    assert recovered(root) == []


@settings(max_examples=100, deadline=None)
@given(countries)
def test_a_small_cell_is_never_shown(country):
    root = tree(country)
    suppress(root)
    for node in nodes(root):
        shown = [cell for status, pair in node.cells.items() if status not in node.hidden for cell in pair]
        assert all(cell == 0 or cell >= SMALLEST_SHOWN for cell in shown)


@settings(max_examples=100, deadline=None)
@given(tables)
def test_one_table_by_itself_hides_none_or_at_least_two_statuses(cells):
    hidden = suppress(Node("35.04", cells))
    filled = [status for status, pair in cells.items() if sum(pair)]
    assert len(hidden) != 1 or len(filled) == 1


def test_large_cells_are_all_shown():
    assert suppress(Node("35.04", {"AKTIF": (50, 60), "PURNA": (0, 40)})) == frozenset()


def test_one_small_cell_hides_a_second_status_the_smallest():
    cells = {"AKTIF": (50, 60), "PURNA": (3, 40), "CALON": (8, 9)}
    assert suppress(Node("35.04", cells)) == {"PURNA", "CALON"}


def test_a_region_hides_what_would_give_away_a_region_inside():
    small = {"AKTIF": (3, 20), "PURNA": (30, 6), "CALON": (40, 50)}
    large = {"AKTIF": (30, 20), "PURNA": (30, 60), "CALON": (40, 50)}
    root = tree([[small, large]])
    suppress(root)
    assert root.parts[0].parts[0].hidden == {"AKTIF", "PURNA"}
    assert root.parts[0].parts[1].hidden == frozenset()
    assert root.parts[0].hidden == {"AKTIF", "PURNA"}
    assert root.hidden == {"AKTIF", "PURNA"}


def test_what_a_region_hides_does_not_depend_on_who_looks():
    district = {"AKTIF": (3, 20), "PURNA": (30, 6), "CALON": (40, 50)}
    alone = Node("00.00", district)
    suppress(alone)
    country = tree([[district, {"AKTIF": (2, 2)}], [{"CALON": (1, 9)}]])
    suppress(country)
    assert country.parts[0].parts[0].hidden == alone.hidden


@pytest.mark.parametrize("zero", [0, 1])
def test_a_sum_of_nought_is_not_shown_over_hidden_parts(zero):
    def pair(number: int) -> tuple[int, int]:
        return (0, number) if zero == 0 else (number, 0)

    part = {"AKTIF": pair(3), "PURNA": (10, 12)}
    root = tree([[dict(part), dict(part), dict(part)]])
    suppress(root)
    assert "AKTIF" in root.parts[0].hidden
