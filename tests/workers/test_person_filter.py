"""The filter of people that page and endpoint share."""

import pytest

from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import acting_as
from tests.workers.registering import MAN, WOMAN, register
from workers.filters import PersonFilter
from workers.models import Person


@pytest.fixture
def officer(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def found(officer):
    """Names that a query gives."""
    register(officer, nickname="Mbak Yem")
    register(officer, nik=MAN, full_name="Joko Santoso", hamlet="Bangunsari", returned_on=PartialDate("2020"))

    def ask(**params) -> list[str]:
        with acting_as(officer):
            rows = PersonFilter(params, Person.objects.visible_to(officer).current().order_by("seq"))
            assert rows.is_valid(), rows.errors
            return [person.full_name for person in rows.qs]

    return ask


@pytest.mark.parametrize(
    "params",
    [
        {"q": "lestari endang"},
        {"q": "YEM"},
        {"sex": "2"},
        {"hamlet": "Krajan"},
        {"return_year": "2024"},
        {"q": "endang", "country": "HK", "status": "PURNA", "record_status": "KIRIM", "business_interest": "DAGANG"},
    ],
)
def test_filters_narrow(found, params):
    assert len(found()) == 2
    assert found(**params) == ["Endang Lestari"]


@pytest.mark.parametrize(
    "params",
    [
        {"q": "jok_"},
        {"q": "%"},
        {"village": "35.04.14.2016"},
        {"region": "33"},
        {"record_status": "VERIF"},
        {"country": "TW"},
    ],
)
def test_filters_that_fit_nobody_give_nobody(found, params):
    assert found(**params) == []


def test_every_level_of_the_own_region_fits(found):
    for code in ("35", "35.04", "35.04.14", "35.04.14.2011"):
        assert len(found(region=code)) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("status", "X"),
        ("sex", "3"),
        ("record_status", "verif"),
        ("country", "ZZ"),
        ("country", "\x00"),
        ("return_year", "dua ribu"),
        ("return_year", "20240"),
        ("return_year", "NaN"),
        ("village", "35.04"),
        ("village", "35.04.14.2011\n"),
        ("region", "3"),
        ("region", "%"),
        ("hamlet", "x" * 61),
        ("q", "x" * 101),
        ("q", "\x00"),
        ("q", WOMAN),
        ("q", "3504 1444"),
        ("business_interest", "KOPI"),
    ],
)
def test_a_value_that_is_not_understood_is_an_error_and_never_everything(db, officer, name, value):
    with acting_as(officer):
        assert name in PersonFilter({name: value}, Person.objects.all()).errors
