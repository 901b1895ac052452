"""Excel files that tests bring: filled templates, and files nobody should bring."""

import io
from datetime import date, datetime
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

HEADINGS = (
    "Nama lengkap",
    "NIK",
    "Alasan tanpa NIK",
    "Jenis kelamin",
    "Tanggal lahir",
    "Nomor HP",
    "Dusun",
    "RT",
    "RW",
    "Status",
    "Negara",
    "Tanggal berangkat",
    "Tanggal pulang",
    "Alasan pulang",
    "Minat usaha",
)


class Formula(str):
    """A cell that computes."""

    __slots__ = ()


def nik(number: int, *, day: int = 44, month: int = 11, year: int = 90) -> str:
    """An invented NIK of Kalidawir, of a woman unless the day is below 40."""
    return f"350414{day:02}{month:02}{year:02}{7000 + number:04}"


def person(number: int = 1, **changed: Any) -> dict[str, Any]:
    """The cells of a returned worker, by heading."""
    cells = {
        "Nama lengkap": f"Lestari {'ABCDEFGHIJ'[number % 10]}{chr(97 + number // 10 % 26)}",
        "NIK": nik(number),
        "Nomor HP": "081234567810",
        "Dusun": "Krajan",
        "RT": "002",
        "RW": "001",
        "Status": "Purna",
        "Negara": "Taiwan",
        "Tanggal berangkat": "2021",
        "Tanggal pulang": "2024",
        "Alasan pulang": "Kontrak selesai",
        "Minat usaha": "Dagang",
    }
    return cells | {HEADINGS[HEADINGS.index(name.replace("_", " "))]: value for name, value in changed.items()}


def workbook(
    rows: list[dict[str, Any]],
    *,
    headings: tuple[str, ...] = HEADINGS,
    merge: str = "",
    sheet: str = "Data",
    first_line: int = 0,
) -> bytes:
    """A workbook: each row a dict by heading; numbers stay numbers, days become day cells."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet(sheet)
    day = book.add_format({"num_format": "d-m-yyyy"})
    for place, heading in enumerate(headings):
        page.write_string(first_line, place, heading)
    for line, row in enumerate(rows, start=first_line + 1):
        for place, heading in enumerate(headings):
            _write(page, line, place, row.get(heading), day)
    if merge:
        page.merge_range(merge, "", None)
    book.close()
    return target.getvalue()


def _write(page: Any, line: int, place: int, value: Any, day: Any) -> None:
    if isinstance(value, Formula):
        page.write_formula(line, place, str(value), None, "Siti")
    elif isinstance(value, date):
        page.write_datetime(line, place, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001  a day cell
    elif isinstance(value, int | float):
        page.write_number(line, place, value)
    elif value is not None:
        page.write_string(line, place, value)


def cells_of(content: bytes, sheet: str = "Data") -> list[list[Any]]:
    """All lines of a sheet."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python()
