"""Rows about somebody who is recorded already: never written over; filled only when the uploader says so."""

import pytest

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import acting_as
from desmigratif.imports.services.working import row_of
from tests.conftest import BETAK
from tests.imports.importing import applied, checked, counts, faults, people, rows, undone
from tests.imports.workbooks import person, workbook
from tests.workers.registering import WOMAN, do, episode_of, history, now, register
from tests.workers.web_people import verify
from workers import services
from workers.importing.persons import PersonSession
from workers.services.import_person import import_person
from workers.services.problems import Problems


@pytest.fixture
def officer(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def coordinator(disnaker, actor_of):
    return actor_of(disnaker)


def known(by, **changed):
    """Endang, with some fields empty."""
    return register(by, **{"phone": "", "business_interest": "", **changed})


def same(**changed):
    """What the file says of her, as she is recorded."""
    cells = {"Nama_lengkap": "ENDANG LESTARI", "NIK": WOMAN, "Negara": "Hong Kong", "Tanggal_berangkat": ""}
    nothing = {"Nomor_HP": "", "RT": "", "RW": "", "Minat_usaha": ""}
    return person(**{**cells, **nothing, **changed})


def test_a_row_that_says_nothing_new_is_unchanged(officer):
    known(officer)
    assert counts(checked(officer, workbook([same()]))) == (1, 0, 0, 1, 0)


def test_the_same_file_twice_makes_nobody_twice(officer):
    content = workbook(
        [person(1), person(2, NIK="", Alasan_tanpa_NIK="LUPA", Jenis_kelamin="L", Tanggal_lahir="1988")]
    )
    applied(officer, checked(officer, content))
    assert counts(checked(officer, content)) == (2, 0, 0, 2, 0)
    assert len(people()) == 2


def test_a_known_nik_is_rejected_in_words_and_nothing_is_written_over(officer):
    found = known(officer)
    batch = checked(officer, workbook([same(Dusun="Bangunsari", Nomor_HP="081230004455"), person(2)]))
    assert counts(batch) == (2, 1, 0, 0, 1)
    assert faults(batch) == {
        2: [
            (
                "nik",
                "NIK ini sudah tercatat di desa ini atas nama Endang Lestari. Isi yang berbeda: Dusun."
                " Centang “Lengkapi yang kosong” sebelum menerapkan, atau ubah di halaman orangnya.",
            )
        ]
    }
    done = applied(officer, batch)
    assert counts(done) == (2, 1, 0, 0, 1)
    assert now(found).version == found.version


def test_with_consent_only_what_is_empty_is_filled_and_the_history_says_whence(officer):
    found = known(officer)
    cells = same(Dusun="Bangunsari", Nomor_HP="081230004455", RT="7", Tanggal_berangkat="2021")
    batch = checked(officer, workbook([cells]))
    done = applied(officer, batch, fill_empty=True)
    assert counts(done) == (1, 0, 1, 0, 0)
    filled = now(found)
    assert (str(filled.phone), filled.rt, filled.hamlet, filled.source) == ("+6281230004455", "007", "Krajan", "FORM")
    assert str(episode_of(filled).departed_on) == "2021"
    assert rows(done)[0].open()["notes"] == ["Berbeda dari yang tercatat dan tidak diubah: Dusun."]
    told = [line.comment for line in history(filled)[1:]]
    assert all(comment.startswith("Dari impor berkas, ") for comment in told)
    assert {change["field"] for line in history(filled)[1:] for change in line.changes} == {
        "phone",
        "rt",
        "departed_on",
    }


def test_a_confirmed_record_that_is_filled_goes_back_to_the_district(officer, coordinator):
    found = verify(known(officer), coordinator)
    batch = checked(officer, workbook([same(Nomor_HP="081230004455")]))
    applied(officer, batch, fill_empty=True)
    assert now(found).record_status == "KIRIM"


def test_a_stay_is_added_to_somebody_without_one(officer):
    found = known(officer)
    stay = episode_of(found)
    do(services.cancel_episode, by=officer, episode=stay, reason="Salah catat")
    batch = checked(officer, workbook([same()]))
    done = applied(officer, batch, fill_empty=True)
    with acting_as(officer):
        assert [one.country_id for one in found.episodes.current()] == ["HK"]
    undone(officer, done)
    with acting_as(officer):
        assert not found.episodes.current().exists()


def test_a_member_of_a_family_becomes_a_returned_worker_and_back(officer, system):
    found = known(officer)
    found.episodes.update(cancelled_at="2026-01-01T00:00:00Z")
    type(found).objects.filter(pk=found.pk).update(status="", status_on=None)
    done = applied(officer, checked(officer, workbook([same()])), fill_empty=True)
    assert counts(done) == (1, 0, 1, 0, 0)
    assert (now(found).status, str(now(found).status_on), now(found).last_return_year) == ("PURNA", "2024", 2024)
    undone(officer, done)
    assert (now(found).status, now(found).is_withdrawn) == ("", False)
    assert not found.episodes.current().exists()


def test_another_stay_or_status_is_a_difference_and_changes_nothing(officer):
    found = known(officer)
    cells = same(
        Status="Bekerja di LN", Negara="Taiwan", Tanggal_berangkat="2025", Tanggal_pulang="", Alasan_pulang=""
    )
    batch = checked(officer, workbook([cells]))
    assert "Isi yang berbeda: Status, Riwayat migrasi." in faults(batch)[2][0][1]
    assert rows(batch)[0].if_filled == ""
    assert now(found).status == "PURNA"


def test_a_known_nik_under_another_name_is_never_filled(officer):
    known(officer)
    batch = checked(officer, workbook([same(Nama_lengkap="Sumiati", Nomor_HP="081230004455")]))
    assert rows(batch)[0].if_filled == ""
    assert "atas nama Endang Lestari" in faults(batch)[2][0][1]


def test_without_nik_the_same_name_and_birth_date_in_the_village_is_the_same_person(officer):
    cells = {"NIK": "", "Alasan_tanpa_NIK": "LUPA", "Jenis_kelamin": "P", "Tanggal_lahir": "1988"}
    applied(officer, checked(officer, workbook([person(1, **cells)])))
    batch = checked(
        officer, workbook([person(1, **{**cells, "Dusun": "Ngrawan"}), person(2, **cells), person(2, **cells)])
    )
    assert counts(batch) == (3, 1, 0, 0, 2)
    assert "Kalau memang orang lain, daftarkan lewat formulir." in faults(batch)[2][0][1]
    assert "sama dengan baris 3" in faults(batch)[4][0][1]


def test_a_nik_registered_after_the_check_is_rejected_when_applied_and_the_sum_still_holds(officer):
    batch = checked(officer, workbook([person(NIK=WOMAN), person(2)]))
    assert counts(batch) == (2, 2, 0, 0, 0)
    known(officer)
    done = applied(officer, batch)
    assert counts(done) == (2, 1, 0, 0, 1)
    assert "NIK ini sudah tercatat di desa ini" in faults(done)[2][0][1]


def test_a_village_outside_the_region_takes_nobody_even_past_the_check(officer):
    batch = checked(officer, workbook([person()]))
    with acting_as(officer):
        session = PersonSession(officer)
        draft = session._draft(row_of(rows(batch)[0])[0], rows(batch)[0].pk, Problems())
        draft.person.village_code = BETAK
        with pytest.raises(DomainError, match="di luar wilayah Anda"):
            import_person(draft=draft, origin="", by=officer)
    assert people() == []
