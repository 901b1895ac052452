"""Every dataset under two agreements: each client gets the keys of its own, for the rows of its region (P-06)."""

import pytest

from desmigratif.core.access import Family
from desmigratif.core.rest.datasets import Dataset
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.core.security import access_of
from desmigratif.exchange.catalogue import DATASETS, UNDER_AGREEMENT
from desmigratif.exchange.models.agreement import ABOUT_PERSONS
from tests.architecture.world import World, make_world
from tests.conftest import OUTSIDE, TULUNGAGUNG

OPEN_TO_ALL = {"good_practices"}  # published for every village of the country


@pytest.fixture
def world(db) -> World:
    return make_world()


def fields_of(dataset: Dataset, tier: str, *, every: int) -> list[str]:
    """Every n-th field that the tier allows."""
    return [field.name for field in dataset.allowed_in(tier)][::every]


def expected_keys(dataset: Dataset, names: list[str]) -> set[str]:
    return {field.name for field in dataset.fields if field.always or field.name in names}


def test_the_agreement_knows_which_datasets_are_about_persons():
    about = {
        name
        for name, dataset in UNDER_AGREEMENT.items()
        if access_of(dataset.model).family in {Family.PERSON, Family.DISTRICT}
    }
    assert about == ABOUT_PERSONS


def test_no_dataset_about_persons_is_open_below_tier_2():
    for name in ABOUT_PERSONS:
        assert DATASETS[name].allowed_in("T1") == (), name
        assert any(field.pseudonym for field in DATASETS[name].fields), name


def test_every_dataset_gives_two_agreements_their_own_keys(world, make_agreement, caller):
    wide = {name: fields_of(dataset, "T3", every=1) for name, dataset in UNDER_AGREEMENT.items()}
    narrow = {name: fields_of(dataset, "T2", every=2) for name, dataset in UNDER_AGREEMENT.items()}
    first = caller(make_agreement(datasets=wide, tier="T3", region=TULUNGAGUNG))
    second = caller(make_agreement(datasets=narrow, tier="T2", region=TULUNGAGUNG))
    empty = []
    for name, dataset in UNDER_AGREEMENT.items():
        path = f"{dataset.path}/"
        rows, fewer = first.rows(path), second.rows(path)
        assert len(rows) == len(fewer), name
        if not rows:
            empty.append(name)
        for row in rows:
            assert set(row) == expected_keys(dataset, wide[name]), name
        for row in fewer:
            assert set(row) == expected_keys(dataset, narrow[name]), name
        if rows and any(field.pseudonym for field in dataset.fields):
            assert {row[dataset.key] for row in rows}.isdisjoint(row[dataset.key] for row in fewer), name
        for row in rows[:1]:
            one = first.get(f"{path}{row[dataset.key]}/")
            assert one.status_code == 200, (name, one.content)
            assert one.json() == row, name
    assert empty == [], "the little country has a row of every dataset"


def test_a_dataset_the_agreement_does_not_open_is_refused(world, make_agreement, caller):
    only_villages = caller(make_agreement(datasets={"villages": ["name"]}, tier="T2", region=TULUNGAGUNG))
    for name, dataset in UNDER_AGREEMENT.items():
        if name != "villages":
            assert only_villages.get(f"{dataset.path}/").status_code == 403, name


def test_rows_of_another_region_are_in_no_dataset(world, make_agreement, caller):
    wide = {name: fields_of(dataset, "T3", every=1) for name, dataset in UNDER_AGREEMENT.items()}
    here = caller(make_agreement(datasets=wide, tier="T3", region=TULUNGAGUNG))
    there = caller(make_agreement(datasets=wide, tier="T3", region="33.01"))
    for name, dataset in UNDER_AGREEMENT.items():
        if name in OPEN_TO_ALL:
            continue
        for row in here.rows(f"{dataset.path}/"):
            assert OUTSIDE not in str(row.get("village_code", "")), name
            assert there.get(f"{dataset.path}/{row[dataset.key]}/").status_code == 404, name


def test_withdrawn_rows_leave_the_lists_and_are_announced_empty(world, make_agreement, caller):
    wide = {name: fields_of(dataset, "T3", every=1) for name, dataset in UNDER_AGREEMENT.items()}
    here = caller(make_agreement(datasets=wide, tier="T3", region=TULUNGAGUNG))
    for name, dataset in UNDER_AGREEMENT.items():
        fields = {field.name for field in dataset.model._meta.get_fields()}
        if "withdrawn_at" not in fields or name == "persons":  # the others hang on persons
            continue
        before = len(here.rows(f"{dataset.path}/"))
        with acting_as(SYSTEM):
            changes = {"withdrawn_at": "2026-01-01T00:00:00Z"}
            if "record_status" in fields:
                changes["record_status"] = "ARSIP"
            dataset.model._default_manager.update(**changes)
        assert before > 0, name
        assert here.rows(f"{dataset.path}/") == [], name
        told = here.rows(f"{dataset.path}/", {"updated_since": "2020-01-01T00:00:00Z"})
        assert len(told) == before, name
        always = {field.name for field in dataset.fields if field.always}
        for row in told:
            assert row["withdrawn"] is True, name
            assert {key for key, value in row.items() if value is not None} <= always, name
