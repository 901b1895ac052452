"""A village's place in programmes."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, transaction
from django.http import Http404

from desmigratif.core.errors import DomainError, StaleVersion
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from villages import services
from villages.enums import IndexStatus, ProgrammeStatus
from villages.models import Programme, VillageProgramme

DECREE = {"decree_number": "SK 12/2019", "decree_on": date(2019, 5, 14)}


def test_codes_are_those_of_the_data_dictionary():
    assert ProgrammeStatus.values == ["USUL", "TETAP", "AKTIF", "MANDIRI", "NONAKTIF"]
    assert IndexStatus.values == ["MANDIRI", "MAJU", "BERKEMBANG", "TERTINGGAL", "SANGAT_TERTINGGAL"]


def test_programmes_are_data_and_loading_again_changes_nothing(db, capsys):
    with acting_as(SYSTEM):
        Programme.objects.filter(pk="DME").update(owner="Pemilik baru")
        Programme.objects.filter(pk="LAIN").delete()
    call_command("load_programmes")
    assert "1 made, 3 in all" in capsys.readouterr().out
    call_command("load_programmes")
    assert "0 made, 3 in all" in capsys.readouterr().out
    assert Programme.objects.get(pk="DME").owner == "Pemilik baru"


def test_nobody_but_the_system_writes_programmes(disnaker, actor_of):
    with acting_as(actor_of(disnaker)), pytest.raises(DatabaseError, match="permission denied"):
        Programme.objects.create(code="BARU", name="Baru", name_en="New")


def test_a_village_is_in_several_programmes_with_their_own_basis(tunggangri, disnaker, actor_of):
    with acting_as(actor_of(disnaker)) as by:
        for code, year in (("DME", 2025), ("DESMIGRATIF", 2019)):
            services.designate(
                village=tunggangri,
                programme=Programme.objects.get(pk=code),
                status="TETAP",
                designated_year=year,
                by=by,
            )
        assert [row.programme_id for row in tunggangri.programmes_in_order] == ["DESMIGRATIF", "DME"]


def test_one_row_per_village_and_programme(standing, disnaker, actor_of, system):
    with acting_as(actor_of(disnaker)) as by, pytest.raises(DomainError, match="sudah tercatat") as caught:
        services.designate(village=standing.village, programme=standing.programme, status="USUL", by=by)
    assert caught.value.field == "programme"
    with pytest.raises(IntegrityError), transaction.atomic():
        VillageProgramme.objects.create(
            village=standing.village, village_code=standing.village_code, programme=standing.programme, status="USUL"
        )


def test_a_double_tap_makes_one_row(tunggangri, desmigratif, disnaker, actor_of):
    asked = {"village": tunggangri, "programme": desmigratif, "status": "USUL", "record_id": uuid7()}
    with acting_as(actor_of(disnaker)) as by:
        assert services.designate(**asked, by=by).pk == services.designate(**asked, by=by).pk


def test_the_year_is_taken_from_the_decree(tunggangri, desmigratif, disnaker, actor_of):
    with acting_as(actor_of(disnaker)) as by:
        row = services.designate(village=tunggangri, programme=desmigratif, status="TETAP", by=by, **DECREE)
        assert row.designated_year == 2019


def test_a_village_does_not_designate_itself(tunggangri, standing, desmigratif, petugas, actor_of):
    with acting_as(actor_of(petugas)) as by:
        with pytest.raises(DomainError, match="oleh kabupaten"):
            services.designate(village=tunggangri, programme=desmigratif, status="AKTIF", by=by)
        with pytest.raises(DomainError, match="oleh kabupaten"):
            services.change_programme(village_programme=standing, version=1, status="MANDIRI", by=by)


def test_disnaker_of_another_kabupaten_reaches_nothing(standing, tunggangri, desmigratif, disnaker_luar, actor_of):
    with acting_as(actor_of(disnaker_luar)) as by:
        with pytest.raises(Http404):
            services.designate(village=tunggangri, programme=desmigratif, status="AKTIF", by=by)
        with pytest.raises(Http404):
            services.change_programme(village_programme=standing, version=1, status="MANDIRI", by=by)


def test_the_status_changes_and_the_rest_stays(standing, penata, actor_of):
    with acting_as(actor_of(penata)) as by:
        changed = services.change_programme(village_programme=standing, version=1, status="MANDIRI", by=by)
    assert (changed.status, changed.designated_year, changed.version) == ("MANDIRI", 2019, 2)


def test_a_change_from_an_old_page_is_refused(standing, disnaker, actor_of):
    with acting_as(actor_of(disnaker)) as by:
        services.change_programme(village_programme=standing, version=1, status="MANDIRI", by=by)
        with pytest.raises(StaleVersion):
            services.change_programme(village_programme=standing, version=1, status="NONAKTIF", by=by)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"designated_year": 2015}, "designated_year", "harus 2016 sampai 2026"),
        ({"designated_year": 2027}, "designated_year", "harus 2016 sampai 2026"),
        ({**DECREE, "designated_year": 2020}, "designated_year", "sama dengan tahun SK, 2019"),
        ({"decree_on": date(2019, 5, 14), "designated_year": 2019}, "decree_number", "Isi nomor SK"),
        ({"decree_on": date(2026, 11, 25), "decree_number": "x"}, "decree_on", "hari ini atau sebelumnya"),
        ({"perdes_on": date(2021, 9, 2)}, "perdes_number", "Isi nomor Perdes"),
        ({"perdes_on": date(2030, 1, 1), "perdes_number": "3/2021"}, "perdes_on", "hari ini atau sebelumnya"),
        ({"status": "HEBAT"}, "status", "HEBAT"),
        ({"status": ""}, "status", "kosong"),
        ({"decree_number": "x" * 81}, "decree_number", "80"),
    ],
)
@time_machine.travel("2026-11-24 05:00:00Z", tick=False)
def test_each_broken_rule_is_said_beside_its_field(standing, system, changes, field, words):
    with pytest.raises(ValidationError, match=words) as caught:
        services.change_programme(village_programme=standing, version=1, by=system, **changes)
    assert field in caught.value.error_dict


@pytest.mark.parametrize(
    "values",
    [
        {"designated_year": 2015},
        {"decree_number": "1", "decree_on": date(2018, 1, 1)},
        {"decree_on": date(2019, 1, 1)},
        {"perdes_on": date(2019, 1, 1)},
        {"status": "HEBAT"},
    ],
)
def test_the_database_holds_the_rules_too(standing, system, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        VillageProgramme.objects.filter(pk=standing.pk).update(**values)
