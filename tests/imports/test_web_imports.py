"""Screens of imports: every refusal in words, the preview, what each reader may see."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.core.uploads import MOST_KEPT
from desmigratif.imports.models import ImportBatch
from tests.imports.importing import applied, checked, counts, now, people, run, undone
from tests.imports.workbooks import nik, person, workbook
from tests.workers.registering import WOMAN, do, register
from tests.workers.web_people import text_of
from workers import services

UPLOAD = "/impor/unggah/"


@pytest.fixture
def officer(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def client(as_user, petugas):
    return as_user(petugas)


def sent(content: bytes, *, name: str = "orang.xlsx", **changed: Any) -> dict[str, Any]:
    return {"record_id": str(uuid7()), "file": SimpleUploadedFile(name, content), **changed}


def only() -> ImportBatch:
    with acting_as(SYSTEM):
        return ImportBatch.objects.get()


def test_from_the_upload_to_the_people_and_back(client):
    page = text_of(client.get("/impor/"))
    assert "Belum ada impor" in page
    assert f'href="{reverse("import-template")}"' in page
    answer = client.post(UPLOAD, sent(workbook([person(1), person(2, Status="?")])), follow=True)
    batch = only()
    assert answer.redirect_chain == [(batch.get_absolute_url(), 302)]
    assert "data-running" in text_of(answer)
    run(batch)
    page = text_of(client.get(batch.get_absolute_url()))
    assert "data-running" not in page
    assert "Belum ada yang disimpan" in page
    assert "<strong>Dibaca 2 baris</strong> = 1 baru + 0 berubah + 0 sama + 1 ditolak." in page
    answer = client.post(f"{batch.get_absolute_url()}terapkan/", follow=True)
    assert "Sedang diterapkan" in text_of(answer)
    run(batch)
    made = people()[0]
    page = text_of(client.get(f"{batch.get_absolute_url()}?lihat=baru"))
    assert f'href="{made.get_absolute_url()}"' in page
    assert made.full_name in page
    answer = client.post(f"{batch.get_absolute_url()}batalkan/", {"reason": "Berkas lama"}, follow=True)
    assert "Sedang dibatalkan" in text_of(answer)
    run(batch)
    page = text_of(client.get(batch.get_absolute_url()))
    assert "1 orang ditarik, 0 dikembalikan seperti semula, 0 dibiarkan" in page
    assert "Alasan: Berkas lama" in page
    assert "orang.xlsx" in text_of(client.get("/impor/"))


def test_each_mistake_stands_in_the_table_with_row_column_value_reason_and_fix(client, officer):
    wrong = [
        person(1, NIK=nik(1)[:15]),
        person(2, Nama_lengkap=f"Siti {nik(3)}"),
        person(3, Tanggal_pulang="31/02/2024"),
    ]
    batch = checked(officer, workbook(wrong))
    page = text_of(client.get(batch.get_absolute_url()))
    rows = [re.sub(r"<[^>]+>|\s+", " ", row) for row in page.split("<tr")[2:]]
    rows = [" ".join(row.split()) for row in rows]
    assert "Baris 2" in rows[0]
    assert "NIK •••••••••••" in rows[0]
    assert f"{nik(1)[11:15]} NIK harus 16 angka. Yang terisi 15 angka. Tulis ulang 16 angkanya dari KTP" in rows[0]
    assert "Nama lengkap Siti ••••••••••••7003 Nama lengkap hanya boleh berisi huruf" in rows[1]
    assert "Tanggal pulang 31/02/2024 Tanggal pulang tidak ada di kalender. Periksa tanggal" in rows[2]
    for number in (nik(1)[:15], nik(2), nik(3)):
        assert number not in page


BROKEN = {
    "no file": ({"file": ""}, "Pilih berkas Excel-nya dulu."),
    "an empty file": (sent(b""), "Berkas ini kosong."),
    "another kind": (sent(b"%PDF-1.4"), "Ini bukan berkas Excel (.xlsx)."),
    "macros by name": (sent(workbook([person()]), name="orang.xlsm"), "Hanya berkas .xlsx."),
    "too big": (sent(b"PK" + b"x" * (5 * 1024 * 1024)), "Berkas paling besar 5 MB."),
    "no record id": (sent(workbook([person()]), record_id=""), "Isian ini wajib diisi."),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_file_that_is_not_taken_is_told_beside_its_input(client, case):
    given, words = BROKEN[case]
    answer = client.post(UPLOAD, given)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "<title>Kesalahan: " in text_of(answer)
    with acting_as(SYSTEM):
        assert not ImportBatch.objects.exists()


def test_a_larger_file_is_refused_without_being_kept(client, settings, monkeypatch):
    settings.FILE_UPLOAD_HANDLERS = ["desmigratif.core.uploads.MemoryOnlyUploadHandler"]
    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", None)
    answer = client.post(UPLOAD, sent(b"PK" + b"x" * (MOST_KEPT + 10)))
    assert answer.status_code == 422
    assert "Berkas paling besar 5 MB." in text_of(answer)
    answer = client.post(UPLOAD, sent(workbook([person()])))
    assert answer.status_code == 302


def test_filling_is_offered_only_where_it_would_help(client, officer):
    batch = checked(officer, workbook([person(1)]))
    assert "Lengkapi yang kosong" not in text_of(client.get(batch.get_absolute_url()))
    register(officer, nik=WOMAN, phone="")
    again = checked(officer, workbook([person(Nama_lengkap="Endang Lestari", NIK=WOMAN, Negara="Hong Kong")]))
    page = text_of(client.get(again.get_absolute_url()))
    assert "1 baris tentang orang yang sudah tercatat" in page
    client.post(f"{again.get_absolute_url()}terapkan/", {"fill_empty": "on"})
    assert counts(run(again)) == (1, 0, 1, 0, 0)


def test_what_can_no_longer_be_done_is_said_in_words(client, officer):
    batch = checked(officer, workbook([person(Status="?")]))
    answer = client.post(f"{batch.get_absolute_url()}terapkan/")
    assert answer.status_code == 422
    assert "Tidak ada baris yang bisa diterapkan" in text_of(answer)
    answer = client.post(f"{batch.get_absolute_url()}batalkan/", {"reason": "x"})
    assert answer.status_code == 422
    assert "sudah berubah keadaannya" in text_of(answer)
    answer = client.post(f"{batch.get_absolute_url()}buang/", follow=True)
    assert "Isi berkasnya sudah dihapus" in text_of(answer)
    assert "Dibuang" in text_of(client.get(batch.get_absolute_url()))
    assert client.get(f"{batch.get_absolute_url()}ditolak/ambil/").status_code == 404


def test_undo_asks_why(client, officer):
    batch = applied(officer, checked(officer, workbook([person()])))
    assert "Alasan membatalkan" in text_of(client.get(f"{batch.get_absolute_url()}batalkan/"))
    answer = client.post(f"{batch.get_absolute_url()}batalkan/", {"reason": " "})
    assert answer.status_code == 422
    assert "Isi dulu: Alasan membatalkan." in text_of(answer)


def test_those_left_by_an_undo_are_listed_with_why(client, officer):
    batch = applied(officer, checked(officer, workbook([person(1), person(2)])))
    do(services.correct_person, by=officer, person=people()[0], reason="", changes={"nickname": "Tari"})
    undone(officer, batch)
    page = text_of(client.get(f"{batch.get_absolute_url()}?lihat=dibiarkan"))
    assert "Sudah diubah atau diperiksa sesudah impor." in page
    assert people()[0].get_absolute_url() in page
    assert people()[1].get_absolute_url() not in page


def test_long_lists_come_in_pages(client, officer):
    batch = checked(officer, workbook([person(number, Status="?") for number in range(120)]))
    seen: list[str] = []
    address = batch.get_absolute_url()
    for _ in range(3):
        page = text_of(client.get(address))
        seen += re.findall(r"Baris (\d+)</span>", page)
        following = re.search(r'href="(\?[^"]*sebelum[^"]*)"\s+rel="next"', page)
        address = batch.get_absolute_url() + following[1].replace("&amp;", "&") if following else ""
    assert seen == [str(number) for number in range(2, 122)]
    assert address == ""


@pytest.mark.parametrize("query", ["lihat=semua", "sebelum=x", "urut=1"])
def test_a_list_that_is_not_understood_is_refused(client, officer, query):
    batch = checked(officer, workbook([person()]))
    answer = client.get(f"{batch.get_absolute_url()}?{query}")
    assert answer.status_code == 400
    assert "Daftar tidak bisa ditampilkan" in text_of(answer)


def test_the_coordinator_sees_the_officers_import_but_decides_nothing(
    as_user, disnaker, disnaker_luar, officer, petugas
):
    batch = checked(officer, workbook([person(1), person(2, Status="?")]))
    page = text_of(as_user(disnaker).get("/impor/"))
    assert "Impor lain di wilayah Anda" in page
    assert petugas.full_name in page
    page = text_of(as_user(disnaker).get(batch.get_absolute_url()))
    assert "Dibaca 2 baris" in page
    assert "Terapkan baris" not in page
    assert "Unduh baris yang ditolak" not in page
    for verb in ("terapkan/", "buang/", "lanjutkan/", "batalkan/"):
        assert as_user(disnaker).post(f"{batch.get_absolute_url()}{verb}", {"reason": "x"}).status_code == 404
    assert as_user(disnaker).get(f"{batch.get_absolute_url()}ditolak/ambil/").status_code == 404
    assert now(batch).status == "SIAP"
    assert "orang.xlsx" not in text_of(as_user(disnaker_luar).get("/impor/"))


def test_a_neighbours_import_looks_like_none(as_user, petugas_betak, officer):
    batch = checked(officer, workbook([person()]))
    client = as_user(petugas_betak)
    for verb in ("", "kemajuan/", "ditolak/ambil/", "batalkan/"):
        known, unknown = (
            client.get(f"/impor/{pk}/{verb}") for pk in (batch.pk, "0193f000-0000-7000-8000-000000000000")
        )
        assert (known.status_code, known.content) == (404, unknown.content)
    assert "orang.xlsx" not in text_of(client.get("/impor/"))


def test_files_are_kept_by_no_browser_and_come_as_downloads(client, officer):
    batch = checked(officer, workbook([person(Status="?")]))
    for path, name in (
        ("/impor/template/ambil/", "template-orang"),
        (f"{batch.get_absolute_url()}ditolak/ambil/", "baris-ditolak"),
    ):
        answer = client.get(path)
        assert answer["Cache-Control"] == "no-store"
        assert answer["Content-Disposition"].startswith(f'attachment; filename="{name}')
        assert answer.content.startswith(b"PK")
