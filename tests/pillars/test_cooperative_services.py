"""Cooperatives and their monthly books."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError, StaleVersion
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from pillars.models import Cooperative, CooperativeRecap
from pillars.services import cooperatives, recaps
from tests.pillars.economy import do, journal, make_cooperative, make_village, now

NUMBERS = {
    "members_female": 20,
    "members_male": 10,
    "savings_principal": 3_000_000,
    "savings_mandatory": 1_500_000,
    "savings_voluntary": 0,
    "loans_outstanding": 2_000_000,
    "loans_overdue": 100_000,
}
LEGAL = {"status": "BERBADAN_HUKUM", "legal_number": "AHU-1", "founders": 20}


@pytest.fixture(autouse=True)
def village(db):
    return make_village()


@pytest.fixture
def by(petugas, actor_of):
    return actor_of(petugas)


def add(cooperative, by, month=date(2026, 9, 1), **changes):
    return do(recaps.add_recap, by=by, cooperative=cooperative, month=month, **{**NUMBERS, **changes})


@pytest.mark.parametrize(("founders", "told"), [(8, "Periksa lagi"), (None, "Isi jumlah pendirinya")])
def test_a_legal_entity_with_fewer_than_nine_founders_is_refused_in_words(by, founders, told):
    with pytest.raises(DomainError, match=f"paling sedikit 9 orang. {told}") as refused:
        make_cooperative(by, **{**LEGAL, "founders": founders})
    assert refused.value.field == "founders"


def test_nine_founders_are_enough(by):
    assert make_cooperative(by, **{**LEGAL, "founders": 9}).founders == 9


def test_one_that_is_being_formed_may_still_look_for_founders(by):
    assert make_cooperative(by, founders=4).status == "RINTISAN"


def test_a_legal_entity_has_a_number(by):
    with pytest.raises(DomainError, match="Isi nomor badan hukumnya") as refused:
        make_cooperative(by, status="BERBADAN_HUKUM", founders=20)
    assert refused.value.field == "legal_number"


def test_a_change_to_a_legal_entity_keeps_the_rules_and_writes_what_changed(by):
    found = make_cooperative(by)
    with pytest.raises(ValidationError) as refused:
        do(cooperatives.change_cooperative, by=by, cooperative=found, version=1, status="BERBADAN_HUKUM", name=" ")
    assert "name" in str(refused.value.args) or refused.value.field == "name"
    changed = do(cooperatives.change_cooperative, by=by, cooperative=found, version=1, **LEGAL)
    assert (changed.status, changed.version) == ("BERBADAN_HUKUM", 2)
    assert {row["field"] for row in journal(found)[-1].changes} == set(LEGAL)


def test_a_name_the_village_has_is_refused(by):
    make_cooperative(by)
    with pytest.raises(DomainError, match="sudah tercatat"):
        make_cooperative(by, name="MAKMUR")


def test_the_database_holds_the_rule_of_nine_too(by):
    found = make_cooperative(by)
    with acting_as(SYSTEM), pytest.raises(IntegrityError, match="founders_of_a_legal_entity"), transaction.atomic():
        Cooperative.objects.filter(pk=found.pk).update(legal_number="AHU-1", founders=8)


DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("changes", "due", "overdue"),
    [
        ({}, date(2026, 3, 31), True),  # books closed on 31 December 2025
        ({"last_rat_on": date(2026, 2, 14)}, date(2027, 3, 31), False),
        ({"last_rat_on": date(2025, 12, 31)}, date(2026, 3, 31), True),  # before the books were closed
        ({"book_closing_month": 6}, date(2026, 9, 30), True),
        ({"book_closing_month": 9}, date(2026, 12, 31), False),
        ({"book_closing_month": 11}, date(2026, 2, 28), True),  # of November 2025: this month is not over
        ({"legal_on": date(2026, 4, 2)}, date(2027, 3, 31), False),  # younger than the last closed books
        ({"status": "RINTISAN", "legal_number": ""}, None, False),
        ({"status": "BUBAR"}, None, False),
    ],
)
def test_the_rat_is_due_three_months_after_the_books_close(by, changes, due, overdue):
    found = make_cooperative(by, **{**LEGAL, **changes})
    assert (found.rat_due_on(DAY), found.rat_is_overdue(DAY)) == (due, overdue)
    with acting_as(SYSTEM):
        assert Cooperative.objects.all().rat_overdue(DAY).exists() == overdue


def test_the_rat_is_not_overdue_on_its_last_day(by):
    found = make_cooperative(by, **LEGAL)
    with acting_as(SYSTEM):
        rows = Cooperative.objects.all()
        for day, late in ((date(2026, 3, 31), False), (date(2026, 4, 1), True)):
            assert found.rat_is_overdue(day) == rows.rat_overdue(day).exists() == late


def test_active_with_a_rat_in_fifteen_months(by):
    make_cooperative(by, **{**LEGAL, "status": "AKTIF", "last_rat_on": date(2025, 8, 25)})
    with acting_as(SYSTEM):
        rows = Cooperative.objects.all()
        assert rows.active_with_rat(DAY).exists()
        assert not rows.active_with_rat(DAY + timedelta(days=1)).exists()


def test_a_months_books_are_recorded_and_the_cooperatives_journal_says_so(by):
    found = make_cooperative(by)
    recap = add(found, by, month=date(2026, 9, 17))
    assert (recap.month, recap.savings_total) == (date(2026, 9, 1), 4_500_000)
    assert journal(found)[-1].comment == "Rekap September 2026 dicatat."


def test_a_month_is_recorded_once(by):
    found, key = make_cooperative(by), uuid7()
    first = add(found, by, record_id=key)
    assert add(found, by, record_id=key).pk == first.pk
    with pytest.raises(DomainError, match="Rekap September 2026 sudah ada") as refused:
        add(found, by)
    assert refused.value.field == "month"


def test_a_month_that_has_not_begun_is_refused(by):
    later = (today().replace(day=28) + timedelta(days=10)).replace(day=1)
    with pytest.raises(DomainError, match="belum mulai"):
        add(make_cooperative(by), by, month=later)


@pytest.mark.parametrize("name", list(NUMBERS))
def test_no_number_is_below_nought_or_missing(by, name):
    found = make_cooperative(by)
    with pytest.raises(DomainError, match="tidak boleh kurang dari 0") as refused:
        add(found, by, **{name: -1})
    assert refused.value.field == name
    with pytest.raises(DomainError, match="Kalau tidak ada, tulis 0"):
        add(found, by, **{name: None})


def test_overdue_loans_are_part_of_the_loans(by):
    found = make_cooperative(by)
    with pytest.raises(DomainError, match="tidak bisa lebih besar") as refused:
        add(found, by, loans_overdue=2_000_001)
    assert refused.value.field == "loans_overdue"
    recap = add(found, by)
    with pytest.raises(DomainError, match="tidak bisa lebih besar"):
        do(recaps.change_recap, by=by, recap=recap, version=1, loans_outstanding=5)


def test_a_months_books_are_put_right_also_its_month(by):
    found = make_cooperative(by)
    recap = add(found, by)
    do(recaps.change_recap, by=by, recap=recap, version=1, month=date(2026, 8, 1), members_male=11)
    assert (now(recap).month, now(recap).members_male) == (date(2026, 8, 1), 11)
    with pytest.raises(StaleVersion):
        do(recaps.change_recap, by=by, recap=recap, version=1, members_male=12)
    add(found, by)
    with pytest.raises(DomainError, match="sudah ada"):
        do(recaps.change_recap, by=by, recap=recap, version=2, month=date(2026, 9, 1))


def test_the_month_before_is_the_newest_before_it(by):
    found = make_cooperative(by)
    for month in (6, 8, 9):
        add(found, by, month=date(2026, month, 1))
    with acting_as(by):
        assert recaps.recap_before(found, date(2026, 9, 1), by=by).month == date(2026, 8, 1)
        assert recaps.recap_before(found, date(2026, 6, 1), by=by) is None


def test_a_cooperative_with_books_is_dissolved_not_withdrawn(by):
    found = make_cooperative(by)
    add(found, by)
    with pytest.raises(DomainError, match="ubah statusnya menjadi Bubar"):
        do(cooperatives.withdraw_cooperative, by=by, cooperative=found, version=1, reason="Keliru")


def test_the_officer_of_another_village_finds_no_books(by, petugas_betak, actor_of):
    found = make_cooperative(by)
    recap = add(found, by)
    other = actor_of(petugas_betak)
    with pytest.raises(Http404):
        add(found, other, month=date(2026, 8, 1))
    with pytest.raises(Http404):
        do(recaps.change_recap, by=other, recap=recap, version=1, members_male=1)
    with acting_as(SYSTEM):
        assert CooperativeRecap.objects.count() == 1
