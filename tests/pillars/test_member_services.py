"""Who is in a group or a cooperative, and that the counts follow from it."""

from datetime import date, timedelta
from random import Random

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, acting_as
from pillars.models import CooperativeMember, Group, GroupMember
from pillars.services import members
from pillars.services.groups import withdraw_group
from tests.conftest import BETAK, TUNGGANGRI
from tests.pillars.economy import (
    JOINED,
    do,
    join,
    journal,
    make_cooperative,
    make_group,
    make_person,
    make_village,
    now,
)
from workers.models import Family, FamilyMembership

COUNTS = (
    "members_purna", "members_family", "members_candidate", "members_general", "members_female", "members_male",
)  # fmt: skip


@pytest.fixture(autouse=True)
def village(db):
    return make_village()


@pytest.fixture
def by(petugas, actor_of):
    return actor_of(petugas)


def counts(body):
    return tuple(getattr(now(body), name) for name in COUNTS)


def member_of(body, person, model=GroupMember):
    with acting_as(SYSTEM):
        return model.objects.select_related("person").get(person=person, ends_on=None)


def counted_by_hand(body):
    with acting_as(SYSTEM):
        rows = list(now(body).members.filter(ends_on=None).select_related("person"))
    by_category = [sum(row.category == code for row in rows) for code in ("PURNA", "KELUARGA", "CALON", "UMUM")]
    return (*by_category, *(sum(row.person.sex == sex for row in rows) for sex in ("2", "1")))


@pytest.mark.parametrize(
    ("status", "category"),
    [("PURNA", "PURNA"), ("CALON", "CALON"), ("MINAT", "CALON"), ("PROSES", "CALON"), ("AKTIF", "UMUM"), ("", "UMUM")],
)
def test_the_category_follows_from_the_status(by, status, category):
    group, person = make_group(by), make_person(status=status)
    join(group, person, by=by)
    assert member_of(group, person).category == category


def test_a_member_of_a_migrants_family_is_family(by):
    group, carer, abroad = make_group(by), make_person(status=""), make_person(status="AKTIF", full_name="Budi")
    with acting_as(SYSTEM):
        family = Family.objects.create(village_code=TUNGGANGRI, head=carer)
        for person, relation in ((carer, "1"), (abroad, "4")):
            FamilyMembership.objects.create(village_code=TUNGGANGRI, family=family, person=person, relation=relation)
    join(group, carer, by=by)
    assert member_of(group, carer).category == "KELUARGA"


def test_another_category_may_be_chosen(by):
    group, person = make_group(by), make_person()
    join(group, person, by=by, category="UMUM")
    assert counts(group) == (0, 0, 0, 1, 1, 0)


def test_joining_and_leaving_move_the_counts(by):
    group = make_group(by)
    woman, man = make_person(), make_person(sex="1", status="CALON")
    assert join(group, woman, man, by=by) == 2
    assert counts(group) == (1, 0, 1, 0, 1, 1)
    row = member_of(group, woman)
    do(members.end_member, by=by, member=row, ends_on=date(2026, 1, 5), version=1)
    assert counts(group) == (0, 0, 1, 0, 0, 1)


def test_a_double_tap_adds_nobody_twice(by):
    group, person = make_group(by), make_person()
    assert join(group, person, by=by) == 1
    version = now(group).version
    assert join(group, person, by=by) == 0
    assert (counts(group)[0], now(group).version) == (1, version)


def test_somebody_who_left_may_come_back(by):
    group, person = make_group(by), make_person()
    join(group, person, by=by)
    do(members.end_member, by=by, member=member_of(group, person), ends_on=date(2026, 1, 5), version=1)
    assert join(group, person, by=by, starts_on=date(2026, 2, 1)) == 1
    assert counts(group)[0] == 1


def test_nobody_chosen_is_refused(by):
    with pytest.raises(DomainError, match="Pilih sedikitnya satu orang"):
        join(make_group(by), by=by)


def test_people_of_another_village_cannot_be_chosen(by):
    group = make_group(by)
    with pytest.raises(DomainError, match="tidak tercatat di desa ini"):
        join(group, make_person(), make_person(BETAK), by=by)
    assert counts(group) == (0, 0, 0, 0, 0, 0)


def test_the_day_of_joining_is_not_in_the_future(by):
    with pytest.raises(DomainError, match="hari ini atau sebelumnya"):
        join(make_group(by), make_person(), by=by, starts_on=today() + timedelta(days=1))


