"""An .xlsx file before anybody reads it: what it is made of, how big it is when unpacked, where its cells lie.

The reader (calamine) trusts a file: it makes room for the whole rectangle between the first and the last cell, and
copies a shared text into every cell that names it. So a file of a few kilobytes could take all memory; this looks at
the parts first, one after the other, and stops as soon as they are too much (P-17).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from desmigratif.core.errors import DomainError

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024
MOST_PARTS = 100
MOST_ROWS = 5_000
LAST_ROW = 20_000
LAST_COLUMN = 60
MOST_CELLS = LAST_COLUMN * MOST_ROWS
MOST_LETTERS = 20_000_000
CHUNK = 256 * 1024
DATA_SHEET = "data"

OLD_FORMAT = b"\xd0\xcf\x11\xe0"
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
SAVE_AGAIN = "Buka di Excel, pilih Simpan Sebagai, jenis “Buku Kerja Excel (.xlsx)”, lalu unggah lagi."


class FileError(DomainError):
    """The file as a whole can't be read; the words say why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="file")


@dataclass
class SheetPlan:
    """Where things lie in the sheet that will be read. Rows and columns count from 1."""

    name: str
    formulas: set[tuple[int, int]] = field(default_factory=set)
    broken: set[tuple[int, int]] = field(default_factory=set)
    merged: dict[tuple[int, int], str] = field(default_factory=dict)  # by cell: the range, as A1:B2


