"""Taking an import back: only what nobody touched since; the rest is listed and left."""

import pytest

from desmigratif.core.ids import uuid7
from desmigratif.core.scope import acting_as
from tests.imports.importing import applied, checked, counts, people, rows, undone
from tests.imports.workbooks import person, workbook
from tests.workers.registering import WOMAN, do, history, now, register
from tests.workers.web_people import verify
from workers import services
from workers.services import NewMember


@pytest.fixture
def officer(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def coordinator(disnaker, actor_of):
    return actor_of(disnaker)


def left(batch) -> dict[int, str]:
    return {row.number: row.open().get("left", "") for row in rows(batch) if row.undone == "TETAP"}


def test_new_people_are_withdrawn_with_the_reason_and_their_niks_are_free_again(officer):
    content = workbook([person(1), person(2)])
    batch = undone(officer, applied(officer, checked(officer, content)), "Berkas tahun lalu")
    assert (batch.status, batch.undo_reason) == ("BATAL", "Berkas tahun lalu")
    assert [(one.record_status, one.is_withdrawn) for one in people()] == [("ARSIP", True)] * 2
    assert history(people()[0])[-1].comment == "Impor dibatalkan: Berkas tahun lalu"
    assert {row.undone for row in rows(batch)} == {"TARIK"}
    assert counts(checked(officer, content)) == (2, 2, 0, 0, 0)


def test_those_changed_verified_or_withdrawn_since_are_left_and_told(officer, coordinator):
    batch = applied(officer, checked(officer, workbook([person(number) for number in range(1, 6)])))
    changed, verified, gone, stayed, _ = people()
    do(services.correct_person, by=officer, person=changed, reason="", changes={"nickname": "Tari"})
    verify(verified, coordinator)
    do(services.withdraw_person, by=officer, person=gone, reason="Ganda")
    with acting_as(officer):
        stay = stayed.episodes.get()
    do(services.correct_episode, by=officer, episode=stay, reason="", changes={"city": "Taipei"})
    batch = undone(officer, batch)
    assert left(batch) == {
        2: "Sudah diubah atau diperiksa sesudah impor.",
        3: "Sudah diubah atau diperiksa sesudah impor.",
        4: "Sudah ditarik sesudah impor.",
        5: "Sudah diubah atau diperiksa sesudah impor.",
    }
    assert [one.is_withdrawn for one in people()] == [False, False, True, False, True]
    assert now(changed).nickname == "Tari"


def test_somebody_used_in_another_record_is_left(officer):
    batch = applied(officer, checked(officer, workbook([person(1), person(2)])))
    head = NewMember(key="0", relation="1", person=people()[0])
    do(services.register_family, by=officer, record_id=uuid7(), kk="", details={}, members=[head])
    batch = undone(officer, batch)
    assert left(batch) == {2: "Sudah dipakai di catatan lain: anggota keluarga."}
    assert [one.is_withdrawn for one in people()] == [False, True]


def test_filled_fields_are_emptied_again(officer):
    found = register(officer, nik=WOMAN, phone="", business_interest="")
    cells = person(Nama_lengkap="Endang Lestari", NIK=WOMAN, Negara="Hong Kong", Nomor_HP="081230004455")
    batch = applied(officer, checked(officer, workbook([cells])), fill_empty=True)
    assert counts(batch) == (1, 0, 1, 0, 0)
    filled = now(found)
    assert (str(filled.phone), filled.rt, filled.business_interest) == ("+6281230004455", "002", "DAGANG")
    batch = undone(officer, batch)
    again = now(found)
    assert (str(again.phone), again.rt, again.business_interest, again.hamlet) == ("", "", "", "Krajan")
    with acting_as(officer):
        assert again.episodes.get().departed_on is None
    assert not again.is_withdrawn
    assert [row.undone for row in rows(batch)] == ["PULIH"]


def test_fields_filled_and_touched_since_are_left(officer):
    found = register(officer, nik=WOMAN, phone="")
    cells = person(Nama_lengkap="Endang Lestari", NIK=WOMAN, Negara="Hong Kong", Nomor_HP="081230004455")
    batch = applied(officer, checked(officer, workbook([cells])), fill_empty=True)
    do(services.correct_person, by=officer, person=found, reason="", changes={"phone": "081230004466"})
    batch = undone(officer, batch)
    assert list(left(batch)) == [2]
    assert str(now(found).phone) == "+6281230004466"