def test_the_last_day_is_not_before_the_first(by):
    group, person = make_group(by), make_person()
    join(group, person, by=by)
    with pytest.raises(DomainError, match="sama dengan atau sesudah tanggal mulai") as refused:
        do(members.end_member, by=by, member=member_of(group, person), ends_on=JOINED - timedelta(days=1), version=1)
    assert refused.value.field == "ends_on"


def test_a_membership_ends_once(by):
    group, person = make_group(by), make_person()
    join(group, person, by=by)
    row = member_of(group, person)
    do(members.end_member, by=by, member=row, ends_on=date(2026, 1, 5), version=1)
    with pytest.raises(DomainError, match="sudah selesai"):
        do(members.end_member, by=by, member=row, ends_on=date(2026, 1, 6), version=2)


def test_a_corrected_category_moves_the_counts(by):
    group, person = make_group(by), make_person()
    join(group, person, by=by)
    row = member_of(group, person)
    do(members.correct_member, by=by, member=row, version=1, category="KELUARGA", position="Ketua")
    assert counts(group) == (0, 1, 0, 0, 1, 0)
    assert member_of(group, person).position == "Ketua"


def test_the_journal_says_how_many_and_never_who(by):
    group, person = make_group(by), make_person(full_name="Endang Lestari")
    join(group, person, by=by)
    row = member_of(group, person)
    do(members.correct_member, by=by, member=row, version=1, position="Ketua")
    do(members.end_member, by=by, member=now(row), ends_on=date(2026, 1, 5), version=2)
    told = [entry.comment for entry in journal(group)[1:]]
    assert told == ["1 anggota masuk.", "Keterangan satu anggota dibetulkan.", "1 anggota keluar."]
    assert "Endang" not in str([entry.changes for entry in journal(group)])


def test_a_withdrawn_group_takes_no_members(by):
    group = make_group(by)
    do(withdraw_group, by=by, group=group, version=1, reason="Keliru")
    with pytest.raises(DomainError, match="sudah ditarik"):
        join(group, make_person(), by=by)


def test_the_officer_of_another_village_finds_no_member(by, petugas_betak, actor_of):
    group, person = make_group(by), make_person()
    join(group, person, by=by)
    with pytest.raises(Http404):
        do(members.end_member, by=actor_of(petugas_betak), member=member_of(group, person), ends_on=today(), version=1)


def test_a_member_number_is_for_one_person(by):
    cooperative = make_cooperative(by)
    one, two = make_person(), make_person(full_name="Budi")
    with pytest.raises(DomainError, match="hanya untuk satu orang") as refused:
        join(cooperative, one, two, by=by, member_number="007")
    assert refused.value.field == "member_number"
    join(cooperative, one, by=by, member_number="007")
    assert member_of(cooperative, one, CooperativeMember).member_number == "007"


def test_the_database_refuses_counts_that_disagree(by):
    group = make_group(by)
    with acting_as(SYSTEM), pytest.raises(IntegrityError, match="group_members_agree"), transaction.atomic():
        Group.objects.filter(pk=group.pk).update(members_purna=3)


@pytest.mark.parametrize("seed", range(3))
def test_after_any_sequence_of_joining_and_leaving_the_counts_are_those_of_the_rows(by, seed):
    chance = Random(seed)
    statuses = ("PURNA", "CALON", "", "AKTIF")
    people = [make_person(full_name=f"Orang {n}", sex=chance.choice("12"), status=chance.choice(statuses))
              for n in range(8)]  # fmt: skip
    bodies = [(make_group(by), GroupMember), (make_cooperative(by), CooperativeMember)]
    for _ in range(25):
        body, model = chance.choice(bodies)
        move = chance.choice(["join", "join", "leave", "correct"])
        with acting_as(SYSTEM):
            inside = list(model.objects.filter(ends_on=None).select_related("person"))
        if move == "join":
            chosen = chance.sample(people, chance.randint(1, 4))
            join(body, *chosen, by=by, category=chance.choice(["", "", "KELUARGA", "UMUM"]))
        elif inside:
            row = chance.choice(inside)
            if move == "leave":
                do(members.end_member, by=by, member=row, ends_on=today(), version=row.version)
            else:
                category = chance.choice(["PURNA", "CALON", "UMUM"])
                do(members.correct_member, by=by, member=row, version=row.version, category=category)
        for checked, _ in bodies:
            assert counts(checked) == counted_by_hand(checked)
