"""The action plan through the API: the agreement's rows and fields and nothing else."""

import pytest

from coordination.catalogue.action import DATASETS
from coordination.models import ProgressReport
from coordination.services.actions import withdraw_action
from coordination.services.milestones import add_milestone
from coordination.services.periods import period_to_report
from desmigratif.core.clock import today
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.exchange.enums import Tier
from tests.conftest import OUTSIDE, TULUNGAGUNG, TUNGGANGRI
from tests.coordination.planning import make_action

FIELDS = ["number", "activity", "owner", "supporters", "village_codes", "percent", "status", "is_late", "ends_on"]


@pytest.fixture
def plan(db):
    action = make_action(
        supporters=("KEMENSOS", "BPOM"), villages=(TUNGGANGRI,), ends=-3, person_in_charge="Sri Utami"
    )
    other = make_action(owner="KEMENSOS", villages=(OUTSIDE,))
    with acting_as(SYSTEM) as by:
        for row in (action, other):
            add_milestone(action=row, title="Kurikulum", due_on=row.ends_on, by=by)
            ProgressReport(
                action=row, period=period_to_report(today()), percent=40, status="JALAN", shared_with=row.shared_with
            ).save_new(by=by)
    return action


def agreement_of(make_agreement, tier=Tier.T1, **datasets):
    return make_agreement(region=TULUNGAGUNG, tier=tier, datasets=datasets)


def test_the_keys_are_those_of_the_agreement(plan, make_agreement, caller):
    api = caller(agreement_of(make_agreement, action_items=FIELDS))
    (row,) = api.rows("action-items/")
    assert row.keys() == {"id", "updated_at", "withdrawn", *FIELDS}
    assert row["id"] == str(plan.pk)
    assert (row["owner"], row["supporters"], row["village_codes"]) == ("KEMNAKER", ["BPOM", "KEMENSOS"], [TUNGGANGRI])
    assert (row["is_late"], row["percent"], row["status"]) == (True, 0, "BELUM")
    assert api.get(f"action-items/{plan.pk}/").json() == row


def test_rows_of_another_region_are_not_there(plan, make_agreement, caller):
    api = caller(
        agreement_of(make_agreement, action_items=["number"], milestones=["action"], progress_reports=["action"])
    )
    assert {row["action"] for path in ("milestones/", "progress-reports/") for row in api.rows(path)} == {str(plan.pk)}
    assert len(api.rows("action-items/")) == 1


def test_filters_take_codes_only(plan, make_agreement, caller):
    api = caller(agreement_of(make_agreement, action_items=FIELDS))
    assert len(api.rows("action-items/", {"owner": "KEMNAKER"})) == 1
    assert api.rows("action-items/", {"owner": "KEMENSOS"}) == []
    for query in ({"owner": "kemnaker'"}, {"status": "HILANG"}, {"percent": "1"}):
        assert api.get("action-items/", query).status_code == 400, query


def test_the_name_of_the_person_in_charge_needs_tier_3(plan, make_agreement, caller):
    by_name = {dataset.name: dataset for dataset in DATASETS}
    assert "person_in_charge" not in {field.name for field in by_name["action_items"].allowed_in("T2")}
    api = caller(agreement_of(make_agreement, Tier.T3, action_items=["person_in_charge"]))
    assert api.rows("action-items/")[0]["person_in_charge"] == "Sri Utami"


def test_a_withdrawn_action_leaves_with_all_that_is_below_it(plan, make_agreement, caller):
    api = caller(agreement_of(make_agreement, action_items=["number"], milestones=["title"]))
    with acting_as(SYSTEM) as by:
        withdraw_action(action=plan, reason="Ganda.", version=1, by=by)
    assert api.rows("action-items/") == api.rows("milestones/") == []
    since = {"updated_since": "2026-01-01T00:00:00Z"}
    (row,) = api.rows("action-items/", since)
    assert (row["withdrawn"], row["number"]) == (True, None)
    (step,) = api.rows("milestones/", since)
    assert (step["withdrawn"], step["title"]) == (True, None)


def test_periods_are_open_to_every_client(make_agreement, caller):
    api = caller(make_agreement(tier=Tier.T1, datasets={"villages": ["name"]}))
    rows = {row["code"]: row for row in api.rows("reporting-periods/")}
    assert rows["2026-B12"]["due_on"] == "2027-01-15"
    assert api.get("reporting-periods/2026-B12/").json() == rows["2026-B12"]
