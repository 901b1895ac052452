"""Files of downloads: written so that no cell can become a formula, and kept encrypted until they are fetched."""

import csv
import io
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from desmigratif.reporting.models.export import export_folder

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
NONCE_BYTES = 12
NO_FORMULAS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WATERMARK_LENGTH = 200


@dataclass(frozen=True)
class Cover:
    """The first sheet: what this is, for whom, and how many rows. `lines` without the rows, which are counted last."""

    title: str
    author: str
    lines: list[tuple[str, str]]

    def with_rows(self, rows: int) -> list[tuple[str, str]]:
        """All lines."""
        return [*self.lines, ("Jumlah baris", str(rows))]

    @property
    def mark(self) -> str:
        """What stands on every printed page."""
        return " | ".join(value for _, value in self.lines)[:WATERMARK_LENGTH]


def defuse(text: str) -> str:
    """A cell that a spreadsheet won't run: an apostrophe before what could begin a formula, also after blanks."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA_STARTS) or text.startswith(FORMULA_STARTS) else text


def write_csv(cover: Cover, header: list[str], chunks: Iterable[list[list[str]]]) -> tuple[bytes, int]:
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


def write_xlsx(
    cover: Cover, header: list[str], widths: list[int], chunks: Iterator[list[list[str]]]
) -> tuple[bytes, int]:
    """An Excel file whose cells are all plain text. Returns bytes and rows.

    Rows go to a temporary file as they come, in a folder of our own, so that memory doesn't grow with the list.
    """
    target, rows = io.BytesIO(), 0
    with tempfile.TemporaryDirectory(dir=_own_folder()) as scratch:
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


def _own_folder() -> Path:
    folder = export_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _key(name: str) -> bytes:
    """A key for one file, from the server's secret and the file's random name."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"desmigratif.reporting.file:{name}".encode())
    return derived.derive(settings.SECRET_KEY.encode())


def keep(content: bytes) -> str:
    """Store a file encrypted under a random name; returns the name."""
    name = secrets.token_hex(20)
    nonce = os.urandom(NONCE_BYTES)
    path = _own_folder() / name
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(nonce + AESGCM(_key(name)).encrypt(nonce, content, name.encode()))
    return name


def take(name: str) -> bytes | None:
    """The file's content, and the file is gone; None when it can't be read any more."""
    path = export_folder() / name
    try:
        stored = path.read_bytes()
        content = AESGCM(_key(name)).decrypt(stored[:NONCE_BYTES], stored[NONCE_BYTES:], name.encode())
    except (OSError, InvalidTag, ValueError):
        content = None
    delete(name)
    return content


def delete(name: str) -> None:
    """Remove a file; one that is gone already is no error."""
    if name:
        (export_folder() / name).unlink(missing_ok=True)


def delete_strays(known: set[str], older_than: float) -> int:
    """Remove files no download names, if they were last written before the moment; returns how many."""
    removed = 0
    for path in export_folder().iterdir() if export_folder().exists() else []:
        if path.is_file() and path.name not in known and path.stat().st_mtime < older_than:
            path.unlink(missing_ok=True)
            removed += 1
    return removed
