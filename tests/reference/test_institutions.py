"""Institutions and countries: the sixteen of the programme's press release, what became of them, and the OPD."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reference.enums import InstitutionKind
from desmigratif.reference.models import Country, Institution, InstitutionSuccession

IN_2023, TODAY = date(2023, 11, 15), date(2026, 11, 15)
SIXTEEN = {
    "KEMENKO_EKON",
    "SETKAB",
    "KEMNAKER",
    "KEMENDAGRI",
    "KEMLU",
    "KEMENPPPA",
    "KEMENDES_PDTT",
    "KEMENTAN",
    "KEMENKOP_UKM",
    "KEMENSOS",
    "KKP",
    "BP2MI",
    "BPOM",
    "BKKBN",
    "BPJS_TK",
    "BRI",
}
SUCCESSORS = {
    "KEMENDES_PDTT": {"KEMENDES_PDT"},
    "KEMENKOP_UKM": {"KEMENKOP", "KEMENUMKM"},
    "BP2MI": {"KP2MI"},
    "BKKBN": {"KEMENDUKBANGGA"},
}


def codes(day: date) -> set[str]:
    return set(Institution.objects.valid_on(day).values_list("code", flat=True))


def test_the_sixteen_of_the_press_release_were_in_force_in_2023(db):
    assert len(SIXTEEN) == 16
    assert codes(IN_2023) >= SIXTEEN
    bank = Institution.objects.get(code="BRI")
    assert (bank.short_name, bank.kind) == ("Bank BRI", InstitutionKind.BUMN)


def test_those_that_ended_in_2024_have_successors_that_began_the_day_after(db):
    ended = SIXTEEN - codes(TODAY)
    assert ended == SUCCESSORS.keys()
    for code, successors in SUCCESSORS.items():
        before = Institution.objects.get(code=code)
        after = list(before.successors.all())
        assert {found.code for found in after} == successors
        assert before.valid_to == date(2024, 10, 20)
        assert {found.valid_from for found in after} == {date(2024, 10, 21)}
        assert {found.code for found in after} <= codes(TODAY)
        assert not {found.code for found in after} & codes(IN_2023)


def test_a_successor_tells_its_former_name(db):
    assert Institution.objects.get(code="KEMENUMKM").former_names == ["KemenkopUKM"]


def test_the_offices_of_the_region_know_their_region(db):
    of_kabupaten = Institution.objects.filter(kind=InstitutionKind.OPD_KAB)
    of_province = Institution.objects.filter(kind=InstitutionKind.OPD_PROV)
    assert set(of_kabupaten.values_list("region_id", flat=True)) == {"35.04"}
    assert set(of_province.values_list("region_id", flat=True)) == {"35"}
    assert of_kabupaten.filter(code="DISNAKERTRANS_TULUNGAGUNG").exists()
    assert (of_province.count(), of_kabupaten.count()) == (7, 13)
    assert Institution.objects.get(code="BP3MI_JATIM").parent.code == "KP2MI"


def test_loading_again_keeps_ids_and_adds_nothing(db):
    before = set(Institution.objects.values_list("code", "id"))
    links = InstitutionSuccession.objects.count()
    call_command("load_reference", verbosity=0)
    assert set(Institution.objects.values_list("code", "id")) == before
    assert InstitutionSuccession.objects.count() == links == 5


def test_an_institution_can_not_end_before_it_began(db):
    refused = pytest.raises(IntegrityError, match="institution_valid_to_after_from")
    with acting_as(SYSTEM), refused, transaction.atomic():
        Institution.objects.filter(code="KP2MI").update(valid_to=date(2020, 1, 1))


def test_countries_are_those_of_the_iso_list_with_the_usual_destinations_first(db):
    assert Country.objects.count() == 249
    first = Country.objects.exclude(destination_order=None).order_by("destination_order")
    assert [country.code for country in first[:3]] == ["TW", "HK", "MY"]
    assert not Country.objects.filter(name="").exists()
    assert not Country.objects.get(pk="AQ").is_destination
    assert Country.objects.get(pk="SA").is_destination
