"""Making and changing a village's page."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404

from desmigratif.core.errors import DomainError, StaleVersion
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reference.models import Region
from tests.conftest import BETAK, OUTSIDE, PAGERSARI, TUNGGANGRI
from villages import services
from villages.models import Village


@pytest.mark.parametrize(
    ("code", "title"),
    [(TUNGGANGRI, "Desa Tunggangri"), (BETAK, "Desa Betak"), (PAGERSARI, "Desa Pagersari")],
)
def test_the_pilots_get_their_name_and_place_from_the_region_table(make_village, system, code, title):
    make_village(code)
    village = Village.objects.with_region().get(village_code=code)
    assert village.title == title
    assert "Kalidawir" in village.place
    assert "Tulungagung" in village.place
    assert (village.kec_code, village.kab_code, village.prov_code) == ("35.04.14", "35.04", "35")


def test_name_and_place_are_the_same_with_and_without_the_joined_region(tunggangri, system):
    joined = Village.objects.with_region().get(pk=tunggangri.pk)
    alone = Village.objects.get(pk=tunggangri.pk)
    assert (joined.title, joined.name, joined.place) == (alone.title, alone.name, alone.place)


def test_a_code_the_region_table_lost_is_shown_as_the_code(tunggangri):
    village = Village(village_code="99.99.99.2999")
    assert (village.name, village.title, village.place) == ("99.99.99.2999", "99.99.99.2999", "")


def test_disnaker_makes_a_page_for_a_village_of_the_own_kabupaten(disnaker, actor_of):
    with acting_as(actor_of(disnaker)) as by:
        village = services.create_village(village_code=PAGERSARI, by=by)
        assert village.created_by_id == disnaker.pk
        assert Village.objects.visible_to(by).get().pk == village.pk


def test_the_steward_makes_a_page_in_any_village(penata, actor_of):
    with acting_as(actor_of(penata)) as by:
        village = services.create_village(village_code=OUTSIDE, by=by)
        assert Village.objects.visible_to(by).filter(pk=village.pk).exists()


@pytest.mark.parametrize("code", [OUTSIDE, "35.04.14.2999", "35.04.14", "", "35.04.14.2016'--", "٣٥.04.14.2016"])
def test_elsewhere_and_nowhere_are_refused_in_the_same_words(disnaker, actor_of, code):
    with acting_as(actor_of(disnaker)) as by, pytest.raises(DomainError, match="Pilih desa yang ada") as caught:
        services.create_village(village_code=code, by=by)
    assert caught.value.field == "village_code"


def test_a_village_whose_code_has_ended_gets_no_page(system):
    Region.objects.filter(pk=PAGERSARI).update(valid_to=date(2020, 1, 1))
    with pytest.raises(DomainError, match="Pilih desa yang ada"):
        services.create_village(village_code=PAGERSARI, by=system)


def test_a_village_does_not_make_its_own_page(petugas, actor_of):
    with acting_as(actor_of(petugas)) as by, pytest.raises(DomainError, match="oleh kabupaten"):
        services.create_village(village_code=TUNGGANGRI, by=by)


def test_a_second_page_is_refused(tunggangri, disnaker, actor_of):
    with acting_as(actor_of(disnaker)) as by, pytest.raises(DomainError, match="sudah punya halaman"):
        services.create_village(village_code=TUNGGANGRI, by=by)


def test_a_double_tap_makes_one_page(disnaker, actor_of):
    record_id = uuid7()
    with acting_as(actor_of(disnaker)) as by:
        first = services.create_village(village_code=BETAK, record_id=record_id, by=by)
        second = services.create_village(village_code=BETAK, record_id=record_id, by=by)
        assert first.pk == second.pk == record_id
        assert Village.objects.visible_to(by).count() == 1


def test_an_id_taken_in_another_kabupaten_is_refused_without_telling(make_village, disnaker, actor_of):
    elsewhere = make_village(OUTSIDE)
    with acting_as(actor_of(disnaker)) as by, pytest.raises(DomainError, match="Muat ulang"):
        services.create_village(village_code=BETAK, record_id=elsewhere.pk, by=by)


FULL = {
    "latitude": Decimal("-8.157173"),
    "longitude": Decimal("111.967601"),
    "population": 5234,
    "population_year": 2024,
    "index_status": "MAJU",
    "index_year": 2025,
}


def test_the_officer_fills_in_the_own_village(tunggangri, petugas, actor_of):
    with acting_as(actor_of(petugas)) as by:
        changed = services.change_village(village=tunggangri, version=1, by=by, **FULL)
    assert changed.version == 2
    assert changed.updated_by_id == petugas.pk
    assert changed.coordinates == "-8.157173, 111.967601"


def test_a_change_of_one_thing_leaves_the_rest(make_village, system):
    village = make_village(BETAK, **FULL)
    changed = services.change_village(village=village, version=1, by=system, population=6000)
    assert (changed.population, changed.index_status) == (6000, "MAJU")


def test_the_steward_changes_any_village(tunggangri, penata, actor_of):
    with acting_as(actor_of(penata)) as by:
        assert services.change_village(village=tunggangri, version=1, by=by, **FULL).population == 5234


def test_a_change_from_an_old_page_is_refused(tunggangri, petugas, actor_of):
    with acting_as(actor_of(petugas)) as by:
        services.change_village(village=tunggangri, version=1, by=by, **FULL)
        with pytest.raises(StaleVersion):
            services.change_village(village=tunggangri, version=1, by=by, **FULL)


def test_the_officer_of_another_village_changes_nothing(tunggangri, petugas_betak, actor_of):
    with acting_as(actor_of(petugas_betak)) as by, pytest.raises(Http404):
        services.change_village(village=tunggangri, version=1, by=by, **FULL)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"longitude": None}, "longitude", "Isi lintang dan bujur"),
        ({"latitude": None}, "latitude", "Isi lintang dan bujur"),
        ({"latitude": Decimal("-11.2")}, "latitude", "antara -11,1 dan 6,2"),
        ({"latitude": Decimal("6.3")}, "latitude", "antara -11,1 dan 6,2"),
        ({"longitude": Decimal("94.8")}, "longitude", "antara 94,9 dan 141,1"),
        ({"longitude": Decimal("141.2")}, "longitude", "antara 94,9 dan 141,1"),
        ({"population_year": None}, "population_year", "Isi tahun jumlah penduduk"),
        ({"population": None}, "population", "kosongkan tahunnya"),
        ({"population": -1}, "population", "0"),
        ({"population_year": 1800}, "population_year", "harus 1945 sampai 2026"),
        ({"population_year": 2027}, "population_year", "harus 1945 sampai 2026"),
        ({"index_year": None}, "index_year", "Isi tahun status Indeks Desa"),
        ({"index_status": ""}, "index_status", "kosongkan tahunnya"),
        ({"index_status": "HEBAT"}, "index_status", "HEBAT"),
        ({"index_year": 2014}, "index_year", "harus 2015 sampai 2026"),
        ({"index_year": 2027}, "index_year", "harus 2015 sampai 2026"),
    ],
)
@time_machine.travel("2026-11-24 05:00:00Z", tick=False)
def test_each_broken_rule_is_said_beside_its_field(tunggangri, system, changes, field, words):
    with pytest.raises(ValidationError, match=words) as caught:
        services.change_village(village=tunggangri, version=1, by=system, **{**FULL, **changes})
    assert set(caught.value.error_dict) == {field}


@pytest.mark.parametrize("point", [("-11.1", "94.9"), ("6.2", "141.1"), ("0", "100")])
def test_the_corners_of_indonesia_are_inside(tunggangri, system, point):
    latitude, longitude = (Decimal(value) for value in point)
    services.change_village(village=tunggangri, version=1, by=system, latitude=latitude, longitude=longitude)


@pytest.mark.parametrize(
    "values",
    [
        {"latitude": Decimal("1")},
        {"latitude": Decimal("7"), "longitude": Decimal("100")},
        {"latitude": Decimal("1"), "longitude": Decimal("150")},
        {"population": 10},
        {"population_year": 2024},
        {"population": 10, "population_year": 1900},
        {"index_status": "MAJU"},
        {"index_year": 2024},
        {"index_status": "HEBAT", "index_year": 2024},
    ],
)
def test_the_database_holds_the_rules_too(tunggangri, system, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Village.objects.filter(pk=tunggangri.pk).update(**values)


def test_the_database_holds_one_page_per_code(tunggangri, system):
    with pytest.raises(IntegrityError), transaction.atomic():
        Village.objects.create(village_code=TUNGGANGRI)


def test_nothing_is_half_written_when_a_rule_is_broken(tunggangri, petugas, actor_of):
    with acting_as(actor_of(petugas)) as by, pytest.raises(ValidationError):
        services.change_village(village=tunggangri, version=1, by=by, **{**FULL, "index_year": 1999})
    with acting_as(SYSTEM):
        assert Village.objects.get(pk=tunggangri.pk).population is None
