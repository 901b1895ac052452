"""The rows of an .xlsx file, under the headings of a preset."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from python_calamine import CalamineSheet, CalamineWorkbook

from desmigratif.core.text import plain
from desmigratif.imports.cells import BROKEN, FORMULA, MERGED, Row, make_cell, masked
from desmigratif.imports.package import (
    MOST_BYTES,
    MOST_ROWS,
    SAVE_AGAIN,
    FileError,
    SheetPlan,
    letters,
    look_into,
)
from desmigratif.imports.presets import Column

EXAMPLE = "CONTOH:"
REASONS = "Alasan ditolak"  # a column of our own in files of rejected rows
HEADING_ROWS = 10
SHOWN_LETTERS = 40
SHOWN_NUMBERS = 8

Found = TypeVar("Found")


@dataclass
class SheetRows:
    """What a file holds: rows to import, and remarks about the file as a whole."""

    sheet: str
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_rows(content: bytes, columns: Sequence[Column]) -> SheetRows:
    """Read a file. Raises FileError when it is not to be read at all."""
    if len(content) > MOST_BYTES:
        raise FileError("Berkas paling besar 5 MB. Bagi isinya menjadi beberapa berkas.")
    plan = look_into(content)
    lines = _guarded(lambda: _lines(content, plan))
    head, places, unknown = _headings(lines, columns, plan)
    found = SheetRows(sheet=plan.name[:60])
    if unknown:
        found.notes.append(f"Kolom tidak dikenal dan tidak dibaca: {', '.join(unknown)}.")
    _collect(found, lines, head, places, plan, columns[0].key)
    if not found.rows:
        raise FileError(f"Tidak ada baris yang terisi di lembar “{found.sheet}”. Isi mulai baris {head + 1}.")
    return found


def _guarded(read: Callable[[], Found]) -> Found:
    """Run the reader. On a file it can't cope with it raises its own errors, or panics outside Exception."""
    try:
        return read()
    except FileError:
        raise
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit | MemoryError):
            raise
        raise FileError(f"Berkas ini tidak bisa dibaca. {SAVE_AGAIN}") from None


def _lines(content: bytes, plan: SheetPlan) -> list[list[Any]]:
    """All lines of the sheet from A1 on; the last ones may be missing."""
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        sheet: CalamineSheet = book.get_sheet_by_name(plan.name)
        return sheet.to_python(skip_empty_area=False)


def _plain_title(text: str) -> str:
    return plain(text).replace("*", "").strip().casefold()


def _headings(
    lines: list[list[Any]], columns: Sequence[Column], plan: SheetPlan
) -> tuple[int, dict[int, str], list[str]]:
    """The number of the line with the headings, the key of each place, and headings nobody knows."""
    known = {_plain_title(column.title): column.key for column in columns}
    head = _heading_line(lines, known, columns)
    places: dict[int, str] = {}
    unknown: list[str] = []
    for place, value in enumerate(lines[head - 1]):
        title, words = _plain_title(str(value)), masked(plain(str(value)))[:SHOWN_LETTERS]
        if merged := plan.merged.get((head, place + 1)):
            raise FileError(f"Judul kolom di {merged} digabung. Pisahkan selnya: setiap kolom punya judul sendiri.")
        if known.get(title) in places.values():
            raise FileError(f"Kolom “{words}” ada dua kali. Hapus salah satunya.")
        if title in known:
            places[place] = known[title]
        elif title and title != REASONS.casefold():
            unknown.append(f"“{words}” ({letters(place + 1)})")
    _refuse_missing(columns, set(places.values()), head)
    return head, places, unknown


def _heading_line(lines: list[list[Any]], known: dict[str, str], columns: Sequence[Column]) -> int:
    """The first of the upper lines that holds most headings: somebody may have put a title above them."""
    hits = [sum(_plain_title(str(value)) in known for value in line) for line in lines[:HEADING_ROWS]]
    if not any(hits):
        wanted = ", ".join(column.title for column in columns[:4])
        raise FileError(f"Judul kolom tidak ditemukan. Isi baris 1 seperti di template: {wanted}, dan lainnya.")
    return hits.index(max(hits)) + 1


def _refuse_missing(columns: Sequence[Column], there: set[str], head: int) -> None:
    missing = ", ".join(f"“{column.title}”" for column in columns if column.needed and column.key not in there)
    if missing:
        raise FileError(f"Judul kolom {missing} tidak ada di baris {head}. Salin judulnya dari template.")


def _collect(
    found: SheetRows, lines: list[list[Any]], head: int, places: dict[int, str], plan: SheetPlan, first: str
) -> None:
    blank: list[int] = []
    examples: list[int] = []
    for number, line in enumerate(lines[head:], start=head + 1):
        row = Row(number, {key: _cell(line, place, number, plan) for place, key in places.items()})
        if row.is_blank:
            blank.append(number)
        elif plain(row.cell(first).text).upper().startswith(EXAMPLE):
            examples.append(number)
        else:
            found.rows.append(row)
        if len(found.rows) > MOST_ROWS:
            raise FileError("Paling banyak 5.000 baris sekali unggah. Bagi menjadi beberapa berkas.")
    last = found.rows[-1].number if found.rows else 0
    between = [number for number in blank if number < last]
    if between:
        found.notes.append(f"{len(between)} baris kosong di antara isian dilewati: baris {_numbers(between)}.")
    if examples:
        found.notes.append(f"Baris contoh dilewati: baris {_numbers(examples)}.")


def _cell(line: list[Any], place: int, number: int, plan: SheetPlan) -> Any:
    where = (number, place + 1)
    mark = FORMULA if where in plan.formulas else BROKEN if where in plan.broken else ""
    mark = mark or (MERGED if where in plan.merged else "")
    return make_cell(line[place] if place < len(line) else None, mark=mark)


def _numbers(found: list[int]) -> str:
    shown = ", ".join(map(str, found[:SHOWN_NUMBERS]))
    return f"{shown} dan {len(found) - SHOWN_NUMBERS} lagi" if len(found) > SHOWN_NUMBERS else shown
