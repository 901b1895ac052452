"""The data steward puts groups, businesses, aid and cooperatives right in the admin, by the same rules."""

from datetime import date

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, acting_as
from pillars.models import BusinessOwner, CooperativeMember, GroupMember
from pillars.services.recaps import RECAP_FIELDS, add_recap
from tests.core.admin_forms import REASON, change_url, errors_of, send
from tests.pillars.economy import (
    do,
    join,
    journal,
    make_aid,
    make_business,
    make_cooperative,
    make_group,
    make_person,
    make_village,
    now,
)


@pytest.fixture(autouse=True)
def village(db):
    return make_village()


@pytest.fixture
def by(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def steward(penata, as_user):
    return as_user(penata)


def test_a_group_is_corrected_with_a_reason_and_its_kind_is_a_kind_of_group(by, steward):
    group = make_group(by, leader_name="Sumiati")
    assert send(steward, change_url(group), kind="POKTAN", leader_name="Partini").status_code == 302
    assert (now(group).kind, now(group).leader_name) == ("POKTAN", "Partini")
    entry = journal(group)[-1]
    assert (entry.kind, entry.comment, entry.by_role) == ("KOREKSI", REASON, "penata")
    assert "Partini" not in LogEntry.objects.get().change_message


def test_a_business_an_aid_and_a_cooperative_are_corrected(by, steward):
    business = make_business(by, person=make_person(), started_on=PartialDate("2024"))
    assert send(steward, change_url(business), status="HENTI", started_on="Mei 2023").status_code == 302
    assert (now(business).status, str(now(business).started_on)) == ("HENTI", "2023-05")
    given = make_aid(by)
    assert send(steward, change_url(given), value="7500000", kind="UANG").status_code == 302
    assert (now(given).value, now(given).kind) == (7_500_000, "UANG")
    cooperative = make_cooperative(by)
    refused = send(steward, change_url(cooperative), legal_number="AHU-1", founders="8")
    assert "paling sedikit 9 orang" in str(errors_of(refused)["founders"])
    assert send(steward, change_url(cooperative), link="KDMP").status_code == 302
    assert now(cooperative).link == "KDMP"


def test_a_months_books_are_corrected_by_their_rules(by, steward):
    cooperative = make_cooperative(by)
    recap = do(add_recap, by=by, cooperative=cooperative, month=date(2026, 9, 1), **dict.fromkeys(RECAP_FIELDS, 1000))
    refused = send(steward, change_url(recap), loans_overdue="2000")
    assert "tidak bisa lebih besar" in str(errors_of(refused)["loans_overdue"])
    assert send(steward, change_url(recap), members_male="1200").status_code == 302
    assert now(recap).members_male == 1200


def test_people_are_corrected_without_a_trace_in_the_admins_own_log(by, steward):
    person, group, cooperative = make_person(full_name="Endang Lestari"), make_group(by), make_cooperative(by)
    join(group, person, by=by)
    join(cooperative, person, by=by)
    make_business(by, person=person)
    with acting_as(SYSTEM):
        rows = [model.objects.get() for model in (GroupMember, CooperativeMember, BusinessOwner)]
    for row in rows:
        assert send(steward, change_url(row), category="UMUM").status_code == 302
        assert now(row).category == "UMUM"
    assert (now(group).members_general, now(cooperative).members_general) == (1, 1)
    assert not LogEntry.objects.exists()
    assert journal(group)[-1].kind == "KOREKSI"


def test_only_the_steward_opens_these_screens(by, as_user, petugas, analis, admin_user):
    address = change_url(make_group(by))
    for user in (petugas, analis, admin_user):
        assert as_user(user).get(address).status_code in {302, 403}
    assert as_user(admin_user).get(reverse("admin:pillars_groupmember_changelist")).status_code == 403
