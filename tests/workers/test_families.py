"""Families: one page for a household, one head, one family at a time, a number that tells nobody anything."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import Http404

from desmigratif.core.crypto import DecryptionError, decrypt
from desmigratif.core.errors import DomainError, StaleVersion
from desmigratif.core.ids import uuid7
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reporting import counting
from tests.workers.households import KK, OTHER_KK, do, five, members_of, now, record, row
from tests.workers.registering import register
from workers import services
from workers.models import Family, FamilyLog, FamilyMembership, Person
from workers.services import NewMember
from workers.services.kk import TABLE


def kinds(family):
    with acting_as(SYSTEM):
        return list(FamilyLog.objects.filter(record_id=family.pk).order_by("seq").values_list("kind", flat=True))


def errors_of(refused):
    error = refused.value
    return {error.field} if isinstance(error, DomainError) else set(error.error_dict)


def test_a_family_of_five_is_recorded_at_once(petugas, actor_of):
    family = record(actor_of(petugas))
    people = members_of(family)
    assert set(people) == {"Suparman", "Sulastri", "Bagas", "Dewi", "Rangga"}
    assert now(family).head_id == people["Suparman"].person_id
    assert {found.person.status for found in people.values()} == {""}, "nobody of them migrated"
    assert family.record_status == "KIRIM"
    assert kinds(family) == ["KIRIM"]


def test_somebody_recorded_already_need_not_be_typed_again(petugas, actor_of):
    by = actor_of(petugas)
    worker = register(by)
    family = record(by, [NewMember("m0", "1", person=worker), *five()[2:]])
    assert members_of(family)[worker.full_name].person_id == worker.pk
    with acting_as(SYSTEM):
        assert Person.objects.filter(full_name=worker.full_name).count() == 1


def test_every_error_stands_beside_its_row_and_comes_at_once(petugas, actor_of):
    wrong = {
        "m1": row("m1", "", "", "1988"),
        "m2": NewMember("m2", "4", full_name="Bagas", sex="1", birth_date=PartialDate("2010")),
        "m3": row("m3", "4", "Dewi 2", "2014", sex="9"),
    }
    with pytest.raises(ValidationError) as refused:
        record(actor_of(petugas), five(**wrong), kk="35041423")
    assert errors_of(refused) == {"kk", "m1-relation", "m1-full_name", "m2-nik", "m3-full_name", "m3-sex"}
    with acting_as(SYSTEM):
        assert not Family.objects.exists()
        assert not Person.objects.exists()


def test_a_family_has_one_head(petugas, actor_of):
    by = actor_of(petugas)
    with pytest.raises(DomainError, match="Kepala keluarga hanya satu"):
        record(by, five(m1=row("m1", "1", "Sulastri", "1988")))
    with pytest.raises(DomainError, match="Pilih siapa kepala keluarganya"):
        record(by, five()[1:])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("350414230511000", "Yang terisi 15 angka"),
        ("9904142305110007", "tidak mungkin ada"),
        ("3504142305110000", "tidak mungkin ada"),
        ("3504x42305110007", "16 angka"),
    ],
)
def test_a_kk_that_cannot_be_is_refused_in_words(petugas, actor_of, typed, words):
    with pytest.raises(DomainError, match=words):
        record(actor_of(petugas), kk=typed)


def test_a_kk_is_kept_sealed_and_shown_masked(petugas, actor_of):
    family = now(record(actor_of(petugas), kk="3504 1423 0511 0007"))
    assert family.kk_masked == "350414••••••••07"
    assert decrypt(family.kk_sealed, table=TABLE, row_id=family.pk) == KK
    with pytest.raises(DecryptionError):
        decrypt(family.kk_sealed, table=TABLE, row_id=uuid7())
    with acting_as(SYSTEM), connection.cursor() as cursor:
        for table in ("workers_family", "workers_familylog", "workers_person", "workers_personlog"):
            cursor.execute(f"select count(*) from {table} as t where t::text like %s", [f"%{KK}%"])
            assert cursor.fetchone() == (0,), table


def test_a_kk_stands_once_in_a_village_and_another_village_learns_nothing(petugas, petugas_betak, actor_of):
    record(actor_of(petugas))
    with pytest.raises(DomainError, match="sudah tercatat di desa ini"):
        record(actor_of(petugas))
    assert record(actor_of(petugas_betak)).kk_masked


def test_the_same_form_sent_twice_makes_one_family(petugas, actor_of):
    by, key = actor_of(petugas), uuid7()
    with acting_as(by):
        made = [services.register_family(record_id=key, kk="", details={}, members=five(), by=by).pk for _ in range(2)]
        assert made == [key, key]
        assert FamilyMembership.objects.visible_to(by).count() == 5


def test_a_person_is_in_one_family_at_a_time_and_earlier_ones_stay(petugas, actor_of):
    by = actor_of(petugas)
    first, worker = record(by), register(by)
    do(services.add_member, family=first, member=NewMember("m0", "9", person=worker), by=by)
    with pytest.raises(DomainError, match="masih tercatat dalam keluarga lain"):
        record(by, [NewMember("m0", "1", person=worker)], kk=OTHER_KK)
    row_of_worker = members_of(first)[worker.full_name]
    do(services.end_membership, membership=row_of_worker, ends_on=PartialDate("2025"), by=by)
    second = record(by, [NewMember("m0", "1", person=worker)], kk=OTHER_KK)
    with acting_as(SYSTEM):
        rows = FamilyMembership.objects.filter(person=worker).order_by("seq")
        assert [(found.family_id, found.ended) for found in rows] == [(first.pk, True), (second.pk, False)]


def test_another_head_keeps_both_as_history(petugas, actor_of):
    by = actor_of(petugas)
    family = record(by)
    wife = members_of(family)["Sulastri"]
    with pytest.raises(DomainError, match="Ganti dulu kepala keluarganya"):
        do(services.end_membership, membership=members_of(family)["Suparman"], ends_on=None, by=by)
    do(services.change_head, family=family, new_head=wife, old_relation="2", by=by)
    now_in = members_of(family)
    assert (now_in["Sulastri"].relation, now_in["Suparman"].relation) == ("1", "2")
    assert now(family).head_id == now_in["Sulastri"].person_id
    with acting_as(SYSTEM):
        assert FamilyMembership.objects.filter(family=family, ended=True).count() == 2
    with pytest.raises(DomainError, match="sudah kepala keluarga"):
        do(services.change_head, family=family, new_head=now_in["Sulastri"], old_relation="2", by=by)


def test_the_district_confirms_and_the_members_with_it(petugas, disnaker, actor_of):
    family = record(actor_of(petugas))
    with pytest.raises(DomainError, match="diperiksa oleh orang lain"):
        do(services.verify_family, family=family, by=actor_of(petugas))
    do(services.verify_family, family=family, by=actor_of(disnaker))
    assert now(family).record_status == "VERIF"
    assert {now(found.person).record_status for found in members_of(family).values()} == {"VERIF"}
    with pytest.raises(DomainError, match="tidak sedang menunggu"):
        do(services.return_family, family=family, comment="Salah.", by=actor_of(disnaker))


def test_nobody_confirms_a_member_whom_they_changed_themselves(petugas, disnaker, actor_of):
    family = record(actor_of(petugas))
    wife = members_of(family)["Sulastri"].person
    with acting_as(actor_of(disnaker)) as by:
        assert not Person.objects.visible_to(by).awaiting_verification().exists()
        services.correct_person(
            person=wife, version=now(wife).version, changes={"full_name": "Sulastri Ningsih"}, reason="KTP.", by=by
        )
    do(services.verify_family, family=family, by=actor_of(disnaker))
    assert now(wife).record_status == "KIRIM"
    with acting_as(actor_of(disnaker)) as by:
        waiting = Person.objects.visible_to(by).awaiting_verification()
        assert [person.full_name for person in waiting] == ["Sulastri Ningsih"]


def test_the_kk_typed_again_is_no_change(petugas, disnaker, actor_of):
    by, family = actor_of(petugas), record(actor_of(petugas))
    do(services.verify_family, family=family, by=actor_of(disnaker))
    do(services.correct_family, family=family, changes={"kk": KK}, reason="Dicek lagi.", by=by)
    assert now(family).record_status == "VERIF"


def test_adding_a_member_sent_twice_makes_one(petugas, actor_of):
    by, key = actor_of(petugas), uuid7()
    family = record(by)
    for _ in range(2):
        do(services.add_member, family=family, member=row("m0", "4", "Wulan", "2020"), record_id=key, by=by)
    with acting_as(SYSTEM):
        assert Person.objects.filter(full_name="Wulan").count() == 1


def test_a_change_of_a_confirmed_family_needs_a_reason_and_is_looked_at_again(petugas, disnaker, actor_of):
    by, family = actor_of(petugas), record(actor_of(petugas))
    do(services.verify_family, family=family, by=actor_of(disnaker))
    with pytest.raises(DomainError, match="alasan"):
        do(services.correct_family, family=family, changes={"address": "Jalan Mawar"}, by=by)
    do(services.correct_family, family=family, changes={"address": "Jalan Mawar"}, reason="Pindah.", by=by)
    assert now(family).record_status == "KIRIM"
    with pytest.raises(StaleVersion):
        do(services.correct_family, family=family, version=1, changes={"address": "x"}, by=by)


def test_withdrawing_a_family_frees_its_people(petugas, actor_of):
    by, family = actor_of(petugas), record(actor_of(petugas))
    wife = members_of(family)["Sulastri"].person
    do(services.withdraw_family, family=family, reason="Tercatat dua kali.", by=by)
    assert members_of(family) == {}
    again = record(by, [NewMember("m0", "1", person=wife)])
    assert set(members_of(again)) == {"Sulastri"}


def test_another_village_finds_no_family(petugas, petugas_betak, actor_of):
    family, other = record(actor_of(petugas)), actor_of(petugas_betak)
    for service, more in (
        (services.correct_family, {"changes": {}}),
        (services.withdraw_family, {"reason": "x"}),
        (services.verify_family, {}),
    ):
        with pytest.raises(Http404):
            do(service, family=family, by=other, **more)
    with acting_as(other):
        assert not Family.objects.exists(), "row security, without visible_to"
        assert not FamilyMembership.objects.exists()


def test_members_who_never_migrated_are_no_people_of_the_programme(petugas, disnaker, actor_of, as_user):
    by = actor_of(petugas)
    worker = register(by)
    record(by)
    with acting_as(by):
        assert list(Person.objects.visible_to(by).current().migrants()) == [worker]
    assert counting.differences() == []
    listed = as_user(petugas).get("/orang/").content.decode()
    assert worker.full_name in listed
    assert "Suparman" not in listed
    assert "Suparman" not in as_user(disnaker).get("/periksa/").content.decode()
    with acting_as(SYSTEM):
        member = Person.objects.get(full_name="Suparman")
    page = as_user(petugas).get(member.get_absolute_url()).content.decode()
    assert "Bukan PMI" in page
    assert "Keluarga Suparman" in page


def test_a_member_can_become_a_migrant_later_and_one_with_a_stay_abroad_stays_one(petugas, actor_of):
    by = actor_of(petugas)
    member = members_of(record(by))["Sulastri"].person
    with acting_as(by):
        done = services.correct_person(
            person=member, version=now(member).version, reason="", changes={"status": "CALON"}, by=by
        )
    assert done.status == "CALON"
    assert counting.differences() == []
    worker = register(by)
    with acting_as(by), pytest.raises(DomainError, match="punya riwayat migrasi"):
        services.correct_person(person=worker, version=worker.version, reason="", changes={"status": ""}, by=by)