def letters(column: int) -> str:
    """1 as A, 27 as AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def look_into(content: bytes) -> SheetPlan:
    """Check the file and find its sheet. Raises FileError with words for whoever brought it."""
    with _opened(content) as archive:
        names = _checked_names(archive)
        _measure(archive)
        name, part = _sheet_of(archive, names)
        lengths = _text_lengths(archive, names)
        return _scan(archive, part, SheetPlan(name), lengths)


@contextmanager
def _opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    if content.startswith(OLD_FORMAT):
        raise FileError(f"Berkas ini berkata sandi atau berbentuk lama (.xls). {SAVE_AGAIN}")
    if not content.startswith(b"PK"):
        raise FileError("Ini bukan berkas Excel (.xlsx). Pakai template dari halaman ini.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive
    except FileError:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise FileError(f"Berkas ini rusak. {SAVE_AGAIN}") from error
    except expat.ExpatError as error:
        raise FileError(f"Isi berkas ini rusak. {SAVE_AGAIN}") from error


def _checked_names(archive: zipfile.ZipFile) -> set[str]:
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if len(entries) > MOST_PARTS or len(names) != len(entries):
        raise FileError("Berkas ini terlalu rumit. Salin isinya ke template kosong, lalu unggah lagi.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileError("Berkas ini berkata sandi. Hapus kata sandinya, lalu unggah lagi.")
    if any(name.startswith(("/", "\\")) or ".." in name or ":" in name for name in names):
        raise FileError(f"Berkas ini tidak aman untuk dibuka. {SAVE_AGAIN}")
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise FileError("Ini bukan berkas Excel (.xlsx). Pakai template dari halaman ini.")
    kinds = _read(archive, "[Content_Types].xml").lower()
    lower = {name.lower() for name in names}
    if b"macroenabled" in kinds or any("vbaproject" in name or "macrosheets" in name for name in lower):
        raise FileError(f"Berkas ini berisi makro. {SAVE_AGAIN}")
    return names


def _measure(archive: zipfile.ZipFile) -> None:
    """Unpack everything once, keeping nothing: what a file says of its own size may be a lie."""
    unpacked = 0
    for entry in archive.infolist():
        with archive.open(entry) as part:
            while chunk := part.read(CHUNK):
                unpacked += len(chunk)
                if unpacked > MOST_UNPACKED:
                    raise FileError("Isi berkas ini terlalu besar. Salin isinya ke template kosong, lalu unggah lagi.")


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as part:
        content = part.read(MOST_UNPACKED + 1)
    if len(content) > MOST_UNPACKED:
        raise FileError("Isi berkas ini terlalu besar. Salin isinya ke template kosong, lalu unggah lagi.")
    return content


def _refuse_doctype(*_: Any) -> None:
    raise FileError(f"Berkas ini tidak aman untuk dibuka. {SAVE_AGAIN}")


def _parse(
    archive: zipfile.ZipFile,
    name: str,
    *,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Walk one part of XML without keeping it; names come without their prefix."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(":")[2], attributes)
    if end is not None:
        close = end
        parser.EndElementHandler = lambda tag: close(tag.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            parser.Parse(chunk, False)  # noqa: FBT003  the parser's own signature
        parser.Parse(b"", True)  # noqa: FBT003


def _sheet_of(archive: zipfile.ZipFile, names: set[str]) -> tuple[str, str]:
    """The name and the part of the sheet called Data, else of the first one."""
    listed: list[tuple[str, str]] = []
    targets: dict[str, str] = {}

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            listed.append((attributes.get("name", ""), _relation_id(attributes)))

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    _parse(archive, "xl/workbook.xml", start=sheet)
    if "xl/_rels/workbook.xml.rels" in names:
        _parse(archive, "xl/_rels/workbook.xml.rels", start=relation)
    found = [(name, part) for name, key in listed if (part := _part_of(targets.get(key, ""))) in names]
    found = [pair for pair in found if "worksheets/" in pair[1]]
    if not found:
        raise FileError("Berkas ini tidak punya lembar isian. Pakai template dari halaman ini.")
    return next((pair for pair in found if pair[0].strip().casefold() == DATA_SHEET), found[0])


def _relation_id(attributes: dict[str, str]) -> str:
    return next((value for name, value in attributes.items() if name.rpartition(":")[2] == "id"), "")


def _part_of(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _text_lengths(archive: zipfile.ZipFile, names: set[str]) -> list[int]:
    """How long each shared text is."""
    lengths: list[int] = []
    inside = [0]
    if "xl/sharedStrings.xml" not in names:
        return lengths

    def start(tag: str, _attributes: dict[str, str]) -> None:
        inside[0] += tag == "t"
        if tag == "si":
            lengths.append(0)

    def end(tag: str) -> None:
        inside[0] -= tag == "t"

    def text(words: str) -> None:
        if inside[0] and lengths:
            lengths[-1] += len(words)

    _parse(archive, "xl/sharedStrings.xml", start=start, end=end, text=text)
    return lengths


class _Scanner:
    """Follows the cells of a sheet and stops when there are too many, too far out, or too long."""

    def __init__(self, plan: SheetPlan, lengths: list[int]) -> None:
        self.plan, self.lengths = plan, lengths
        self.row = self.column = self.cells = self.letters = self.covered = 0
        self.kind, self.value, self.in_value, self.has_content = "", "", False, False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            number = attributes.get("r", "")
            self.row = int(number) if number.isdigit() and len(number) < 8 else self.row + 1
            self.column = 0
        elif tag == "c":
            self._open(attributes)
        elif tag in {"v", "t", "is"}:
            self.in_value = tag != "is"
            self.has_content = True
        elif tag == "f":
            self.has_content = True
            self.plan.formulas.add((self.row, self.column))
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _open(self, attributes: dict[str, str]) -> None:
        match = REFERENCE.fullmatch(attributes.get("r", ""))
        self.column = _number(match[1]) if match else self.column + 1
        self.row = int(match[2]) if match else self.row
        self.kind, self.value, self.has_content = attributes.get("t", "n"), "", False

    def text(self, words: str) -> None:
        if self.in_value:
            self.letters += len(words)
            self.value += words if len(self.value) < 12 else ""

    def end(self, tag: str) -> None:
        if tag in {"v", "t"}:
            self.in_value = False
        elif tag == "c" and self.has_content:
            self._close()

    def _close(self) -> None:
        self.cells += 1
        if self.kind == "s" and self.value.isdigit() and int(self.value) < len(self.lengths):
            self.letters += self.lengths[int(self.value)]
        if self.kind == "e":
            self.plan.broken.add((self.row, self.column))
        if self.column > LAST_COLUMN or self.column < 1:
            far = letters(max(self.column, 1))
            raise FileError(f"Ada isian di kolom {far}, jauh di luar kolom template. Hapus, lalu unggah lagi.")
        if self.row > LAST_ROW or self.row < 1:
            raise FileError(f"Ada isian di baris {self.row}. Paling banyak {LAST_ROW} baris, termasuk yang kosong.")
        if self.cells > MOST_CELLS or self.letters > MOST_LETTERS:
            raise FileError("Isi berkas ini terlalu besar. Salin isinya ke template kosong, lalu unggah lagi.")

    def _merge(self, reference: str) -> None:
        corners = [REFERENCE.fullmatch(corner) for corner in reference.split(":")]
        if len(corners) != 2 or corners[0] is None or corners[1] is None:
            return
        top, bottom = int(corners[0][2]), min(int(corners[1][2]), LAST_ROW)
        left, right = _number(corners[0][1]), min(_number(corners[1][1]), LAST_COLUMN)
        self.covered += max(0, bottom - top + 1) * max(0, right - left + 1)
        if self.covered > MOST_CELLS:
            raise FileError("Terlalu banyak sel digabung. Pisahkan semua sel yang digabung, lalu unggah lagi.")
        for row in range(top, bottom + 1):
            self.plan.merged.update(dict.fromkeys(((row, column) for column in range(left, right + 1)), reference))


def _number(name: str) -> int:
    """AA as 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def _scan(archive: zipfile.ZipFile, part: str, plan: SheetPlan, lengths: list[int]) -> SheetPlan:
    scanner = _Scanner(plan, lengths)
    _parse(archive, part, start=scanner.start, end=scanner.end, text=scanner.text)
    return plan
