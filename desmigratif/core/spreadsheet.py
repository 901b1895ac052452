"""Tables as files for spreadsheets, CSV and XLSX, written so that no cell can become a formula (P-18)."""

import csv
import io
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from django.core.files.storage import default_storage

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NO_FORMULAS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WATERMARK_LENGTH = 200
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Chunks = Iterable[list[list[str]]]


@dataclass(frozen=True)
class Cover:
    """The first sheet: what this is, for whom, and how many rows. `lines` without the rows, which are counted last."""

    title: str
    author: str
    lines: list[tuple[str, str]]
    trace: str = ""  # who took it, when and under which number: first in the mark, so that it is never cut off

    def with_rows(self, rows: int) -> list[tuple[str, str]]:
        """All lines."""
        return [*self.lines, ("Jumlah baris", str(rows))]

    @property
    def mark(self) -> str:
        """What stands on every printed page and in the properties of the file."""
        return " | ".join([*([self.trace] if self.trace else []), *(value for _, value in self.lines)])[
            :WATERMARK_LENGTH
        ]


def scratch_folder() -> Path:
    """Where half-written files may lie: under the data folder, outside everything a web server serves."""
    folder = Path(default_storage.path("scratch"))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def defuse(text: str) -> str:
    """A cell that a spreadsheet won't run: an apostrophe before what could begin a formula, also after blanks."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS) else text


def write_csv(cover: Cover, header: list[str], chunks: Chunks) -> tuple[bytes, int]:
    """CSV as spreadsheets open it: UTF-8 with a byte order mark, all cells quoted. Returns bytes and rows."""
    body, rows = io.StringIO(), 0
    writer = csv.writer(body, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for chunk in chunks:
        writer.writerows([[defuse(cell) for cell in row] for row in chunk])
        rows += len(chunk)
    head = io.StringIO()
    writer = csv.writer(head, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([cover.title])
    writer.writerows([[label, defuse(value)] for label, value in cover.with_rows(rows)])
    head.write("\r\n")
    writer.writerow(header)
    return ("\ufeff" + head.getvalue() + body.getvalue()).encode(), rows


def write_xlsx(cover: Cover, header: list[str], widths: list[int], chunks: Chunks) -> tuple[bytes, int]:
    """An Excel file whose cells are all plain text. Returns bytes and rows.

    Rows go to a temporary file as they come, in a folder of our own, so that memory doesn't grow with the list.
    """
    target, rows = io.BytesIO(), 0
    with tempfile.TemporaryDirectory(dir=scratch_folder()) as scratch:
        book = xlsxwriter.Workbook(target, {"constant_memory": True, "tmpdir": scratch, **NO_FORMULAS})
        book.set_properties({"title": cover.title, "author": cover.author, "comments": cover.mark})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        front, sheet = book.add_worksheet("Keterangan"), book.add_worksheet("Daftar")
        for part in (front, sheet):
            part.set_footer(f"&L{cover.mark.replace('&', '&&')}&R&P/&N")
        for column, (label, width) in enumerate(zip(header, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, label, bold)
        sheet.freeze_panes(1, 1)
        for chunk in chunks:
            for row in chunk:
                rows += 1
                for column, text in enumerate(row):
                    sheet.write_string(rows, column, text)
        front.set_column(0, 0, 22)
        front.set_column(1, 1, 80)
        front.write_string(0, 0, cover.title, bold)
        for line, (label, value) in enumerate(cover.with_rows(rows), start=2):
            front.write_string(line, 0, label, bold)
            front.write_string(line, 1, value, wrap)
        book.close()
    return target.getvalue(), rows
