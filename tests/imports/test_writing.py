"""The template and the file of rejected rows: text, lists, notes, no formula, and both can be read back."""

import io
import re
import zipfile

import pytest

from desmigratif.core.scope import acting_as
from desmigratif.imports import services
from desmigratif.imports.package import FileError
from desmigratif.imports.sheets import read_rows
from tests.imports.importing import applied, checked, counts, faults, people, upload
from tests.imports.workbooks import HEADINGS, cells_of, nik, person, workbook
from workers.importing.columns import columns_for


@pytest.fixture
def officer(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def coordinator(disnaker, actor_of):
    return actor_of(disnaker)


def template(by) -> bytes:
    with acting_as(by):
        return services.template_file(by=by)


def parts_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {name: parts.read(name).decode("utf-8", "replace") for name in parts.namelist()}


def test_the_template_has_the_headings_the_example_and_the_sheets(officer):
    content = template(officer)
    lines = cells_of(content)
    assert tuple(title.removesuffix(" *") for title in lines[0]) == HEADINGS
    assert [title for title in lines[0] if title.endswith("*")] == ["Nama lengkap *", "Status *"]
    assert lines[1][0] == "CONTOH: Siti Aminah"
    assert len(lines) == 2
    told = " ".join(str(cell) for line in cells_of(content, "Petunjuk") for cell in line)
    assert "jangan diubah menjadi angka" in told
    assert "CONTOH" in told


def test_above_the_village_the_template_asks_whose_the_row_is(coordinator):
    assert cells_of(template(coordinator))[0][1] == "Kode desa *"


def test_every_coded_column_has_a_list_every_heading_a_note_and_all_columns_are_text(officer):
    parts = parts_of(template(officer))
    sheet = parts["xl/worksheets/sheet1.xml"]
    ranges = re.findall(r'<dataValidation type="list"[^>]*sqref="([A-Z]+)2:[A-Z]+5002"[^>]*><formula1>([^<]+)<', sheet)
    assert [HEADINGS[ord(letter) - 65] for letter, _ in ranges] == [
        "Alasan tanpa NIK",
        "Jenis kelamin",
        "Status",
        "Negara",
        "Alasan pulang",
        "Minat usaha",
    ]
    assert all(source.startswith("Pilihan!$") for _, source in ranges)
    assert parts["xl/comments1.xml"].count("<comment ") == len(HEADINGS)
    shapes = re.findall(r"<xf [^>]*>", parts["xl/styles.xml"].split("<cellXfs")[1])
    is_text = {str(number) for number, shape in enumerate(shapes) if 'numFmtId="49"' in shape}
    columns = re.findall(r'<col min="(\d+)" max="(\d+)"[^>]*style="(\d+)"', sheet)
    covered = {place for low, high, style in columns if style in is_text for place in range(int(low), int(high) + 1)}
    assert covered == {*range(1, len(HEADINGS) + 1)}
    assert not any("<f>" in part or "<f " in part for part in parts.values())


def test_the_empty_template_holds_nothing_to_import(officer):
    with pytest.raises(FileError, match="Tidak ada baris yang terisi"):
        upload(officer, template(officer))


def rejected(by, batch) -> bytes:
    with acting_as(by):
        return services.rejected_file(batch=batch, by=by)


def test_rejected_rows_come_back_marked_with_reasons_and_nothing_else(officer):
    wrong = [person(2, Nomor_HP="0812", RT="abcd"), person(3, Status="Alumni")]
    batch = checked(officer, workbook([person(1), *wrong]))
    content = rejected(officer, batch)
    lines = cells_of(content)
    assert lines[0][0] == "Alasan ditolak"
    assert [line[1] for line in lines[1:]] == [cells["Nama lengkap"] for cells in wrong]
    assert lines[1][0].startswith("Baris 3. Nomor HP: Nomor HP belum benar.")
    assert "RT: RT paling banyak 3 angka" in lines[1][0]
    parts = parts_of(content)
    fills = re.findall(r"<xf [^>]*>", parts["xl/styles.xml"].split("<cellXfs")[1])
    styles = dict(re.findall(r'<c r="([A-Z]+\d+)" s="(\d+)"', parts["xl/worksheets/sheet1.xml"]))
    marked = {
        where for where, style in styles.items() if 'applyFill="1"' in fills[int(style)] and not where.endswith("1")
    }
    assert marked == {"G2", "I2", "K3"}
    assert not any("<f>" in part for part in parts.values())


def test_the_rejected_file_uploaded_as_it_is_is_rejected_again_and_corrected_is_taken(officer):
    lost = int(nik(5)) // 10 * 10
    wrong = [
        person(2, NIK=lost),
        person(3, Tanggal_pulang=45382),
        person(4, Nomor_HP=81234567810),
        person(5, Status="?"),
    ]
    first = checked(officer, workbook([person(1), *wrong]))
    applied(officer, first)
    content = rejected(officer, first)
    again = checked(officer, content)
    assert counts(again) == (4, 0, 0, 0, 4)
    assert [said[0][0] for said in faults(again).values()] == [said[0][0] for said in faults(first).values()]
    assert again.notes == []
    lines = cells_of(content)
    headings = tuple(title.removesuffix(" *") for title in lines[0])
    right = {"Tanggal pulang": "31-3-2024", "Nomor HP": "081234567810", "Status": "Purna"}
    corrected = [
        {**dict(zip(headings, map(str, line), strict=True)), **right, "NIK": nik(number)}
        for number, line in enumerate(lines[1:], start=2)
    ]
    third = checked(officer, workbook(corrected, headings=headings))
    assert counts(third) == (4, 4, 0, 0, 0)
    applied(officer, third)
    assert len(people()) == 5


def test_reading_back_what_was_written_gives_the_same_cells(officer):
    cells = person(2, Nomor_HP="0812", Dusun="=1+1")
    batch = checked(officer, workbook([cells]))
    with acting_as(officer):
        back = read_rows(rejected(officer, batch), columns_for(officer)).rows[0]
    assert (back.cell("nik").text, back.cell("phone").text) == (nik(2), "0812")
    assert back.cell("hamlet").mark == "formula"
