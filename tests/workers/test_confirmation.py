"""Submitted, verified, returned, changed afterwards, withdrawn."""

from dataclasses import replace

import pytest
from django.http import Http404

from desmigratif.core.errors import DomainError, StaleVersion
from desmigratif.core.scope import SYSTEM, acting_as
from tests.workers.registering import do, episode_of, history, now, register
from workers import services
from workers.enums import RECORD_MOVES, STATUS_MOVES, PmiStatus, RecordStatus
from workers.models import Person


@pytest.fixture
def officer(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def district(disnaker, actor_of):
    return actor_of(disnaker)


@pytest.fixture
def second(disnaker_lain, actor_of):
    return actor_of(disnaker_lain)


@pytest.fixture
def person(officer):
    return register(officer)


def kinds(person) -> list[str]:
    return [row.kind for row in history(person)]


def test_the_tables_of_moves_name_every_state():
    assert set(RECORD_MOVES) == set(RecordStatus)
    assert set(STATUS_MOVES) == set(PmiStatus)
    assert all(PmiStatus.WAFAT in moves for state, moves in STATUS_MOVES.items() if state != "WAFAT")


def test_the_district_verifies_once(person, district):
    verified = do(services.verify_person, person=person, by=district)
    assert verified.is_verified
    assert kinds(person) == ["DAFTAR", "VERIF"]
    with pytest.raises(DomainError, match="Terverifikasi"):
        do(services.verify_person, person=person, by=replace(district, user_id=None))


def test_whoever_changed_it_last_does_not_verify(person, officer, district, second):
    with pytest.raises(DomainError, match="Anda sendiri"):
        do(services.verify_person, person=person, by=officer)
    changes = {"nickname": "Endang"}
    do(services.correct_person, person=person, reason="Kata petugas", changes=changes, by=district)
    with pytest.raises(DomainError, match="Anda sendiri"):
        do(services.verify_person, person=person, by=district)
    assert do(services.verify_person, person=person, by=second).is_verified


def test_an_old_version_is_refused_with_the_present_record(person, officer, district):
    do(services.correct_person, person=person, reason="", changes={"nickname": "Endang"}, by=officer)
    with pytest.raises(StaleVersion) as caught:
        do(services.verify_person, person=person, version=1, by=district)
    assert caught.value.current.nickname == "Endang"


def test_the_district_returns_with_a_comment_and_a_change_sends_it_again(person, officer, district):
    with pytest.raises(DomainError) as caught:
        do(services.return_person, person=person, comment=" \n ", by=district)
    assert caught.value.field == "comment"
    returned = do(services.return_person, person=person, comment="Tahun pulang\u202e belum cocok.", by=district)
    assert (returned.record_status, returned.record_comment) == ("KEMBALI", "Tahun pulang belum cocok.")
    with acting_as(officer):
        assert list(Person.objects.visible_to(officer).sent_back()) == [person]
    do(services.correct_person, person=person, reason="", changes={"hamlet": "Bangunsari"}, by=officer)
    assert now(person).record_status == "KIRIM"
    assert now(person).record_comment == "Tahun pulang belum cocok."
    assert kinds(person) == ["DAFTAR", "KEMBALI", "UBAH", "KIRIM"]
    assert do(services.verify_person, person=person, by=district).record_comment == ""


def test_a_returned_record_may_be_sent_again_as_it_is(person, officer, district):
    with pytest.raises(DomainError, match="yang dikembalikan"):
        do(services.resubmit_person, person=person, by=officer)
    do(services.return_person, person=person, comment="Cek", by=district)
    assert do(services.resubmit_person, person=person, comment="Sudah benar", by=officer).record_status == "KIRIM"
    assert history(person)[-1].comment == "Sudah benar"


def test_a_change_of_a_verified_record_needs_a_reason_and_reopens_it(person, officer, district):
    do(services.verify_person, person=person, by=district)
    with pytest.raises(DomainError) as caught:
        do(services.correct_person, person=person, reason="", changes={"hamlet": "Bangunsari"}, by=officer)
    assert caught.value.field == "reason"
    assert now(person).is_verified
    do(services.correct_person, person=person, reason="Pindah", changes={"hamlet": "Bangunsari"}, by=officer)
    assert now(person).record_status == "KIRIM"
    assert kinds(person)[-2:] == ["KOREKSI", "KIRIM"]
    with acting_as(district):
        assert list(Person.objects.visible_to(district).awaiting_verification()) == [person]


def test_a_change_of_an_episode_reopens_too(person, officer, district):
    do(services.verify_person, person=person, by=district)
    do(services.correct_episode, episode=episode_of(person), reason="Cek", changes={"city": "Kowloon"}, by=officer)
    assert now(person).record_status == "KIRIM"


def test_nothing_changed_is_nothing_written(person, officer, district):
    do(services.verify_person, person=person, by=district)
    before = now(person)
    changes = {"hamlet": " Krajan ", "full_name": "Endang Lestari"}
    do(services.correct_person, person=person, reason="Cek", changes=changes, by=officer)
    assert (now(person).version, now(person).record_status) == (before.version, "VERIF")
    assert kinds(person) == ["DAFTAR", "VERIF"]


def test_a_withdrawn_record_leaves_the_lists_and_refuses_changes(person, officer, district):
    with pytest.raises(DomainError) as caught:
        do(services.withdraw_person, person=person, reason="", by=officer)
    assert caught.value.field == "reason"
    gone = do(services.withdraw_person, person=person, reason="Bukan warga desa", by=officer)
    assert (gone.record_status, gone.is_withdrawn) == ("ARSIP", True)
    assert (history(person)[-1].kind, history(person)[-1].comment) == ("TARIK", "Bukan warga desa")
    with acting_as(officer):
        assert not Person.objects.visible_to(officer).current().exists()
        assert Person.objects.visible_to(officer).exists()
    for service, more in [
        (services.verify_person, {}),
        (services.withdraw_person, {"reason": "lagi"}),
        (services.correct_person, {"reason": "x", "changes": {"hamlet": ""}}),
    ]:
        with pytest.raises(DomainError, match="sudah ditarik"):
            do(service, person=person, by=district, **more)


@pytest.mark.parametrize("who", ["petugas_betak", "disnaker_luar", "analis", "camat"])
def test_out_of_scope_a_record_does_not_exist(person, request, actor_of, who):
    by = actor_of(request.getfixturevalue(who))
    for service, more in [
        (services.verify_person, {}),
        (services.return_person, {"comment": "x"}),
        (services.withdraw_person, {"reason": "x"}),
        (services.correct_person, {"reason": "x", "changes": {"hamlet": ""}}),
        (services.correct_episode, {"reason": "x", "changes": {"city": "x"}}),
    ]:
        target = {"episode": episode_of(person)} if service is services.correct_episode else {"person": person}
        with pytest.raises(Http404):
            do(service, **target, by=by, **more)
    assert kinds(person) == ["DAFTAR"]


def test_the_steward_corrects_inside_the_village_and_reads_everything_again_afterwards(person, penata, actor_of):
    by = actor_of(penata)
    with acting_as(by):
        seen = Person.objects.visible_to(by).get(pk=person.pk)
        changed = services.correct_person(
            person=seen, version=seen.version, reason="Salah ketik", changes={"full_name": "Endang Sri Lestari"}, by=by
        )
        assert Person.objects.visible_to(by).get(pk=person.pk).full_name == changed.full_name == "Endang Sri Lestari"
    row = history(person)[-1]
    assert (row.kind, row.by_role, row.by_id, row.comment) == ("KOREKSI", "penata", by.user_id, "Salah ketik")
    assert row.changes == [
        {"field": "full_name", "label": "Nama lengkap", "old": "Endang Lestari", "new": "Endang Sri Lestari"}
    ]


def test_the_system_may_not_verify_what_it_entered(officer):
    person = register(officer)
    with acting_as(SYSTEM):
        Person.objects.filter(pk=person.pk).update(created_by=None, updated_by=None)
    with pytest.raises(DomainError, match="Anda sendiri"):
        do(services.verify_person, person=person, by=SYSTEM)
