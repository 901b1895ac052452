"""NIKs found in two villages, for the district to look into."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Greatest, Least

from desmigratif.core.access import Access, Family
from desmigratif.core.models import BaseModel, BaseQuerySet
from desmigratif.core.scope import Actor, DbRole, Level
from workers.enums import NikReviewStatus
from workers.models.person import Person


class NikReviewQuerySet(BaseQuerySet):
    """Reviews of a district."""

    def visible_to(self, actor: Actor) -> Self:
        """Those of the coordinator's kabupaten, all for the steward, none below: a village must not learn of them."""
        if actor.db_role is DbRole.SYSTEM or (actor.is_national and actor.sees_persons):
            return self
        if actor.level is Level.KAB and actor.sees_persons:
            return self.filter(kab_code=actor.code)
        return self.none()

    def waiting(self) -> Self:
        """Not yet decided."""
        return self.filter(status=NikReviewStatus.BARU)


class NikReview(BaseModel):
    """Two records of different villages with one NIK (domain.md 4.1), in the kabupaten of the one saved last.

    Rows are made only by the database function `workers_report_duplicate_nik`; the village level can't read them. The
    other record may lie in another kabupaten: the coordinator doesn't see it then, the data steward does.
    """

    access = Access(Family.DISTRICT, app="rw", person="ro")
    seen_as = ("person",)

    kab_code = models.CharField("kode kabupaten", max_length=5)
    person = models.ForeignKey(Person, models.PROTECT, related_name="nik_reviews", verbose_name="orang")
    other_person_id = models.UUIDField("catatan lain")
    status = models.CharField("hasil", max_length=4, choices=NikReviewStatus, default=NikReviewStatus.BARU)
    comment = models.CharField("dasar keputusan", max_length=500, blank=True)

    objects = NikReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "NIK ganda"
        verbose_name_plural = "NIK ganda"
        indexes = [
            models.Index("kab_code", "seq", name="nikreview_waiting", condition=Q(status=NikReviewStatus.BARU)),
        ]
        constraints = [
            models.UniqueConstraint(
                Least("person", "other_person_id"),
                Greatest("person", "other_person_id"),
                name="nikreview_once_per_pair",
                violation_error_message="Dua catatan ini sudah dibandingkan.",
            ),
            models.CheckConstraint(
                name="nikreview_status_known",
                condition=Q(status__in=NikReviewStatus.values),
                violation_error_message="Pilih hasil dari daftar.",
            ),
        ]

    def __str__(self) -> str:
        return f"NIK ganda, {self.get_status_display().lower()}"
