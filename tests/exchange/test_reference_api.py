"""Villages, reference data and coded lists through the API."""

import pytest

from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.exchange.catalogue import CODE_LISTS, DATASETS
from tests.conftest import OUTSIDE, TULUNGAGUNG, TUNGGANGRI
from villages.models import Programme, Village, VillageProgramme

REFERENCE = ["regions", "institutions", "countries"]


@pytest.fixture
def village(db):
    with acting_as(SYSTEM):
        Village.objects.create(village_code=OUTSIDE)
        made = Village.objects.create(village_code=TUNGGANGRI, population=4300, population_year=2024)
        VillageProgramme.objects.create(
            village=made,
            village_code=TUNGGANGRI,
            programme=Programme.objects.first(),
            status="AKTIF",
            designated_year=2019,
            decree_number="SK 1/2019",
            decree_on="2019-05-02",
        )
    return made


def test_a_village_comes_with_its_programmes(agreement, caller, village):
    rows = caller(agreement).rows("villages/")

    assert [row["village_code"] for row in rows] == [TUNGGANGRI]
    assert set(rows[0]) == {"village_code", "updated_at", "name", "programmes", "population"}
    assert rows[0]["name"] == "Tunggangri"
    programme = rows[0]["programmes"][0]
    assert programme["status"] == "AKTIF"
    assert programme["decree_on"] == "2019-05-02"
    assert programme["designated_year"] == 2019
    assert caller(agreement).get(f"villages/{TUNGGANGRI}/").json() == rows[0]
    assert caller(agreement).get(f"villages/{OUTSIDE}/").status_code == 404


@pytest.mark.parametrize("name", REFERENCE)
def test_reference_lists_page_through_every_row_once(agreement, caller, name):
    dataset = DATASETS[name]
    params = {"level": "KAB", "limit": "200"} if name == "regions" else {"limit": "7"}
    rows = caller(agreement).rows(f"{dataset.path}/", params)
    codes = [row["code"] for row in rows]

    assert len(codes) == len(set(codes)) > 7
    assert set(rows[0]) == {field.name for field in dataset.fields}
    assert caller(agreement).get(f"{dataset.path}/{codes[0]}/").json() == rows[0]
    assert caller(agreement).get(f"{dataset.path}/tidak-ada/").status_code == 404


def test_regions_can_be_walked_down(agreement, caller):
    rows = caller(agreement).rows("regions/", {"parent_code": TULUNGAGUNG})
    assert len(rows) == 19
    assert {row["level"] for row in rows} == {"KEC"}


@pytest.mark.parametrize("path", ["regions/?limit=50", "countries/", "code-lists/", "institutions/KEMNAKER/"])
def test_an_unchanged_reference_list_is_304(agreement, caller, path):
    api = caller(agreement)
    first = api.get(f"/api/v1/{path}")
    again = api.get(f"/api/v1/{path}", **{"If-None-Match": first["ETag"]})

    assert first.status_code == 200
    assert again.status_code == 304
    assert again.content == b""


def test_every_coded_list_is_published_in_one_shape_with_both_labels(agreement, caller):
    lists = caller(agreement).get("code-lists/").json()["results"]

    assert [found["name"] for found in lists] == sorted(CODE_LISTS)
    assert {"sex", "pmi-status", "record-status", "programme-status", "region-level", "tier"} <= set(CODE_LISTS)
    for found in lists:
        for number, code in enumerate(found["codes"], start=1):
            assert set(code) == {"code", "label_id", "label_en", "order"}
            assert code["order"] == number
            assert code["label_id"]
            assert code["label_en"]
    assert caller(agreement).get("code-lists/sex/").json() == next(found for found in lists if found["name"] == "sex")


def test_every_code_a_dataset_may_hold_is_in_a_published_list():
    used = {field.codes for dataset in DATASETS.values() for field in dataset.fields if field.codes}
    assert used <= set(CODE_LISTS.values())


def test_the_registry_is_sound():
    for name, dataset in DATASETS.items():
        names = [field.name for field in dataset.fields]
        assert len(names) == len(set(names)), name
        assert dataset.key in names
        assert not {"nik", "route", "nik_masked", "nik_hash"} & set(names)
        for field in dataset.fields:
            assert field.help.endswith("."), field.name
            assert not field.filterable or not field.source or isinstance(field.source, str)
            if field.codes or field.filterable:
                assert field.codes or field.pattern or field.kind in {"integer", "flag"}, (name, field.name)


def test_a_compressed_reference_list_is_304_too(agreement, caller):
    api = caller(agreement)
    first = api.get("/api/v1/countries/", **{"Accept-Encoding": "gzip"})
    again = api.get("/api/v1/countries/", **{"Accept-Encoding": "gzip", "If-None-Match": first["ETag"]})
    assert (first["Content-Encoding"], again.status_code) == ("gzip", 304)
