"""Children and families in numbers: what each role is told, and that it is the number of rows."""

import random
from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from desmigratif.accounts.roles import Perm, Role
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, Actor, Level, acting_as
from desmigratif.reporting import counting
from desmigratif.reporting.child_figures import band_of, read_children, read_families
from tests.conftest import BETAK, JAWA_TIMUR, KALIDAWIR, OUTSIDE, TULUNGAGUNG, TUNGGANGRI, make_user
from tests.reporting.family_rows import child, children, family
from tests.workers.web_people import text_of
from workers.models import Child, Family, Person

DAY = date(2026, 11, 23)


def bands(found) -> dict[str, int | None]:
    return {row.code: row.n for row in found.bands}


@pytest.mark.parametrize(
    ("born", "band"),
    [(0, "?"), (2026, "0-5"), (2021, "0-5"), (2020, "6-12"), (2014, "6-12"), (2013, "13-17"), (2009, "13-17"),
     (2008, "18+")],
)  # fmt: skip
def test_age_is_the_one_reached_in_the_year(born, band):
    assert band_of(born, 2026) == band


def test_a_village_is_told_every_number(as_user, petugas, actor_of, db):
    children(2, born="2022")
    children(1, born="2010-03", carer="IBU")
    child(born="")
    child(born="2001-01-01")
    child(BETAK)
    with acting_as(actor_of(petugas)) as actor:
        found = read_children(actor, TUNGGANGRI, DAY)
    assert bands(found) == {"0-5": 2, "13-17": 1, "?": 1, "18+": 1}
    assert {row.code: row.n for row in found.carers} == {"IBU": 1, "KAKEK_NENEK": 4}
    assert found.total == 5


VILLAGES = (TUNGGANGRI, BETAK, OUTSIDE)


def _write(chance: random.Random, deed: str) -> None:
    """One random deed; three of four add something."""
    some = chance.sample(list(Child.objects.all()), min(Child.objects.count(), 3))
    children_of = Child.objects.filter(pk__in=[row.pk for row in some])
    homes = chance.sample(list(Family.objects.current()), min(Family.objects.current().count(), 2))
    families = Family.objects.filter(pk__in=[row.pk for row in homes])
    {
        "child": lambda: child(chance.choice(VILLAGES), born=chance.choice(["2012-05-01", "2019", "", "2024-02"])),
        "family": lambda: family(chance.choice(VILLAGES), record_status=chance.choice(["KIRIM", "VERIF", "KEMBALI"])),
        "born": lambda: Person.objects.filter(pk__in=[row.person_id for row in some]).update(
            birth_date=PartialDate(chance.choice(["2011", "2018-01-31"])), no_nik_reason="LUPA"
        ),
        "carer": lambda: children_of.update(carer_relation=chance.choice(["IBU", "PANTI"])),
        "withdraw": lambda: (
            children_of.update(withdrawn_at=timezone.now()),
            families.update(withdrawn_at=timezone.now(), record_status="ARSIP"),
        ),
        "move": lambda: children_of.update(village_code=chance.choice(VILLAGES)),
        "status": lambda: families.update(record_status="VERIF"),
        "fold": counting.fold,
    }[deed]()


def test_random_writes_leave_the_counts_equal_to_the_rows(system):
    chance = random.Random(20261125)
    adding = ["child"] * 6 + ["family"] * 4
    for _ in range(70):
        deed = chance.choice([*adding, "born", "carer", "withdraw", "move", "fold", "status"])
        _write(chance, deed)
        assert counting.differences() == [], deed
    live = Child.objects.current()
    assert live.count() > 5
    for code in ("", "35", TULUNGAGUNG, KALIDAWIR, *VILLAGES):
        there = [row for row in live if row.village_code.startswith(code)]
        found = read_children(_seeing_all(), code, DAY)
        assert found.total == len(there)
        assert sum(row.n for row in found.bands) == sum(row.n for row in found.carers) == len(there)
        homes = [row for row in Family.objects.current() if row.village_code.startswith(code)]
        assert read_families(SYSTEM, code).total == len(homes)


def _seeing_all() -> Actor:

    return replace(SYSTEM, perms=frozenset({Perm.CHILD_VIEW}))


def test_counting_anew_gives_the_same(system):
    child()
    family()
    counting.rebuild()
    assert counting.differences() == []
    assert read_families(SYSTEM, "").waiting == 1


def test_ministries_are_told_no_small_number_and_nothing_below_the_province(as_user, analis, actor_of, db):
    children(3, born="2022")
    children(9, born="2010", carer="IBU")
    children(8, OUTSIDE, born="2022")
    children(7, OUTSIDE, born="2010", carer="IBU")
    with acting_as(actor_of(analis)) as actor:
        nation, province = read_children(actor, "", DAY), read_children(actor, JAWA_TIMUR, DAY)
        assert read_children(actor, TULUNGAGUNG, DAY) is None
    assert bands(province) == {"0-5": None, "13-17": None}
    assert province.total == 12
    assert bands(nation) == {"0-5": 11, "13-17": 16}
    page = text_of(as_user(analis).get("/ikhtisar/35/"))
    assert "disembunyikan" in page
    assert "Sumiati" not in page
    assert "Anak PMI menurut umur" not in text_of(as_user(analis).get("/ikhtisar/35.04/"))


def test_a_small_sum_of_a_province_is_hidden_with_another_one(analis, actor_of, db):
    children(3)
    children(20, OUTSIDE)
    children(30, "32.01.02.2001")
    with acting_as(actor_of(analis)) as actor:
        totals = {code: read_children(actor, code, DAY).total for code in ("", "35", "33", "32")}
    assert totals == {"": 53, "35": None, "33": None, "32": 30}


def test_a_country_with_few_children_tells_nothing(analis, actor_of, db):
    children(3)
    with acting_as(actor_of(analis)) as actor:
        found = read_children(actor, "", DAY)
    assert found.total is None
    assert {row.n for row in [*found.bands, *found.carers]} == {None}


@pytest.mark.parametrize(
    ("role", "level", "code", "told"),
    [
        (Role.KADES, Level.DESA, TUNGGANGRI, True),
        (Role.KECAMATAN, Level.KEC, KALIDAWIR, True),
        (Role.DISNAKER, Level.KAB, TULUNGAGUNG, True),
        (Role.DISNAKER_PROV, Level.PROV, JAWA_TIMUR, True),
        (Role.BP3MI, Level.PROV, JAWA_TIMUR, False),
    ],
)
def test_who_is_told_numbers_of_children_in_a_region(db, actor_of, role, level, code, told):
    child()
    with acting_as(actor_of(make_user(role, level, code))) as actor:
        found = read_children(actor, code, DAY)
    assert (found.total if found else None) == (1 if told else None)


def test_the_page_of_a_region_links_to_the_children_only_for_those_who_see_them(as_user, petugas, kades):
    child()
    family()
    assert "/anak/" in text_of(as_user(petugas).get(f"/ikhtisar/{TUNGGANGRI}/")).split("<main")[1]
    assert "/anak/" not in text_of(as_user(kades).get(f"/ikhtisar/{TUNGGANGRI}/")).split("<main")[1]
