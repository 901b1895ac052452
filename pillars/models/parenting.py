"""The third pillar: sessions for children left behind and for those who care for them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from desmigratif.core.access import REGION_TABLE
from pillars.enums import Pillar, SessionAudience, SessionKind
from pillars.models.activity import Activity, activity_indexes


class ParentingSession(Activity):
    """One session (sesi pengasuhan, domain.md 6.5). `trains_carers`: its carers count as trained afterwards."""

    access = REGION_TABLE
    pillar = Pillar.PENGASUHAN

    kind = models.CharField("jenis sesi", max_length=10, choices=SessionKind)
    topic = models.CharField("topik", max_length=150, blank=True)
    audience = models.CharField("sasaran", max_length=11, choices=SessionAudience)
    facilitator = models.CharField("fasilitator", max_length=100, blank=True)
    minutes = models.PositiveSmallIntegerField("lama (menit)", null=True, blank=True)
    module = models.CharField("modul", max_length=150, blank=True)
    trains_carers = models.BooleanField("pelatihan pengasuh", default=False)

    class Meta(Activity.Meta):
        verbose_name = "sesi pengasuhan"
        verbose_name_plural = "sesi pengasuhan"
        indexes = activity_indexes("session")
        constraints = [
            *Activity.Meta.constraints,
            models.CheckConstraint(
                name="parentingsession_kinds_known",
                condition=Q(kind__in=SessionKind.values, audience__in=SessionAudience.values),
                violation_error_message="Pilih isian dari daftar.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("activity-detail", args=[self.pillar.lower(), self.pk])
