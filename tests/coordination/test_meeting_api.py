"""The chain through the API: the agreement's rows and fields and nothing else; names only in tier T3."""

import pytest

from coordination.catalogue.chain import DATASETS
from coordination.models import PracticeAdoption
from coordination.services.meetings import AttendanceLine, record_attendance
from coordination.services.practices import add_adoption
from coordination.services.recommendations import withdraw_recommendation
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.exchange.enums import Tier
from tests.conftest import BETAK, OUTSIDE, TULUNGAGUNG, TUNGGANGRI
from tests.coordination.chain import make_chain, make_practice
from tests.coordination.planning import institution

SINCE = {"updated_since": "2026-01-01T00:00:00Z"}
PERSONAL = {
    "meetings": {"chair", "attendees"},
    "field_visits": {"team"},
    "findings": set(),
    "recommendations": set(),
    "good_practices": {"contact"},
}


@pytest.fixture
def made(db):
    found = make_chain(invited=("KEMNAKER",), participants=("BPOM",), addressees=("KEMNAKER", "BPOM"))
    make_chain(villages=(OUTSIDE,))
    with acting_as(SYSTEM) as by:
        line = AttendanceLine(institution("KEMNAKER").pk, "HADIR", "Sri Utami", "Direktur")
        record_attendance(meeting=found["meeting"], lines=[line], version=1, by=by)
        found["practice"] = make_practice(published=True, contact="Sri Utami")
        make_practice(title="Masih usul")
        add_adoption(practice=found["practice"], village_code=BETAK, status="MINAT", by=by)
        assert PracticeAdoption.objects.count() == 1
    return found


def names(tier):
    return {
        dataset.name: [field.name for field in dataset.allowed_in(tier) if not field.always] for dataset in DATASETS
    }


@pytest.fixture
def api(made, make_agreement, caller):
    return caller(make_agreement(region=TULUNGAGUNG, tier=Tier.T1, datasets=names("T1")))


def test_the_keys_are_those_of_the_agreement_and_hold_no_name_of_a_person(api, made):
    for dataset in DATASETS:
        (row,) = api.rows(f"{dataset.path}/")
        everything = {field.name for field in dataset.fields}
        assert row.keys() == everything - PERSONAL[dataset.name], dataset.name
        assert "Sri Utami" not in str(row)
        assert api.get(f"{dataset.path}/{row['id']}/").json() == row


def test_rows_say_what_is_stored(api, made):
    (meeting,) = api.rows("meetings/")
    assert meeting["attendance"] == [{"institution": "KEMNAKER", "presence": "HADIR"}]
    (visit,) = api.rows("field-visits/")
    assert (visit["participants"], visit["meeting"]) == (["BPOM"], str(made["meeting"].pk))
    (finding,) = api.rows("findings/", {"status": "TERBUKA", "village_code": TUNGGANGRI})
    (recommendation,) = api.rows("recommendations/")
    assert (recommendation["addressees"], recommendation["findings"]) == (["BPOM", "KEMNAKER"], [finding["id"]])
    (practice,) = api.rows("good-practices/")
    assert practice["adoptions"] == [{"village_code": BETAK, "status": "MINAT", "started_on": None, "result": ""}]


def test_names_come_under_tier_3_only(made, make_agreement, caller):
    api = caller(make_agreement(region=TULUNGAGUNG, tier=Tier.T3, datasets=names("T3")))
    (meeting,) = api.rows("meetings/")
    assert meeting["attendees"] == [{"institution": "KEMNAKER", "name": "Sri Utami", "position": "Direktur"}]
    assert api.rows("good-practices/")[0]["contact"] == "Sri Utami"
    for tier in ("T1", "T2"):
        assert not {name for found in names(tier).values() for name in found} & set().union(*PERSONAL.values())


def test_a_withdrawn_row_comes_once_more_and_empty(api, made):
    with acting_as(SYSTEM) as by:
        withdraw_recommendation(recommendation=made["recommendation"], reason="Ganda.", version=1, by=by)
    assert api.rows("recommendations/") == []
    (row,) = api.rows("recommendations/", SINCE)
    assert (row["withdrawn"], row["text"], row["findings"]) == (True, None, None)


def test_a_filter_that_is_not_understood_is_refused(api):
    for path, query in (
        ("meetings/", {"kind": "PESTA"}),
        ("findings/", {"village_code": "35"}),
        ("findings/", {"x": "1"}),
    ):
        assert api.get(path, query).status_code == 400, query
