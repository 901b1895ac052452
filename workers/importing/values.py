"""From cells to values: what spreadsheets do to numbers, dates and choices, said in words."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from desmigratif.core.enums import CodeList
from desmigratif.core.nik import clean_digits
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.text import plain
from desmigratif.core.web.forms import parse_partial_date
from desmigratif.imports.cells import Cell, CellError

EPOCH = date(1899, 12, 30)  # day 0 of Excel's calendar
FIRST_SERIAL, LAST_SERIAL = 3_000, 80_000  # 1908 to 2119; a smaller number may be a year
SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+?\d+")
FIFTEEN = 15


def nik_of(cell: Cell) -> str:
    """A NIK as typed; its rules are the service's. A number is refused: digits beyond the fifteenth are gone."""
    text = plain(cell.text)
    if cell.is_number:
        digits = clean_digits(text)
        if len(digits) == FIFTEEN + 1:
            raise CellError(
                "NIK tersimpan sebagai angka. Excel hanya menyimpan 15 angka, jadi angka terakhirnya mungkin berubah.",
                "Ubah kolomnya menjadi Teks, lalu tulis ulang 16 angkanya dari KTP.",
            )
        raise CellError(
            f"NIK tersimpan sebagai angka dan hanya {len(digits)} angka.",
            "Ubah kolomnya menjadi Teks, lalu tulis ulang 16 angkanya dari KTP.",
        )
    if SCIENTIFIC.fullmatch(text):
        raise CellError(
            "NIK berubah menjadi angka ilmiah (seperti 3,50414E+15), sehingga angka aslinya hilang.",
            "Ubah kolomnya menjadi Teks, lalu tulis ulang 16 angkanya dari KTP.",
        )
    return text.lstrip("'")


def phone_of(cell: Cell) -> str:
    """A phone number as typed. One that begins with 8 lost its zero, as Excel does to numbers."""
    text = plain(cell.text).lstrip("'")
    digits = clean_digits(text)
    if SCIENTIFIC.fullmatch(text):
        raise CellError("Nomor HP berubah menjadi angka ilmiah, sehingga angka aslinya hilang.")
    if digits.startswith("8") and digits.isdigit():
        raise CellError("Angka 0 di depan nomor HP hilang.", f"Tulis 0{digits}, sebagai teks.")
    return text


def date_of(cell: Cell, label: str) -> PartialDate | None:
    """A date of which only the year may be known; a day cell of Excel is one too."""
    if isinstance(cell.value, date):
        return PartialDate.of(cell.value)
    text = plain(cell.text).lstrip("'")
    if not text:
        return None
    if re.fullmatch(r"[0-9]{5}", text) and FIRST_SERIAL <= int(text) <= LAST_SERIAL:
        meant = PartialDate.of(EPOCH + timedelta(days=int(text)))
        raise CellError(
            f"{label} tersimpan sebagai angka Excel {text}, mungkin {meant.display()}.",
            f"Kalau benar, tulis {meant.first_day.day}-{meant.first_day.month}-{meant.year}, sebagai teks.",
        )
    found = parse_partial_date(text)
    if found is None:
        if re.fullmatch(r"[0-9]{1,2}[-/. ][0-9]{1,2}[-/. ][0-9]{4}", text):
            raise CellError(f"{label} tidak ada di kalender.", "Periksa tanggal dan bulannya. Contoh: 14-5-2023.")
        raise CellError(f"{label} tidak terbaca.", "Tulis tahunnya (2023) atau tanggalnya (14-5-2023), sebagai teks.")
    return found


def block_of(cell: Cell) -> str:
    """RT or RW: 2 kept as a number is 002."""
    return plain(cell.text).lstrip("'")


def words_of(cell: Cell) -> str:
    """A line of text."""
    return plain(cell.text)


def choices_of(codes: type[CodeList], **also: str) -> dict[str, str]:
    """How each code may be written: its code, its label, and other words."""
    found = {simple(str(code.label)): str(code.value) for code in codes}
    found |= {simple(str(code.value)): str(code.value) for code in codes}
    return found | {simple(word): code for word, code in also.items()}


def simple(text: str) -> str:
    """For comparing: letters and digits only, in one case."""
    return re.sub(r"[\W_]+", "", plain(text)).casefold()


def code_of(cell: Cell, choices: Mapping[str, str], label: str) -> str:
    """The code somebody meant; "" for an empty cell."""
    text = plain(cell.text).lstrip("'")
    if not text:
        return ""
    found = choices.get(simple(text))
    if found is None:
        raise CellError(f"{label}: “{text[:40]}” tidak ada di daftar.", "Pilih salah satu dari daftar di selnya.")
    return found
