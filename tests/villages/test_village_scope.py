"""Who reaches which village: by the page, by the queryset, and by raw SQL past both."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from desmigratif.core.scope import SYSTEM, acting_as
from tests.conftest import OUTSIDE
from villages import services
from villages.models import Hamlet, Village, VillageOfficer, VillageProgramme

TABLES = ["villages_village", "villages_villageprogramme", "villages_villageofficer", "villages_hamlet"]


@pytest.fixture
def filled(make_village, tunggangri, betak, desmigratif):
    """Three villages, one of another province, each with a programme, an officer and a hamlet."""
    made = [tunggangri, betak, make_village(OUTSIDE)]
    with acting_as(SYSTEM) as by:
        for village in made:
            services.designate(village=village, programme=desmigratif, status="AKTIF", by=by)
            services.appoint_officer(
                village=village, full_name="Uji Petugas", role="PETUGAS", starts_on=date(2022, 1, 3), by=by
            )
            services.add_hamlet(village=village, name="Krajan", by=by)
    return made


def _seen(raw, table: str) -> set[str]:
    return {row[0] for row in raw(f"select village_code from {table}")}


@pytest.mark.parametrize("table", TABLES)
def test_without_a_context_there_are_no_rows(filled, raw, table):
    assert _seen(raw, table) == set()


@pytest.mark.parametrize("table", TABLES)
def test_raw_sql_gives_each_level_its_own_region(
    filled, raw, table, actor_of, petugas, petugas_betak, camat, disnaker, disnaker_prov, disnaker_luar, admin_user
):
    tunggangri, betak, outside = (village.village_code for village in filled)
    expected = {
        petugas: {tunggangri},
        petugas_betak: {betak},
        camat: {tunggangri, betak},
        disnaker: {tunggangri, betak},
        disnaker_prov: {tunggangri, betak},
        disnaker_luar: {outside},
        admin_user: set(),
    }
    for user, codes in expected.items():
        with acting_as(actor_of(user)):
            assert _seen(raw, table) == codes, user.username


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("reader", ["analis", "pimpinan", "penata", "walidata"])
def test_national_roles_read_all_and_write_nothing(filled, raw, table, reader, request, actor_of):
    with acting_as(actor_of(request.getfixturevalue(reader))):
        assert _seen(raw, table) == {village.village_code for village in filled}
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            raw(f"update {table} set version = 9 returning 1")


@pytest.mark.parametrize("model", [Village, VillageProgramme, VillageOfficer, Hamlet])
def test_the_queryset_gives_what_row_security_gives(filled, model, actor_of, petugas, camat, disnaker_luar, analis):
    for user in (petugas, camat, disnaker_luar, analis):
        with acting_as(actor_of(user)) as actor:
            assert set(model.objects.visible_to(actor)) == set(model.objects.all())


@pytest.mark.parametrize("table", TABLES)
def test_a_village_can_be_written_neither_from_outside_nor_moved(filled, table, actor_of, petugas_betak):
    with acting_as(actor_of(petugas_betak)), connection.cursor() as cursor:
        cursor.execute(f"update {table} set version = 9 where village_code <> %s", [filled[1].village_code])
        assert cursor.rowcount == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            cursor.execute(f"update {table} set village_code = %s", [filled[0].village_code])


def test_after_the_stewards_change_the_context_is_the_stewards_again(filled, raw, actor_of, penata):
    with acting_as(actor_of(penata)) as by:
        services.change_village(village=filled[0], version=1, population=10, population_year=2024, by=by)
        assert len(_seen(raw, "villages_village")) == 3
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Village.objects.update(version=7)
