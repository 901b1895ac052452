"""What may stand in a cell, and what may be wrong with it."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from desmigratif.core.errors import DomainError
from desmigratif.core.text import plain

LONGEST = 300  # letters of a cell that are kept
FORMULA, MERGED, BROKEN, LONG = "formula", "merged", "broken", "long"
NUMBER_RUN = re.compile(r"(?<!\d)(?:\d[\s.\-]?){13,}\d(?!\d)")
DOTS = "•"
TAIL = 4
SHORTEST = 10  # digits; fewer are no number of a person


class CellError(DomainError):
    """What is wrong with one cell, and what to do about it."""

    def __init__(self, reason: str, fix: str = "", *, field: str | None = None) -> None:
        self.fix = fix
        super().__init__(reason, field=field)


@dataclass(frozen=True)
class Cell:
    """A cell as the file has it: a text, a number, or a day. `mark` says what keeps it from being read."""

    value: str | float | date | None = None
    mark: str = ""
    length: int = 0  # letters in the file, where they were cut

    @property
    def is_empty(self) -> bool:
        """Nothing but blanks and invisible signs."""
        return not self.mark and not plain(self.text)

    @property
    def is_number(self) -> bool:
        """Kept as a number: Excel knows fifteen of its digits and no zero in front."""
        return isinstance(self.value, int | float)

    @property
    def text(self) -> str:
        """As a person reads it: whole numbers without a point or exponent, days as 14-5-1988."""
        value = self.value
        if value is None:
            return ""
        if isinstance(value, date):
            return f"{value.day}-{value.month}-{value.year}"
        if isinstance(value, float):
            return f"{value:.0f}" if value.is_integer() and abs(value) < 1e17 else repr(value)
        return str(value)

    def to_json(self) -> list[Any]:
        """For the sealed row."""
        value = self.value.isoformat() if isinstance(self.value, date) else self.value
        kind = "d" if isinstance(self.value, date) else "n" if self.is_number else "s"
        return [kind, value, self.mark, self.length]

    @classmethod
    def from_json(cls, stored: list[Any]) -> "Cell":
        """Back again."""
        kind, value, mark, length = stored
        if kind == "d":
            value = date.fromisoformat(value)
        elif kind == "n":
            value = float(value)
        return cls(value, mark, length)


EMPTY = Cell()


def make_cell(value: Any, *, mark: str = "") -> Cell:
    """A cell from what the reader found; a long text is cut."""
    if value is None or value == "":
        return Cell(None, mark)
    if isinstance(value, bool):
        return Cell("Ya" if value else "Tidak", mark)
    if isinstance(value, int | float):
        return Cell(float(value), mark)
    if isinstance(value, datetime):
        return Cell(value.date(), mark)
    if isinstance(value, date):
        return Cell(value, mark)
    text = str(value)
    if text.lstrip().startswith(("=", "＝")):
        mark = mark or FORMULA
    return Cell(text[:LONGEST], mark or (LONG if len(text) > LONGEST else ""), len(text))


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a row: in which column, why, and how it is put right."""

    column: str
    reason: str
    fix: str = ""

    def to_json(self) -> list[str]:
        """For the sealed row."""
        return [self.column, self.reason, self.fix]


@dataclass
class Row:
    """A row of a file: its number in the sheet and its cells by the key of their column."""

    number: int
    cells: dict[str, Cell] = field(default_factory=dict)

    def cell(self, key: str) -> Cell:
        """The cell of a column; an empty one where the file has none."""
        return self.cells.get(key, EMPTY)

    @property
    def is_blank(self) -> bool:
        """Nothing in any cell."""
        return all(cell.is_empty for cell in self.cells.values())


def has_invisible(text: str) -> bool:
    """Whether more stands in a text than a reader sees: blanks at an end, or signs of no width."""
    return text != text.strip() or any(unicodedata.category(sign) in {"Cf", "Co", "Cn"} for sign in text)


def masked(text: str) -> str:
    """A text whose long runs of digits show their last four only: one may be a NIK, wherever it stands."""
    return NUMBER_RUN.sub(lambda found: tail_only(found[0]), text)


def tail_only(text: str) -> str:
    """All digits but the last four as dots: enough to find the row in the file, not enough to copy the number."""
    digits = re.sub(r"\D", "", text)
    if len(digits) < SHORTEST:
        return text
    return DOTS * (len(digits) - TAIL) + digits[-TAIL:]
