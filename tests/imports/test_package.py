"""Files that nobody should bring: refused in words, quickly, without filling the memory."""

import io
import time
import tracemalloc
import zipfile

import pytest

from desmigratif.core.scope import acting_as
from desmigratif.imports.package import FileError, look_into
from desmigratif.imports.sheets import read_rows
from tests.imports.importing import upload
from tests.imports.workbooks import HEADINGS, person, workbook
from workers.importing.columns import COLUMNS


def repacked(content: bytes, changes: dict[str, bytes | None], **more: bytes) -> bytes:
    """The same file with parts replaced, left out (None) or added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = changes.get(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in more.items():
            new.writestr(name, part)
    return target.getvalue()


def with_sheet(rows: str, *, head: str = "") -> bytes:
    sheet = f'{head}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{rows}</worksheet>'
    return repacked(workbook([person()]), {"xl/worksheets/sheet1.xml": sheet.encode()})


def cell(where: str, words: str = "x") -> str:
    return f'<c r="{where}" t="inlineStr"><is><t>{words}</t></is></c>'


def far_cell(where: str) -> bytes:
    return with_sheet(f"<sheetData><row>{cell('A1')}{cell(where)}</row></sheetData>")


GOOD = workbook([person()])
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
BAD = {
    "nothing of Excel": (b"nama;nik\r\nSiti;1", "bukan berkas Excel"),
    "an old file or one with a password": (OLD, "berkata sandi atau berbentuk lama"),
    "half a file": (GOOD[: len(GOOD) // 2], "rusak"),
    "another zip": (repacked(GOOD, {"xl/workbook.xml": None}), "bukan berkas Excel"),
    "macros": (repacked(GOOD, {}, **{"xl/vbaProject.bin": b"x"}), "berisi makro"),
    "a path out of the folder": (repacked(GOOD, {}, **{"../../etc/passwd": b"x"}), "tidak aman"),
    "too many parts": (repacked(GOOD, {}, **{f"xl/x{number}": b"" for number in range(120)}), "terlalu rumit"),
    "broken words": (with_sheet("<sheetData><row><c>"), "rusak"),
    "entities": (with_sheet("<sheetData/>", head=ENTITIES), "tidak aman"),
    "a cell in the last corner": (far_cell("XFD1048576"), "kolom XFD"),
    "a cell far below": (far_cell("A1048576"), "baris 1048576"),
    "no sheet": (repacked(GOOD, {"xl/worksheets/sheet1.xml": None}), "tidak punya lembar isian"),
    "everything merged": (
        with_sheet('<sheetData/><mergeCells><mergeCell ref="A1:BH20000"/></mergeCells>'),
        "sel digabung",
    ),
}  # fmt: skip


@pytest.mark.parametrize("content", [pair[0] for pair in BAD.values()], ids=list(BAD))
def test_a_file_nobody_should_bring_is_refused_in_words(content):
    words = next(words for made, words in BAD.values() if made is content)
    with pytest.raises(FileError) as refused:
        read_rows(content, COLUMNS)
    assert words in refused.value.message
    assert refused.value.field == "file"


def test_a_file_that_unpacks_to_more_than_its_size_says_is_refused_without_unpacking_it_all():
    bomb = repacked(GOOD, {}, **{"xl/media/x.bin": b"\0" * (60 * 1024 * 1024)})
    assert len(bomb) < 100_000
    tracemalloc.start()
    with pytest.raises(FileError, match="terlalu besar"):
        look_into(bomb)
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_one_long_text_shared_by_many_cells_is_refused_before_it_is_copied():
    text = "x" * 30_000
    strings = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{text}</t></si></sst>'
    lines = "".join(f'<row r="{line}"><c r="A{line}" t="s"><v>0</v></c></row>' for line in range(1, 2000))
    bomb = repacked(with_sheet(f"<sheetData>{lines}</sheetData>"), {"xl/sharedStrings.xml": strings.encode()})
    with pytest.raises(FileError, match="terlalu besar"):
        read_rows(bomb, COLUMNS)


def test_a_file_of_more_than_five_megabytes_is_refused_by_its_size():
    with pytest.raises(FileError, match="paling besar 5 MB"):
        read_rows(b"PK" + b"x" * (5 * 1024 * 1024), COLUMNS)


def test_more_than_five_thousand_rows_are_refused():
    with pytest.raises(FileError, match=r"5\.000 baris"):
        read_rows(workbook([{"Nama lengkap": "Siti"}] * 5001), COLUMNS)


HEADS = {
    "no headings": (workbook([person()], headings=("A", "B")), "Judul kolom tidak ditemukan"),
    "a heading that is needed": (workbook([person()], headings=HEADINGS[:9]), "“Status” tidak ada di baris 1"),
    "headings merged": (workbook([person()], merge="A1:B1"), "A1:B1 digabung"),
    "a heading twice": (workbook([person()], headings=(*HEADINGS, "nik *")), "“nik *” ada dua kali"),
    "no rows": (workbook([]), "Tidak ada baris yang terisi"),
}


@pytest.mark.parametrize("content", [pair[0] for pair in HEADS.values()], ids=list(HEADS))
def test_headings_that_are_not_the_templates_are_told(content):
    words = next(words for made, words in HEADS.values() if made is content)
    with pytest.raises(FileError) as refused:
        read_rows(content, COLUMNS)
    assert words in refused.value.message


def test_headings_may_stand_lower_in_another_order_and_case_and_strange_columns_are_passed_over():
    headings = ("Agama", "STATUS *", " nama\u200b  lengkap ", "3504144411907001")
    rows = [{" nama\u200b  lengkap ": "Siti", "STATUS *": "Purna", "Agama": "x"}]
    found = read_rows(workbook(rows, headings=headings, first_line=3, sheet="Lembar1"), COLUMNS)
    assert [(row.number, row.cell("full_name").text, row.cell("status").text) for row in found.rows] == [
        (5, "Siti", "Purna")
    ]
    assert found.notes == ["Kolom tidak dikenal dan tidak dibaca: “Agama” (A), “••••••••••••7001” (D)."]


def test_empty_lines_and_the_example_are_passed_over_and_told():
    rows = [
        {"Nama lengkap": "CONTOH: Siti"},
        {"Nama lengkap": "Ani"},
        {},
        {"Dusun": " \u200b"},
        {"Nama lengkap": "Budi"},
    ]
    found = read_rows(workbook(rows), COLUMNS)
    assert [row.number for row in found.rows] == [3, 6]
    assert found.notes == [
        "2 baris kosong di antara isian dilewati: baris 4, 5.",
        "Baris contoh dilewati: baris 2.",
    ]


def test_the_sheet_called_data_is_read_whichever_stands_first(petugas, actor_of):
    by = actor_of(petugas)
    with acting_as(by):
        assert upload(by, workbook([person()], sheet="DATA")).sheet == "DATA"


def test_reading_five_thousand_rows_takes_seconds_and_little_memory(record_property):
    content = workbook([person(number) for number in range(5000)])
    began = time.monotonic()
    tracemalloc.start()
    found = read_rows(content, COLUMNS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    seconds = time.monotonic() - began
    record_property("measured", f"reading 5,000 rows: {seconds:.1f} s, {peak / 1e6:.0f} MB at most, while traced")
    assert len(found.rows) == 5000
    assert peak < 150_000_000
    assert seconds < 30
