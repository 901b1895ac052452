"""Villages that a good practice may suit: ranked by plain points, each point with its reason (product N11)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Exists, F, IntegerField, OuterRef, QuerySet, Value, When

from coordination.models import GoodPractice
from desmigratif.core.clock import today
from desmigratif.core.scope import Actor
from desmigratif.reference.models import Region
from pillars.enums import CooperativeStatus, Pillar
from pillars.models import Cooperative, Group, MigrationActivity, ParentingSession
from villages.models import Village

SAME_SUBDISTRICT, SAME_DISTRICT, SAME_PROVINCE = 3, 2, 1
SAME_INDEX, SAME_PILLAR = 2, 2
LATELY = timedelta(days=365)
GROUND = {
    Pillar.LAYANAN: "Ada kegiatan layanan migrasi setahun terakhir",
    Pillar.USAHA: "Ada kelompok usaha yang aktif",
    Pillar.PENGASUHAN: "Ada sesi pengasuhan setahun terakhir",
    Pillar.KOPERASI: "Ada koperasi",
}
LIVING = (CooperativeStatus.RINTISAN, CooperativeStatus.BERBADAN_HUKUM, CooperativeStatus.AKTIF)


@dataclass(frozen=True)
class Similar:
    """A village, its points and what they were given for."""

    village: Village
    points: int
    reasons: tuple[str, ...]


def similar_villages(practice: GoodPractice, *, by: Actor, most: int = 8) -> list[Similar]:
    """Villages the actor sees that are most like the practice's own, without those that took it over already.

    Points: the same kecamatan 3, else kabupaten 2, else province 1; the same status in the Indeks Desa 2; something
    of the pillar to build on 2. Villages with none are left out.
    """
    code = practice.village_code
    own = Village.objects.visible_to(by).filter(village_code=code).first()
    status = own.index_status if own else ""
    taken = practice.adoptions.all().visible_to(by).values_list("village_code", flat=True)
    rows = Village.objects.visible_to(by).exclude(village_code__in=[code, *taken]).with_region()
    rows = rows.annotate(
        near=_points(
            (When(kec_code=code[:8], then=Value(SAME_SUBDISTRICT))),
            (When(kab_code=code[:5], then=Value(SAME_DISTRICT))),
            (When(prov_code=code[:2], then=Value(SAME_PROVINCE))),
        ),
        alike=_points(When(index_status=status, then=Value(SAME_INDEX))) if status else Value(0),
        ground=_points(When(Exists(_ground(Pillar(practice.pillar), today())), then=Value(SAME_PILLAR))),
    ).annotate(points=F("near") + F("alike") + F("ground"))
    found = list(rows.filter(points__gt=0).order_by("-points", "village_code")[:most])
    names = _names_above(code)
    return [Similar(row, row.points, _reasons(row, practice, names)) for row in found]


def _points(*cases: When) -> Case:
    return Case(*cases, default=Value(0), output_field=IntegerField())


def _ground(pillar: Pillar, day: date) -> QuerySet[Any]:
    """Rows of the village that show that something of the pillar is there."""
    here: dict[str, Any] = {"village_code": OuterRef("village_code")}
    if pillar is Pillar.USAHA:
        return Group.objects.current().filter(is_active=True, **here)
    if pillar is Pillar.KOPERASI:
        return Cooperative.objects.current().filter(status__in=LIVING, **here)
    model = ParentingSession if pillar is Pillar.PENGASUHAN else MigrationActivity
    return model.objects.counted().filter(held_on__gte=day - LATELY, **here)


def _names_above(code: str) -> dict[int, str]:
    names = dict(Region.objects.filter(pk__in=[code[:8], code[:5], code[:2]]).values_list("pk", "name"))
    return {
        SAME_SUBDISTRICT: f"Kecamatan yang sama: {names.get(code[:8], code[:8])}",
        SAME_DISTRICT: f"Kabupaten atau kota yang sama: {names.get(code[:5], code[:5])}",
        SAME_PROVINCE: f"Provinsi yang sama: {names.get(code[:2], code[:2])}",
    }


def _reasons(row: Any, practice: GoodPractice, names: dict[int, str]) -> tuple[str, ...]:
    told = [names[row.near]] if row.near else []
    if row.alike:
        told.append(f"Status Indeks Desa sama: {row.get_index_status_display()}")
    if row.ground:
        told.append(GROUND[Pillar(practice.pillar)])
    return tuple(told)
