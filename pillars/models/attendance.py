"""Who was at an activity."""

from typing import Any, Self

from django.db import models
from django.db.models import Q

from desmigratif.core.access import PERSON_TABLE
from desmigratif.core.models import RegionalModel, ScopedQuerySet, scope_indexes
from pillars.enums import Pillar
from pillars.models.activity import Activity
from pillars.models.business import BusinessActivity
from pillars.models.cooperative import CooperativeActivity
from pillars.models.migration_service import MigrationActivity
from pillars.models.parenting import ParentingSession
from workers.models import Person

LINK_OF = {
    Pillar.LAYANAN: "migration_activity",
    Pillar.USAHA: "business_activity",
    Pillar.PENGASUHAN: "parenting_session",
    Pillar.KOPERASI: "cooperative_activity",
}
LINKS = tuple(LINK_OF.values())


def _exactly_one() -> Q:
    found = Q()
    for chosen in LINKS:
        found |= Q(**{f"{name}__isnull": name != chosen for name in LINKS})
    return found


class AttendanceQuerySet(ScopedQuerySet):
    """Who was where; every question starts with `visible_to(actor)`."""

    def standing(self) -> Self:
        """Those at activities that are not withdrawn."""
        return self.filter(**{f"{link}__withdrawn_at": None for link in LINK_OF.values()})

    def of(self, activity: Activity) -> Self:
        """Those at one activity."""
        return self.filter(**{LINK_OF[activity.pillar]: activity})


class Attendance(RegionalModel):
    """One known person at one activity. Optional, beside the heads counted (domain.md 6.5)."""

    access = PERSON_TABLE
    seen_as = ("person",)

    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances", verbose_name="orang")
    migration_activity = models.ForeignKey(
        MigrationActivity, models.PROTECT, null=True, blank=True, related_name="attendances", verbose_name="kegiatan"
    )
    business_activity = models.ForeignKey(
        BusinessActivity, models.PROTECT, null=True, blank=True, related_name="attendances", verbose_name="kegiatan"
    )
    parenting_session = models.ForeignKey(
        ParentingSession, models.PROTECT, null=True, blank=True, related_name="attendances", verbose_name="sesi"
    )
    cooperative_activity = models.ForeignKey(
        CooperativeActivity, models.PROTECT, null=True, blank=True, related_name="attendances", verbose_name="kegiatan"
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "kehadiran"
        verbose_name_plural = "kehadiran"
        indexes = scope_indexes("attendance")
        constraints = [
            models.CheckConstraint(
                name="attendance_of_one_activity",
                condition=_exactly_one(),
                violation_error_message="Kehadiran harus pada tepat satu kegiatan.",
            ),
            *(
                models.UniqueConstraint(
                    fields=[name, "person"],
                    name=f"attendance_once_{name}",
                    violation_error_message="Orang ini sudah dicatat hadir.",
                )
                for name in LINKS
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @classmethod
    def at(cls, activity: Activity, person: Person) -> Self:
        """A new row, not yet saved."""
        return cls(village_code=activity.village_code, person=person, **{LINK_OF[activity.pillar]: activity})

    @property
    def activity(self) -> Any:
        """What the person was at."""
        return next(getattr(self, name) for name in LINKS if getattr(self, f"{name}_id"))
