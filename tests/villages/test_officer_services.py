"""Officers and hamlets."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404

from desmigratif.core.errors import DomainError, StaleVersion
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import acting_as
from villages import services
from villages.models import Hamlet, VillageOfficer

SINCE = {"full_name": "Joko Susilo", "role": "KADER", "starts_on": date(2023, 1, 2)}


def test_a_village_has_many_officers_and_keeps_the_former_ones(tunggangri, officer, petugas, actor_of):
    with acting_as(actor_of(petugas)) as by:
        services.appoint_officer(village=tunggangri, by=by, **SINCE)
        services.end_officer(officer=officer, ends_on=date(2024, 6, 30), version=1, by=by)
        on = date(2026, 1, 1)
        assert [row.full_name for row in VillageOfficer.objects.visible_to(by).serving_on(on)] == ["Joko Susilo"]
        assert [row.full_name for row in VillageOfficer.objects.visible_to(by).former_on(on)] == ["Ratna Wulandari"]


def test_the_last_day_is_still_a_day_of_service(officer, system):
    services.end_officer(officer=officer, ends_on=date(2024, 6, 30), version=1, by=system)
    assert VillageOfficer.objects.serving_on(date(2024, 6, 30)).count() == 1
    assert VillageOfficer.objects.serving_on(date(2024, 7, 1)).count() == 0


def test_a_term_ends_once(officer, petugas, actor_of):
    with acting_as(actor_of(petugas)) as by:
        services.end_officer(officer=officer, ends_on=date(2024, 6, 30), version=1, by=by)
        with pytest.raises(DomainError, match="sudah selesai"):
            services.end_officer(officer=officer, ends_on=date(2025, 6, 30), version=2, by=by)
        assert services.correct_officer(officer=officer, version=2, ends_on=None, by=by).is_serving


def test_an_end_from_an_old_page_is_refused(officer, system):
    services.correct_officer(officer=officer, version=1, full_name="Ratna W.", by=system)
    with pytest.raises(StaleVersion):
        services.end_officer(officer=officer, ends_on=date(2024, 6, 30), version=1, by=system)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"ends_on": date(2022, 1, 2)}, "ends_on", "sesudah 3 Januari 2022, tanggal mulai"),
        ({"ends_on": date(2099, 1, 2)}, "ends_on", "sepuluh tahun"),
        ({"starts_on": date(2028, 1, 2)}, "starts_on", "setahun dari hari ini"),
        ({"full_name": ""}, "full_name", "kosong"),
        ({"full_name": "x" * 101}, "full_name", "100"),
        ({"role": "RATU"}, "role", "RATU"),
    ],
)
@time_machine.travel("2026-11-24 05:00:00Z", tick=False)
def test_each_broken_rule_is_said_beside_its_field(officer, system, changes, field, words):
    with pytest.raises(ValidationError, match=words) as caught:
        services.correct_officer(officer=officer, version=1, by=system, **changes)
    assert set(caught.value.error_dict) == {field}


@pytest.mark.parametrize("values", [{"ends_on": date(2021, 1, 1)}, {"role": "RATU"}, {"full_name": ""}])
def test_the_database_holds_the_rules_too(officer, system, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        VillageOfficer.objects.filter(pk=officer.pk).update(**values)


def test_an_account_of_the_village_or_its_kabupaten_may_be_named(tunggangri, petugas, disnaker, actor_of):
    with acting_as(actor_of(petugas)) as by:
        for user in (petugas, disnaker):
            assert services.appoint_officer(village=tunggangri, user=user, by=by, **SINCE).user_id == user.pk


def test_an_account_of_elsewhere_may_not(tunggangri, officer, petugas, petugas_betak, analis, actor_of):
    with acting_as(actor_of(petugas)) as by:
        for user in (petugas_betak, analis):
            with pytest.raises(DomainError, match="tidak bertugas di desa ini"):
                services.appoint_officer(village=tunggangri, user=user, by=by, **SINCE)
            with pytest.raises(DomainError, match="tidak bertugas di desa ini"):
                services.correct_officer(officer=officer, version=1, user=user, by=by)


def test_the_officer_of_another_village_reaches_nothing(tunggangri, officer, petugas_betak, actor_of):
    with acting_as(actor_of(petugas_betak)) as by:
        for change in (
            lambda: services.appoint_officer(village=tunggangri, by=by, **SINCE),
            lambda: services.end_officer(officer=officer, ends_on=date(2024, 6, 30), version=1, by=by),
            lambda: services.correct_officer(officer=officer, version=1, full_name="X", by=by),
            lambda: services.add_hamlet(village=tunggangri, name="Krajan", by=by),
        ):
            with pytest.raises(Http404):
                change()


def test_a_double_tap_makes_one_officer_and_one_hamlet(tunggangri, petugas, actor_of):
    record_id = uuid7()
    with acting_as(actor_of(petugas)) as by:
        for _ in range(2):
            services.appoint_officer(village=tunggangri, record_id=record_id, by=by, **SINCE)
            services.add_hamlet(village=tunggangri, name="Krajan", record_id=record_id, by=by)
        assert VillageOfficer.objects.visible_to(by).count() == Hamlet.objects.visible_to(by).count() == 1


def test_a_hamlet_is_there_once_in_whatever_writing(tunggangri, betak, petugas, petugas_betak, actor_of):
    with acting_as(actor_of(petugas)) as by:
        assert services.add_hamlet(village=tunggangri, name=" Dusun  Krajan ", by=by).name == "Krajan"
        with pytest.raises(DomainError, match="sudah ada") as caught:
            services.add_hamlet(village=tunggangri, name="KRAJAN", by=by)
        assert caught.value.field == "name"
    with acting_as(actor_of(petugas_betak)) as by:
        assert services.add_hamlet(village=betak, name="Krajan", by=by).name == "Krajan"


def test_the_database_knows_one_hamlet_of_a_name(tunggangri, system):
    services.add_hamlet(village=tunggangri, name="Krajan", by=system)
    with pytest.raises(IntegrityError), transaction.atomic():
        Hamlet.objects.create(village=tunggangri, village_code=tunggangri.village_code, name="KRAJAN")


def test_a_name_is_put_right(tunggangri, petugas, actor_of):
    with acting_as(actor_of(petugas)) as by:
        hamlet = services.add_hamlet(village=tunggangri, name="Krajn", by=by)
        services.add_hamlet(village=tunggangri, name="Ngrawan", by=by)
        assert services.rename_hamlet(hamlet=hamlet, name="Krajan", version=1, by=by).name == "Krajan"
        assert services.rename_hamlet(hamlet=hamlet, name="krajan", version=2, by=by).name == "krajan"
        with pytest.raises(DomainError, match="sudah ada"):
            services.rename_hamlet(hamlet=hamlet, name="Ngrawan", version=3, by=by)
        with pytest.raises(StaleVersion):
            services.rename_hamlet(hamlet=hamlet, name="Krajan Kidul", version=1, by=by)


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_hamlet_without_a_name_or_with_a_novel_is_refused(tunggangri, system, name):
    with pytest.raises(ValidationError):
        services.add_hamlet(village=tunggangri, name=name, by=system)
