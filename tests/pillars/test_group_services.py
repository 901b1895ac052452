"""Groups: what may be recorded, and what the journal tells."""

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from desmigratif.core.errors import DomainError, StaleVersion
from desmigratif.core.ids import uuid7
from desmigratif.core.partial_date import PartialDate
from pillars.services import groups
from tests.conftest import BETAK
from tests.pillars.economy import do, journal, make_aid, make_business, make_group, make_village, now


@pytest.fixture(autouse=True)
def village(db):
    return make_village()


@pytest.fixture
def by(petugas, actor_of):
    return actor_of(petugas)


def test_a_group_is_recorded_with_what_is_known(by):
    group = make_group(by, hamlet="Krajan", founded_on=PartialDate("2021"), commodity="keripik  pisang")
    assert (group.village_code, group.commodity, group.members_total) == (by.code, "keripik pisang", 0)
    assert [row.kind for row in journal(group)] == ["BUAT"]


def test_the_same_form_twice_makes_one_group(by):
    key = uuid7()
    first, second = make_group(by, record_id=key), make_group(by, record_id=key)
    assert first.pk == second.pk == key
    assert len(journal(first)) == 1


def test_a_name_the_village_has_is_refused_in_whatever_case(by):
    make_group(by)
    with pytest.raises(DomainError, match="sudah tercatat di desa ini") as refused:
        make_group(by, name="kwt melati")
    assert refused.value.field == "name"


def test_the_name_is_free_again_after_the_group_was_withdrawn(by):
    group = make_group(by)
    do(groups.withdraw_group, by=by, group=group, version=1, reason="Tercatat dua kali")
    assert make_group(by).pk != group.pk


def test_every_wrong_field_is_told_at_once(by):
    with pytest.raises(ValidationError) as refused:
        make_group(by, name=" ", kind="ZZZ", leader_name="S1ti", founded_on=PartialDate("2030"))
    assert set(refused.value.error_dict) == {"name", "kind", "leader_name", "founded_on"}


def test_the_journal_never_holds_the_leaders_name(by):
    group = make_group(by, leader_name="Sumiati")
    do(groups.change_group, by=by, group=group, version=1, leader_name="Partini", commodity="tempe")
    told = journal(group)[-1].changes
    assert {row["field"]: row["new"] for row in told} == {"leader_name": "Diganti", "commodity": "tempe"}
    assert "Sumiati" not in str(told)
    assert "Partini" not in str(told)


def test_a_change_that_changes_nothing_is_none(by):
    group = make_group(by)
    assert do(groups.change_group, by=by, group=group, version=1, name="KWT Melati").version == 1
    assert len(journal(group)) == 1


def test_an_old_version_is_refused(by):
    group = make_group(by)
    do(groups.change_group, by=by, group=group, version=1, commodity="tempe")
    with pytest.raises(StaleVersion):
        do(groups.change_group, by=by, group=group, version=1, commodity="tahu")
    assert now(group).commodity == "tempe"


def test_a_group_with_businesses_or_aid_is_not_withdrawn(by):
    group = make_group(by)
    make_business(by, group=group)
    make_aid(by, recipient=group)
    with pytest.raises(DomainError, match="1 usaha dan 1 bantuan"):
        do(groups.withdraw_group, by=by, group=group, version=1, reason="Keliru")
    assert not now(group).is_withdrawn


def test_withdrawing_needs_a_reason_and_ends_all_changes(by):
    group = make_group(by)
    with pytest.raises(DomainError, match="Tulis alasan"):
        do(groups.withdraw_group, by=by, group=group, version=1, reason=" ")
    do(groups.withdraw_group, by=by, group=group, version=1, reason="Tercatat dua kali")
    with pytest.raises(DomainError, match="sudah ditarik"):
        do(groups.change_group, by=by, group=group, version=2, name="Lain")


def test_the_officer_of_another_village_finds_no_group(by, petugas_betak, actor_of):
    group = make_group(by)
    make_village(BETAK)
    other = actor_of(petugas_betak)
    with pytest.raises(Http404):
        do(groups.change_group, by=other, group=group, version=1, name="Lain")
    with pytest.raises(DomainError, match="belum punya halaman"):
        do(groups.create_group, by=other, village_code=by.code, name="Lain", kind="KWT")


def test_the_steward_corrects_inside_the_village(by, penata, actor_of):
    group = make_group(by)
    steward = actor_of(penata)
    do(groups.change_group, by=steward, group=group, version=1, kind="POKTAN", comment="Menurut SK")
    assert now(group).kind == "POKTAN"


def test_a_nik_in_a_free_text_is_masked(by):
    group = make_group(by, commodity="hubungi 3504144411900011")
    assert "3504144411900011" not in group.commodity
