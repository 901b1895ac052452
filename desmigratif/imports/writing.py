"""Excel files to fill in: the empty template, and rejected rows with what is wrong; no formulas (P-18)."""

import io
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from desmigratif.core.spreadsheet import NO_FORMULAS, scratch_folder
from desmigratif.imports.cells import Cell, Fault, Row
from desmigratif.imports.package import MOST_ROWS
from desmigratif.imports.presets import Column
from desmigratif.imports.sheets import EXAMPLE, REASONS

SHEET, HELP, LISTS = "Data", "Petunjuk", "Pilihan"
TEXT = {"num_format": 49, "valign": "top"}  # 49: text, the built-in one that every program knows
WRONG = {"bg_color": "#FCEBEA", "border": 1, "border_color": "#B3261E"}
NOTE = {"author": "Desmigratif", "x_scale": 2.2, "y_scale": 1.4, "font_size": 9}
REASON_WIDTH = 60


@dataclass(frozen=True)
class Rejected:
    """A row that was not taken, and why."""

    row: Row
    faults: Sequence[Fault]


def write_template(columns: Sequence[Column], instructions: Sequence[str]) -> bytes:
    """The template: headings with notes, lists to choose from, one example, and a sheet that explains."""
    with _Book(columns, instructions) as book:
        for place, column in enumerate(columns):
            words = f"{EXAMPLE} {column.example}" if place == 0 else column.example
            book.data.write_string(1, place, words, book.example)
    return book.content


def write_rejected(columns: Sequence[Column], instructions: Sequence[str], rows: Iterable[Rejected]) -> bytes:
    """Rejected rows as they were, the wrong cells marked, the reasons in front: to be put right and uploaded again.

    Numbers stay numbers and days stay days, so that a row nobody put right is rejected again for the same reason.
    """
    with _Book(columns, instructions, with_reasons=True) as book:
        for line, rejected in enumerate(rows, start=1):
            reasons = [f"{book.title_of(fault.column)}{fault.reason} {fault.fix}".strip() for fault in rejected.faults]
            book.data.write_string(line, 0, f"Baris {rejected.row.number}. {' '.join(reasons)}", book.reason)
            wrong = {fault.column for fault in rejected.faults}
            for place, column in enumerate(columns, start=1):
                book.write(line, place, rejected.row.cell(column.key), is_wrong=column.key in wrong)
    return book.content


class _Book:
    """The workbook, with the sheets every file has."""

    def __init__(self, columns: Sequence[Column], instructions: Sequence[str], *, with_reasons: bool = False) -> None:
        self.columns, self.instructions, self.first = columns, instructions, int(with_reasons)
        self.titles = {column.key: column.title for column in columns}
        self.content = b""

    def __enter__(self) -> "_Book":
        self.target = io.BytesIO()
        self.scratch = tempfile.TemporaryDirectory(dir=scratch_folder())
        options = {"constant_memory": False, "in_memory": True, "tmpdir": self.scratch.name, **NO_FORMULAS}
        self.book: Workbook = xlsxwriter.Workbook(self.target, options)
        self._formats()
        self.data: Worksheet = self.book.add_worksheet(SHEET)
        self._explain(self.book.add_worksheet(HELP))
        self._headings(self._lists(self.book.add_worksheet(LISTS)))
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        self.book.close()
        self.scratch.cleanup()
        self.content = self.target.getvalue()

    def _formats(self) -> None:
        add = self.book.add_format
        self.text = add(TEXT)
        self.example: Format = add({**TEXT, "italic": True, "font_color": "#4B5A60"})
        self.day = add({**TEXT, "num_format": "d-m-yyyy"})
        self.number = add({**TEXT, "num_format": "General"})
        self.wrong = {
            "s": add({**TEXT, **WRONG}),
            "d": add({**TEXT, **WRONG, "num_format": "d-m-yyyy"}),
            "n": add({**TEXT, **WRONG, "num_format": "General"}),
        }
        self.reason = add({**TEXT, "text_wrap": True, "font_color": "#8C1D18"})
        self.bold = add({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCECED", "bottom": 1})
        self.wrap = add({"text_wrap": True, "valign": "top"})

    def title_of(self, key: str) -> str:
        """The heading of a wrong column, for the sentence; nothing for a fault of the whole row."""
        return f"{self.titles[key]}: " if key in self.titles else ""

    def _headings(self, lists: dict[str, str]) -> None:
        if self.first:
            self.data.set_column(0, 0, REASON_WIDTH, self.text)
            self.data.write_string(0, 0, REASONS, self.bold)
        for place, column in enumerate(self.columns, start=self.first):
            self.data.set_column(place, place, column.width, self.text)
            self.data.write_string(0, place, f"{column.title}{' *' if column.needed else ''}", self.bold)
            self.data.write_comment(0, place, column.help, NOTE)
            if column.key in lists:
                self.data.data_validation(
                    1,
                    place,
                    MOST_ROWS + 1,
                    place,
                    {
                        "validate": "list",
                        "source": lists[column.key],
                        "error_title": "Pilih dari daftar",
                        "error_message": f"{column.title}: pilih salah satu dari daftar, jangan diketik sendiri.",
                    },
                )
        self.data.freeze_panes(1, self.first + 1)

    def _lists(self, sheet: Worksheet) -> dict[str, str]:
        """Lists to choose from stand on a sheet of their own: within a cell Excel takes 255 letters at most."""
        ranges: dict[str, str] = {}
        for place, column in enumerate(column for column in self.columns if column.choices):
            sheet.set_column(place, place, 28)
            sheet.write_string(0, place, column.title, self.bold)
            for line, choice in enumerate(column.choices, start=1):
                sheet.write_string(line, place, choice)
            letter = chr(65 + place)
            ranges[column.key] = f"={LISTS}!${letter}$2:${letter}${len(column.choices) + 1}"
        return ranges

    def _explain(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 90)
        sheet.write_string(0, 0, "Cara mengisi", self.bold)
        sheet.write_blank(0, 1, None, self.bold)
        line = 1
        for line, words in enumerate(self.instructions, start=1):
            sheet.write_string(line, 0, str(line), self.wrap)
            sheet.write_string(line, 1, words, self.wrap)
        line += 2
        sheet.write_string(line, 0, "Kolom", self.bold)
        sheet.write_string(line, 1, "Isinya", self.bold)
        for number, column in enumerate(self.columns, start=line + 1):
            sheet.write_string(number, 0, f"{column.title}{' *' if column.needed else ''}", self.wrap)
            sheet.write_string(number, 1, column.help, self.wrap)

    def write(self, line: int, place: int, cell: Cell, *, is_wrong: bool) -> None:
        """A cell as it was in the file it came from."""
        kind = cell.to_json()[0]
        plain = {"s": self.text, "d": self.day, "n": self.number}[kind]
        shape = self.wrong[kind] if is_wrong else plain
        if cell.value is None or cell.value == "":
            self.data.write_blank(line, place, None, shape)
        elif kind == "d":
            self.data.write_datetime(line, place, datetime.combine(cell.value, time()), shape)  # type: ignore[arg-type]
        elif kind == "n":
            self.data.write_number(line, place, float(cell.value), shape)  # type: ignore[arg-type]
        else:
            self.data.write_string(line, place, str(cell.value), shape)
