"""Nobody can calculate a hidden number from what is told: tried on random tables, as a system of equations."""

import itertools
import random
from fractions import Fraction

import pytest

from desmigratif.reporting.suppressed_table import ALL, Cell, hidden_cells, with_sums


def knowable(table, hidden) -> set[Cell]:
    """Hidden cells that the equations of the table determine, by Gauss's elimination."""
    unknown = sorted(hidden)
    rows = sorted({cell.row for cell in table})
    columns = sorted({cell.column for cell in table})
    equations = []
    for row in rows:
        equations.append({cell: (-1 if cell.column == ALL else 1) for cell in table if cell.row == row})
    for column in columns:
        equations.append({cell: (-1 if cell.row == ALL else 1) for cell in table if cell.column == column})
    matrix = [[Fraction(equation.get(cell, 0)) for cell in unknown] for equation in equations]
    place = 0
    for column in range(len(unknown)):
        pivot = next((i for i in range(place, len(matrix)) if matrix[i][column]), None)
        if pivot is None:
            continue
        matrix[place], matrix[pivot] = matrix[pivot], matrix[place]
        matrix[place] = [value / matrix[place][column] for value in matrix[place]]
        for i in range(len(matrix)):
            if i != place and matrix[i][column]:
                factor = matrix[i][column]
                matrix[i] = [a - factor * b for a, b in zip(matrix[i], matrix[place], strict=True)]
        place += 1
    return {unknown[next(i for i, v in enumerate(row) if v)] for row in matrix if sum(1 for v in row if v) == 1}


@pytest.mark.parametrize("seed", range(60))
def test_no_hidden_number_follows_from_those_told(seed):
    chance = random.Random(seed)
    rows = [str(place) for place in range(chance.randint(1, 6))]
    columns = ["a", "b", "c", "d"][: chance.randint(2, 4)]
    counts = {
        (row, column): chance.choice([0, 0, 1, 3, 4, 5, 9, 30, 200])
        for row, column in itertools.product(rows, columns)
    }
    table = with_sums(counts)
    hidden = hidden_cells(table)
    assert {cell for cell, n in table.items() if 0 < n < 5} <= hidden
    assert knowable(table, hidden) == set()


def test_nothing_is_hidden_where_no_number_is_small():
    assert hidden_cells(with_sums({("35", "a"): 5, ("35", "b"): 0, ("33", "a"): 9, ("33", "b"): 12})) == frozenset()


def test_a_small_number_takes_others_with_it_so_that_no_sum_tells_it():
    hidden = hidden_cells(with_sums({("35", "a"): 2, ("35", "b"): 40, ("33", "a"): 9, ("33", "b"): 12}))
    assert hidden >= {Cell("35", "a"), Cell("33", "a"), Cell("35", "b"), Cell("33", "b")}
    assert Cell(ALL, ALL) not in hidden


def test_an_empty_table_has_no_cells():
    assert with_sums({}) == {}
