"""Villages of Kalidawir for these tests."""

from collections.abc import Callable
from datetime import date

import pytest

from desmigratif.core.scope import SYSTEM, acting_as
from tests.conftest import BETAK, TUNGGANGRI
from villages import services
from villages.models import Programme, Village, VillageOfficer, VillageProgramme


@pytest.fixture
def make_village(db) -> Callable[..., Village]:
    """A village with a page, made by the system."""

    def make(code: str, **profile: object) -> Village:
        with acting_as(SYSTEM) as by:
            return services.create_village(village_code=code, by=by, **profile)

    return make


@pytest.fixture
def tunggangri(make_village) -> Village:
    """Tunggangri, with its page and nothing on it."""
    return make_village(TUNGGANGRI)


@pytest.fixture
def betak(make_village) -> Village:
    """Betak, with its page and nothing on it."""
    return make_village(BETAK)


@pytest.fixture
def desmigratif(db) -> Programme:
    """The programme Desa Migran Produktif."""
    return Programme.objects.get(pk="DESMIGRATIF")


@pytest.fixture
def standing(tunggangri, desmigratif) -> VillageProgramme:
    """Tunggangri in Desa Migran Produktif, active."""
    with acting_as(SYSTEM) as by:
        return services.designate(
            village=tunggangri, programme=desmigratif, status="AKTIF", designated_year=2019, by=by
        )


@pytest.fixture
def officer(tunggangri) -> VillageOfficer:
    """An officer who serves in Tunggangri."""
    with acting_as(SYSTEM) as by:
        return services.appoint_officer(
            village=tunggangri, full_name="Ratna Wulandari", role="PETUGAS", starts_on=date(2022, 1, 3), by=by
        )
