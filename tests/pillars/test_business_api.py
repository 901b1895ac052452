"""Groups, businesses, aid and cooperatives through the API: the agreement's rows and fields and nothing else."""

from datetime import date

import pytest

from pillars.catalogue.business import DATASETS
from pillars.services.businesses import withdraw_business
from pillars.services.groups import change_group
from pillars.services.members import end_member
from pillars.services.recaps import RECAP_FIELDS, add_recap
from tests.conftest import BETAK, TULUNGAGUNG
from tests.exchange.conftest import (  # noqa: F401  fixtures
    ask_token,
    caller,
    make_agreement,
    make_api_client,
)
from tests.pillars.economy import (
    do,
    join,
    make_aid,
    make_business,
    make_cooperative,
    make_group,
    make_person,
    make_village,
)

BY_NAME = {dataset.name: dataset for dataset in DATASETS}


@pytest.fixture
def by(petugas, actor_of):
    make_village()
    return actor_of(petugas)


@pytest.fixture
def rows(by):
    person, group, cooperative = make_person(full_name="Endang Lestari"), make_group(by), make_cooperative(by)
    join(group, person, by=by)
    join(cooperative, person, by=by)
    made = {"person": person, "group": group, "cooperative": cooperative}
    made["business"] = make_business(by, person=person, name="Warung Endang", turnover_band="B")
    made["aid"] = make_aid(by, recipient=group, value=7_500_000)
    made["recap"] = do(
        add_recap, by=by, cooperative=cooperative, month=date(2026, 9, 1), **dict.fromkeys(RECAP_FIELDS, 5)
    )
    return made


@pytest.fixture
def client(make_agreement, caller):  # noqa: F811  fixtures
    """A client of the district with every field of a tier."""

    def make(tier="T2", **options):
        fields = {name: [field.name for field in dataset.allowed_in(tier)] for name, dataset in BY_NAME.items()}
        fields = {name: names for name, names in fields.items() if names} | options.pop("datasets", {})
        return caller(make_agreement(tier=tier, region=TULUNGAGUNG, datasets=fields, **options))

    return make


def test_a_client_gets_the_keys_of_its_agreement_and_no_other(rows, client):
    for tier in ("T2", "T3"):
        found = client(tier)
        for name, dataset in BY_NAME.items():
            (row,) = found.rows(f"{dataset.path}/")
            assert set(row) == {field.name for field in dataset.allowed_in(tier)}, name


def test_names_of_people_leave_only_in_tier_3(rows, client):
    below = client("T2")
    text = str([below.rows(f"{dataset.path}/") for dataset in DATASETS])
    assert "Endang" not in text
    assert client("T3").rows("businesses/")[0]["name"] == "Warung Endang"


def test_people_carry_the_pseudonym_they_have_in_persons_under_the_same_agreement(rows, client):
    found = client("T2", datasets={"persons": ["sex"]})
    (person,) = found.rows("persons/")
    for name in ("group_members", "business_owners", "cooperative_members"):
        (row,) = found.rows(f"{BY_NAME[name].path}/")
        assert row["person"] == person["id"] != str(rows["person"].pk), name
        assert row["id"] not in {person["id"], row["person"]}, name
    other = client("T2")
    assert other.rows("group-members/")[0]["person"] != person["id"]


def test_an_agreement_about_villages_only_has_no_people(rows, client):
    found = client("T1")
    for name in ("group_members", "business_owners", "cooperative_members"):
        assert found.get(f"{BY_NAME[name].path}/").status_code == 403, name
    (row,) = found.rows("groups/")
    assert (row["members_purna"], row["members_female"]) == (1, 1)


def test_counts_and_codes_are_filterable(rows, client, by):
    make_group(by, name="Ternak", kind="TERNAK")
    found = client()
    assert [row["name"] for row in found.rows("groups/", {"kind": "TERNAK"})] == ["Ternak"]
    assert found.get("groups/", {"zzz": "1"}).status_code == 400
    assert found.get("businesses/", {"turnover_band": "Z"}).status_code == 400


def test_rows_of_another_region_are_not_there(rows, make_agreement, caller):  # noqa: F811  fixtures
    there = caller(make_agreement(tier="T2", region="33.01", datasets={name: ["id"] for name in BY_NAME}))
    for dataset in DATASETS:
        assert there.rows(f"{dataset.path}/") == []
    assert there.get(f"groups/{rows['group'].pk}/").status_code == 404


def test_a_withdrawn_business_leaves_the_list_and_comes_once_more_empty(rows, client, by):
    found = client()
    since = {"updated_since": "2026-01-01T00:00:00Z"}
    do(withdraw_business, by=by, business=rows["business"], version=1, reason="Keliru")
    for path in ("businesses/", "business-owners/"):
        assert found.rows(path) == []
        (gone,) = found.rows(path, since)
        filled = {name for name, value in gone.items() if value is not None}
        assert filled == {"id", "updated_at", "withdrawn"}, path


def test_a_change_comes_with_updated_since(rows, client, by):
    found = client()
    since = {"updated_since": "2099-01-01T00:00:00Z"}
    assert found.rows("groups/", since) == []
    do(change_group, by=by, group=rows["group"], version=2, commodity="tempe")
    assert found.rows("groups/")[0]["commodity"] == "tempe"


def test_a_former_member_has_a_last_day(rows, client, by):
    member = rows["group"].members.model.objects
    with_person = do(lambda by: member.get(group=rows["group"]), by=by)
    do(end_member, by=by, member=with_person, ends_on=date(2026, 3, 1), version=1)
    found = client()
    assert found.rows("group-members/")[0]["ends_on"] == "2026-03-01"
    assert found.rows("groups/")[0]["members_purna"] == 0


def test_neighbours_of_the_same_district_come_too(rows, client, petugas_betak, actor_of):
    make_village(BETAK)
    make_group(actor_of(petugas_betak), name="Betak Jaya")
    assert {row["village_code"] for row in client().rows("groups/")} == {rows["group"].village_code, BETAK}
