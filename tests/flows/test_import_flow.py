"""The Excel door, end to end: template, filled with what goes wrong in spreadsheets, preview, apply, take back."""

import io
import re
import secrets
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.flows.conftest import LAPTOP, PHONE, invented_woman

pytestmark = pytest.mark.flow
SECONDS = 60_000  # ms that a job may take here

# The wrong cells of each row, by heading, and a part of what the preview says about it.
FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"NIK": "3.50414E+15"}, "angka ilmiah"),
    ({"NIK": 3504144411907000}, "Excel hanya menyimpan 15 angka"),
    ({"NIK": "350414441190700"}, "Yang terisi 15 angka"),
    ({"NIK": "3504144413907004"}, "bukan tanggal lahir"),
    ({"NIK": ""}, "NIK kosong"),
    ({"Nomor HP": 81234567810}, "Angka 0 di depan nomor HP hilang"),
    ({"Nomor HP": "0812"}, "Nomor HP belum benar"),
    ({"Tanggal pulang": 45382}, "angka Excel 45382"),
    ({"Tanggal pulang": "31/02/2024"}, "tidak ada di kalender"),
    ({"Tanggal pulang": "2090"}, "harus hari ini atau sebelumnya"),
    ({"Tanggal pulang": date(2019, 1, 1)}, "harus sama dengan atau sesudah 2021"),
    ({"Tanggal lahir": "dulu"}, "tidak terbaca"),
    ({"Status": "Alumni"}, "“Alumni” tidak ada di daftar"),
    ({"Status": ""}, "Isi dulu: Status"),
    ({"Negara": "Negeri Kahyangan"}, "“Negeri Kahyangan” tidak ada di daftar"),
    ({"Alasan pulang": "Rindu"}, "“Rindu” tidak ada di daftar"),
    ({"Minat usaha": "Tambang"}, "“Tambang” tidak ada di daftar"),
    ({"Nama lengkap": ""}, "Isi dulu: Nama lengkap"),
    ({"Dusun": "=1+1"}, "berisi rumus"),
    ({"RT": "dua"}, "paling banyak 3 angka"),
    ({"Dusun": "K" * 900}, "terlalu panjang (900 huruf)"),
]


def cells_of(content: bytes) -> list[list[Any]]:
    """The lines of the sheet to fill in."""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name("Data").to_python()


def filled(lines: list[list[Any]], rows: list[dict[str, Any]]) -> bytes:
    """The lines of a file with rows added, as a spreadsheet program saves it."""
    headings = [str(cell).removesuffix(" *") for cell in lines[0]]
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False})
    sheet, day = book.add_worksheet("Data"), book.add_format({"num_format": "d-m-yyyy"})
    for number, line in enumerate([*lines, *([row.get(heading, "") for heading in headings] for row in rows)]):
        for place, value in enumerate(line):
            if isinstance(value, date):
                sheet.write_datetime(number, place, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
            elif isinstance(value, int | float):
                sheet.write_number(number, place, value)
            else:
                sheet.write_string(number, place, value)
    book.close()
    return target.getvalue()


def good(name: str) -> dict[str, Any]:
    nik, _ = invented_woman()
    return {
        "Nama lengkap": name,
        "NIK": nik,
        "Nomor HP": "081230004455",
        "Dusun": "Krajan",
        "RT": "002",
        "Status": "Purna",
        "Negara": "Taiwan",
        "Tanggal berangkat": "2021",
        "Tanggal pulang": "2024",
        "Alasan pulang": "Kontrak selesai",
        "Minat usaha": "Dagang",
    }


def downloaded(page: Page, name: str) -> bytes:
    """The file behind a link."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).first.click()
    return Path(waiting.value.path()).read_bytes()


def bring(page: Page, content: bytes, name: str = "orang-desa.xlsx") -> None:
    """Upload a file and wait until it is checked."""
    page.get_by_role("link", name="Unggah berkas").click()
    page.get_by_label("Berkas Excel (.xlsx)").set_input_files({"name": name, "mimeType": "x", "buffer": content})
    page.get_by_role("button", name="Unggah dan periksa").click()
    page.wait_for_url(re.compile(r"/impor/[0-9a-f-]{36}/"))
    expect(page.get_by_text("Belum ada yang disimpan.")).to_be_visible(timeout=SECONDS)


def test_from_the_template_to_the_list_of_people_and_back(visitor):
    suffix = "".join(chr(97 + secrets.randbelow(26)) for _ in range(6)).title()
    officer = visitor("ratna", LAPTOP)
    page = officer.open("/impor/")
    officer.shoot("import-list-empty")
    template = cells_of(downloaded(page, "Unduh template"))
    assert template[1][0].startswith("CONTOH:")
    names = [f"Wening {suffix}", f"Palupi {suffix}"]
    wrong = [{**good(f"Keliru {suffix}"), **cells} for cells, _ in FAULTS]
    bring(page, filled(template, [good(names[0]), *wrong, {}, good(names[1]), {"Nama lengkap": "CONTOH: lagi"}]))

    total = len(FAULTS) + 2
    expect(page.get_by_text(f"Dibaca {total} baris")).to_be_visible()
    expect(page.get_by_text(f"= 2 baru + 0 berubah + 0 sama + {len(FAULTS)} ditolak.")).to_be_visible()
    said = page.locator("table.dm-imp__faults tbody tr").all_inner_texts()
    for line, (_, words) in enumerate(FAULTS, start=4):
        assert any(
            f"Baris {line}\n" in f"{row}\n".replace("\t", "\n").replace(" ", " ") and words in row for row in said
        ), (line, words)
    for size in (PHONE, LAPTOP):
        page.set_viewport_size(size)
        officer.shoot("import-preview")
        assert officer.check_page() == []
    rejected = cells_of(downloaded(page, "Unduh baris yang ditolak"))
    assert len(rejected) == len(FAULTS) + 1

    page.get_by_role("button", name="Terapkan baris yang benar").click()
    expect(page.get_by_text("sudah dikirim ke kabupaten")).to_be_visible(timeout=SECONDS)
    officer.shoot("import-applied")
    address = page.url
    page = officer.open(f"/orang/?q={suffix}")
    for name in names:
        expect(page.get_by_role("link", name=name)).to_be_visible()

    headings = [str(cell).removesuffix(" *") for cell in rejected[0]]
    corrected = [good(f"Betul {suffix}") for _ in rejected[1:]]
    officer.open("/impor/")
    bring(page, filled([headings], corrected), "diperbaiki.xlsx")
    expect(page.get_by_text(f"= {len(FAULTS)} baru + 0 berubah + 0 sama + 0 ditolak.")).to_be_visible()
    page.get_by_role("button", name="Buang impor ini").click()
    expect(page.get_by_text("Isi berkasnya sudah dihapus").first).to_be_visible()
    officer.shoot("import-list")

    page = officer.open(address)
    page.get_by_role("link", name="Batalkan impor ini").click()
    page.get_by_label("Alasan membatalkan").fill("Berkas percobaan")
    officer.shoot("import-undo")
    page.get_by_role("button", name="Batalkan impor").click()
    expect(page.get_by_text("2 orang ditarik, 0 dikembalikan seperti semula, 0 dibiarkan")).to_be_visible(
        timeout=SECONDS
    )
    officer.shoot("import-undone")
    page = officer.open(f"/orang/?q={suffix}")
    for name in names:
        expect(page.get_by_role("link", name=name)).to_have_count(0)
