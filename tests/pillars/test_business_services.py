"""Businesses: owners, rules, and survival after twelve months."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from desmigratif.core.errors import DomainError
from desmigratif.core.ids import uuid7
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, acting_as
from pillars.models import Business, BusinessOwner
from pillars.services import businesses
from tests.conftest import BETAK
from tests.pillars.economy import (
    do,
    journal,
    make_aid,
    make_business,
    make_group,
    make_person,
    make_village,
    now,
)

DAY = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def village(db):
    return make_village()


@pytest.fixture
def by(petugas, actor_of):
    return actor_of(petugas)


def owner_rows(business):
    with acting_as(SYSTEM):
        return list(BusinessOwner.objects.filter(business=business).select_related("person"))


def test_a_business_of_a_person_keeps_the_person_in_a_table_of_its_own(by):
    person = make_person(status="PURNA")
    business = make_business(by, person=person, started_on=PartialDate("2024-02"), turnover_band="B")
    (row,) = owner_rows(business)
    assert (row.person, row.category, business.group) == (person, "PURNA", None)


def test_a_business_of_a_group_has_no_person(by):
    group = make_group(by)
    business = make_business(by, group=group)
    assert (business.group, owner_rows(business)) == (group, [])


@pytest.mark.parametrize("both", [True, False])
def test_a_business_has_exactly_one_owner(by, both):
    owners = {"group": make_group(by), "person": make_person()} if both else {}
    with pytest.raises(DomainError, match="satu kelompok atau satu orang") as refused:
        make_business(by, **owners)
    assert refused.value.field == "owner"


def test_owners_of_another_village_are_refused(by):
    with pytest.raises(DomainError, match="tidak tercatat di desa ini"):
        make_business(by, person=make_person(BETAK))


def test_the_same_form_twice_makes_one_business(by):
    key, person = uuid7(), make_person()
    assert make_business(by, person=person, record_id=key).pk == make_business(by, person=person, record_id=key).pk
    assert len(owner_rows(Business(pk=key))) == 1


@pytest.mark.parametrize("nib", ["123", "3504144411900011", "abcdefghijklm", "٣٥٠٤١٤٤٤١١٩٠٠"])
def test_a_nib_has_thirteen_digits_and_is_never_repeated_in_the_answer(by, nib):
    with pytest.raises(DomainError, match="13 angka") as refused:
        make_business(by, person=make_person(), nib=nib)
    assert nib not in str(refused.value)


def test_a_nib_may_be_typed_with_blanks(by):
    assert make_business(by, person=make_person(), nib="1234 5678 90123").nib == "1234567890123"


def test_every_wrong_field_is_told_at_once(by):
    with pytest.raises(ValidationError) as refused:
        make_business(by, person=make_person(), name="", status="ZZZ", workers_male=-1, turnover_band="9")
    assert set(refused.value.error_dict) == {"name", "status", "workers_male", "turnover_band"}


def test_a_business_is_handed_over_and_the_journal_names_no_person(by):
    first, second = make_person(full_name="Endang Lestari"), make_person(full_name="Partinah", status="CALON")
    business = make_business(by, person=first)
    do(businesses.change_business, by=by, business=business, version=1, owner=second)
    (row,) = owner_rows(business)
    assert (row.person, row.category) == (second, "CALON")
    told = str([entry.changes for entry in journal(business)])
    assert "Pemilik" in told
    assert "Endang" not in told
    assert "Partinah" not in told


def test_a_person_hands_over_to_a_group_and_takes_it_back(by):
    person, group = make_person(), make_group(by)
    business = make_business(by, person=person)
    do(businesses.change_business, by=by, business=business, version=1, owner=group)
    assert now(business).group_id == group.pk
    assert owner_rows(business)[0].withdrawn_at is not None
    do(businesses.change_business, by=by, business=business, version=2, owner=person)
    assert now(business).group_id is None
    assert owner_rows(business)[0].withdrawn_at is None


def test_the_same_owner_again_changes_nothing(by):
    person = make_person()
    business = make_business(by, person=person)
    assert do(businesses.change_business, by=by, business=business, version=1, owner=person).version == 1


def test_a_business_that_received_aid_is_not_withdrawn(by):
    business = make_business(by, person=make_person())
    make_aid(by, recipient=business)
    with pytest.raises(DomainError, match="1 bantuan"):
        do(businesses.withdraw_business, by=by, business=business, version=1, reason="Keliru")


def survival(day=DAY, **options):
    with acting_as(SYSTEM):
        found = Business.objects.all().survival(day, **options)
    return found.running, found.begun, found.unknown


@pytest.mark.parametrize(
    ("started", "status", "expected"),
    [
        ("2025-11-25", "JALAN", (1, 1, 0)),
        ("2025-11-26", "JALAN", (0, 0, 0)),
        ("2025-10", "BERKEMBANG", (1, 1, 0)),
        ("2025-11", "JALAN", (0, 0, 1)),
        ("2025-12", "JALAN", (0, 0, 0)),
        ("2024", "HENTI", (0, 1, 0)),
        ("2024", "RINTIS", (0, 1, 0)),
        ("2025", "JALAN", (0, 0, 1)),
        ("2026", "JALAN", (0, 0, 0)),
        (None, "JALAN", (0, 0, 1)),
    ],
)
def test_survival_counts_what_is_known_and_says_what_is_not(by, started, status, expected):
    make_business(by, person=make_person(), started_on=started and PartialDate(started), status=status)
    assert survival() == expected


def test_survival_leaves_withdrawn_ones_out_and_has_no_percent_of_nothing(by):
    business = make_business(by, person=make_person(), started_on=PartialDate("2020"))
    do(businesses.withdraw_business, by=by, business=business, version=1, reason="Keliru")
    with acting_as(SYSTEM):
        found = Business.objects.all().survival(DAY)
    assert (found.begun, found.percent) == (0, None)


def test_survival_may_be_asked_after_six_months(by):
    make_business(by, person=make_person(), started_on=PartialDate("2026-05-25"))
    assert survival(months=6) == (1, 1, 0)
    assert survival() == (0, 0, 0)
