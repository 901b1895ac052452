"""Who saw a record, for the village and the district; the log and the breach pack, for the auditor."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from tests.audit.logged import Since, log
from tests.conftest import TUNGGANGRI
from tests.reporting.people import make, many
from tests.reporting.test_exports import PURPOSE, ask, run


@pytest.fixture
def person(db):
    return make({"full_name": "Kusmiati Rahayu"})[0]


def readers(person) -> str:
    return reverse("person-readers", args=[person.pk])


def today() -> str:
    return timezone.localdate().isoformat()


def test_the_village_sees_who_looked_and_what_for(person, petugas, disnaker, agreement, caller, actor_of, as_user):
    for _ in range(2):
        as_user(disnaker).get(reverse("person-detail", args=[person.pk]))
    caller(agreement).get("persons/")
    run(ask(actor_of(petugas)))

    answer = as_user(petugas).get(readers(person))

    text = answer.content.decode()
    assert "Siapa yang melihat data Kusmiati Rahayu" in text
    assert disnaker.full_name in text
    assert "Membuka halamannya 2 kali, terakhir" in text
    assert agreement.institution.name in text
    assert "uji-" not in text  # the number of the client says nothing to a village
    assert f"Keperluan: {PURPOSE}" in text
    assert "data-print" in text


def test_looking_at_who_looked_is_logged_and_shown(person, petugas, disnaker, as_user):
    since = Since()
    as_user(petugas).get(readers(person))
    assert [(row.how, row.record_id, row.screen) for row in since.rows()] == [("PEMBACA", person.pk, "person-readers")]
    assert "Melihat siapa yang melihat" in as_user(disnaker).get(readers(person)).content.decode()


def test_the_pages_of_a_person_lead_to_who_saw_it(person, petugas, kades, as_user):
    assert readers(person) in as_user(petugas).get(reverse("person-detail", args=[person.pk])).content.decode()
    assert readers(person) not in as_user(kades).get(reverse("person-detail", args=[person.pk])).content.decode()


def test_another_village_sees_nothing(person, petugas_betak, as_user):
    assert as_user(petugas_betak).get(readers(person)).status_code == 404


def test_a_long_history_goes_on_on_the_next_page(person, petugas, as_user, monkeypatch):
    monkeypatch.setattr("desmigratif.audit.services.SHOWN", 2)
    client = as_user(petugas)
    for _ in range(3):
        client.get(reverse("person-detail", args=[person.pk]))
    page = client.get(readers(person))
    assert page.context["following"]
    later = client.get(readers(person) + page.context["following"])
    assert sum(line.times for day in later.context["days"] for line in day.lines) == 1
    assert client.get(readers(person), {"sebelum": "bukan-id"}).status_code == 404


def test_the_auditor_reads_ids_and_no_names(person, petugas, auditor, as_user):
    as_user(petugas).get(reverse("person-detail", args=[person.pk]))
    text = as_user(auditor).get(reverse("access-log")).content.decode()
    assert str(person.pk) in text
    assert petugas.full_name in text
    assert "Kusmiati" not in text


def test_each_filter_narrows_the_log(petugas, disnaker, auditor, agreement, caller, as_user):
    first, second = make(*many(2))
    as_user(petugas).get(reverse("person-detail", args=[first.pk]))
    as_user(disnaker).get(reverse("person-detail", args=[second.pk]))
    api = caller(agreement)
    api.get("persons/")
    client_id = next(row.client for row in log() if row.how == "API")
    client = as_user(auditor)

    def rows(**params: str) -> list:
        answer = client.get(reverse("access-log"), params)
        assert answer.status_code == 200
        return [line["row"] for line in answer.context["rows"]]

    assert {row.user_id for row in rows(pengguna=petugas.username.upper())} == {petugas.pk}
    assert {row.client for row in rows(klien=client_id)} == {client_id}
    assert {row.record_id for row in rows(catatan=str(second.pk))} == {second.pk}
    assert {row.how for row in rows(cara="API")} == {"API"}
    assert {row.village_code for row in rows(desa=TUNGGANGRI)} == {TUNGGANGRI}
    assert len(rows(dari=today(), sampai=today())) > 3
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert rows(sampai=yesterday) == []
    assert len(rows(pengguna=petugas.username, catatan=str(first.pk), cara="DETAIL", dari=today())) == 1
    assert rows(pengguna=petugas.username, catatan=str(second.pk)) == []


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"pengguna": "tidak-ada"}, "Tidak ada pengguna “tidak-ada”."),
        ({"hari": "2026-11-25"}, "Saringan “hari” tidak dikenal."),
        ({"dari": "kemarin"}, "Pilih tanggal, atau tulis seperti 2026-11-25."),
        ({"dari": "2026-11-25", "sampai": "2026-11-24"}, "Hari terakhir tidak boleh sebelum hari pertama."),
        ({"desa": "Tunggangri"}, "Tulis kode desa seperti 35.04.14.2011."),
        ({"catatan": "123"}, "Salin nomor catatan utuh, 36 huruf dan angka."),
        ({"cara": "LAIN"}, "Pilih cara dari daftar."),
        ({"klien": "a b"}, "Tulis nomor klien seperti di perjanjiannya."),
        ({"sebelum": "x"}, "Halaman tidak dikenal."),
    ],
)
def test_a_filter_that_is_not_understood_shows_no_row_and_says_what_to_do(
    person, petugas, auditor, as_user, params, words
):
    as_user(petugas).get(reverse("person-detail", args=[person.pk]))
    answer = as_user(auditor).get(reverse("access-log"), params)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    assert answer.context["rows"] == []


def test_pages_of_the_log_join_without_a_gap(petugas, auditor, as_user, monkeypatch):
    monkeypatch.setattr("desmigratif.audit.services.SHOWN", 3)
    make(*many(8))
    as_user(petugas).get(reverse("person-list"))
    client, url, found = as_user(auditor), reverse("access-log"), []
    query = "?cara=DAFTAR"
    while query:
        page = client.get(url + query)
        found += [line["row"].pk for line in page.context["rows"]]
        query = page.context["following"]
    assert found == [row.pk for row in log(how="DAFTAR")]
    assert len(found) == 8


def test_reading_the_log_is_in_the_log_with_what_was_asked(person, petugas, auditor, as_user):
    client, since = as_user(auditor), Since()
    client.get(reverse("access-log"), {"pengguna": petugas.username, "cara": "DETAIL"})
    client.get(reverse("access-pack"), {"desa": TUNGGANGRI, "dari": today(), "sampai": today()})
    pack, page = since.rows()
    assert (page.how, page.user_id, page.role, page.screen) == ("PERIKSA", auditor.pk, "auditor", "access-log")
    assert page.about == f"Nama pengguna: {petugas.username}; Cara: DETAIL"
    assert (pack.how, pack.screen) == ("PERIKSA", "access-pack")
    assert "Kode desa: 35.04.14.2011" in pack.about


def test_what_was_not_understood_is_not_kept(auditor, as_user):
    client, since = as_user(auditor), Since()
    client.get(reverse("access-log"), {"pengguna": "3504145405900001"})
    [row] = since.rows()
    assert row.about == ""


def test_the_log_stays_closed_when_the_look_cannot_be_written(person, petugas, auditor, as_user, monkeypatch):
    as_user(petugas).get(reverse("person-detail", args=[person.pk]))
    client = as_user(auditor)
    monkeypatch.setattr("desmigratif.audit.services.INSERT", "insert into nowhere values (%s)")
    answer = client.get(reverse("access-log"))
    assert answer.status_code == 503
    assert str(person.pk) not in answer.content.decode()


def test_the_pack_counts_each_record_once_with_its_ways_and_times(petugas, auditor, as_user):
    first, *_ = make(*many(3))
    client = as_user(petugas)
    client.get(reverse("person-list"))
    client.get(reverse("person-detail", args=[first.pk]))

    answer = as_user(auditor).get(
        reverse("access-pack"), {"pengguna": petugas.username, "dari": today(), "sampai": today()}
    )

    text = answer.content.decode()
    assert "3 catatan, 4 kali terlihat" in text
    assert "Orang: 3" in text
    assert "nama lengkap" in text
    assert "kec code" not in text
    [seen] = [row["seen"] for row in answer.context["rows"] if row["seen"].record_id == first.pk]
    assert (seen.ways, seen.times, seen.village_code) == (["DAFTAR", "DETAIL"], 2, TUNGGANGRI)


def test_the_clock_of_three_days_runs_from_when_the_breach_became_known(petugas, auditor, as_user):
    client = as_user(auditor)
    asked = {"pengguna": petugas.username, "dari": "2026-11-20", "sampai": "2026-11-25"}
    with time_machine.travel(datetime(2026, 11, 25, 3, 30, tzinfo=UTC), tick=False):
        text = client.get(reverse("access-pack"), {**asked, "diketahui": "2026-11-24T08:00"}).content.decode()
        assert "Sisa 45 jam 30 menit" in text
        assert "27 Nov 2026, 08.00 WIB" in text
        text = client.get(reverse("access-pack"), asked).content.decode()
        assert "Sisa 72 jam 0 menit" in text
        text = client.get(reverse("access-pack"), {**asked, "diketahui": "2026-11-22T08:00"}).content.decode()
        assert "Batas 3x24 jam sudah lewat" in text


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"pengguna": "petugas-35.04.14.2011"}, "Isi hari pertama dan hari terakhir."),
        ({"dari": "2026-11-01", "sampai": "2026-11-02"}, "Isi satu dari: nama pengguna"),
        ({"desa": TUNGGANGRI, "dari": "2024-01-01", "sampai": "2026-01-01"}, "Satu paket paling lama satu tahun."),
        ({"diketahui": "kemarin"}, "Pilih tanggal dan jam"),
        ({"diketahui": "2090-01-01T00:00"}, "tidak boleh di masa depan"),
        ({"berkas": "csv"}, "Bentuk berkas hanya xlsx."),
        ({"lain": "1"}, "Saringan “lain” tidak dikenal."),
    ],
)
def test_a_pack_that_asks_too_little_or_too_much_is_refused_in_words(petugas, auditor, as_user, params, words):
    answer = as_user(auditor).get(reverse("access-pack"), params)
    assert answer.status_code == 400
    assert words in answer.content.decode()


def test_the_pack_leaves_as_a_file_with_the_deadline_on_its_cover(petugas, auditor, as_user):
    people = make(*many(3))
    as_user(petugas).get(reverse("person-list"))
    answer = as_user(auditor).get(
        reverse("access-pack"),
        {"pengguna": petugas.username, "dari": today(), "sampai": today(), "berkas": "xlsx"},
    )
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    rows = book.get_sheet_by_name("Daftar").to_python()
    assert {row[1] for row in rows[1:]} == {str(person.pk) for person in people}
    cover = " ".join(str(cell) for row in book.get_sheet_by_name("Keterangan").to_python() for cell in row)
    assert "Batas pemberitahuan 3x24 jam" in cover
