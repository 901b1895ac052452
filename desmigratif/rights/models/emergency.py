"""Emergency views: one person of another district, for at most two hours, always recorded."""

from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from desmigratif.core.access import Access, Family
from desmigratif.core.models import BaseModel, BaseQuerySet
from desmigratif.core.scope import Actor, DbRole, Level
from desmigratif.rights.enums import EmergencyReason, EmergencyVerdict
from workers.models import Person


class EmergencyQuerySet(BaseQuerySet):
    """Emergency views of a district."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of persons of the coordinator's kabupaten; all for the steward. The one who opened it asks by a
        function of the database instead: it lies in the other district."""
        if actor.db_role is DbRole.SYSTEM or (actor.is_national and actor.sees_persons):
            return self
        if actor.level is Level.KAB and actor.sees_persons:
            return self.filter(kab_code=actor.code)
        return self.none()

    def unreviewed(self) -> Self:
        """Those the auditor has not looked at."""
        return self.filter(reviewed_at=None)


class EmergencyAccess(BaseModel):
    """One emergency view, or one search that found nobody (then `person` is empty and it ended at once).

    `kab_code` is the person's district, so that its coordinator sees it; for a search without result the searcher's
    own. Rows are made, counted and ended by functions of the database only (migration 0002), reviewed by the system.
    """

    access = Access(Family.DISTRICT, app="ro", person="ro")

    kab_code = models.CharField("kode kabupaten", max_length=5)
    from_kab_code = models.CharField("kabupaten pembuka", max_length=5)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="emergency_views", verbose_name="orang"
    )
    reason_code = models.CharField("keadaan", max_length=7, choices=EmergencyReason)
    reason = models.CharField("alasan", max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="oleh")
    expires_at = models.DateTimeField("berakhir")
    ended_at = models.DateTimeField("diakhiri", null=True, blank=True)
    views = models.PositiveIntegerField("kali dilihat", default=0)
    last_viewed_at = models.DateTimeField("terakhir dilihat", null=True, blank=True)
    verdict = models.CharField("hasil tinjauan", max_length=7, choices=EmergencyVerdict, blank=True)
    review_note = models.CharField("catatan tinjauan", max_length=500, blank=True)
    reviewed_at = models.DateTimeField("ditinjau", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ditinjau oleh"
    )

    objects = EmergencyQuerySet.as_manager()

    class Meta:
        verbose_name = "akses darurat"
        verbose_name_plural = "akses darurat"
        indexes = [
            models.Index("kab_code", F("seq").desc(), name="emergency_kab"),
            models.Index("by", "created_at", name="emergency_by"),
            models.Index("person", name="emergency_person"),
        ]
        constraints = [
            models.CheckConstraint(
                name="emergency_two_hours_at_most",
                condition=Q(expires_at__lte=F("created_at") + timedelta(hours=2, seconds=1)),
                violation_error_message="Akses darurat paling lama 2 jam.",
            ),
            models.CheckConstraint(
                name="emergency_reviewed_whole",
                condition=Q(reviewed_at=None, reviewed_by=None, verdict="")
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False, verdict__in=EmergencyVerdict.values),
                violation_error_message="Pilih hasil tinjauan.",
            ),
        ]

    def __str__(self) -> str:
        return f"Akses darurat {timezone.localtime(self.created_at):%Y-%m-%d %H.%M}"

    def get_absolute_url(self) -> str:
        return reverse("emergency-open")

    @property
    def is_open(self) -> bool:
        """Whether it can still be looked at."""
        return self.person_id is not None and self.ended_at is None and self.expires_at > timezone.now()
