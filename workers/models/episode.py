"""A stay abroad."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Least, Left, Length
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse

from desmigratif.core.access import PERSON_TABLE
from desmigratif.core.models import RegionalModel, ScopedQuerySet
from desmigratif.core.partial_date import PartialDateField
from desmigratif.reference.models import Country
from workers.enums import JobTitle, ReturnReason, Route, Scheme
from workers.models.person import Person


def _shared(column: str, other: str) -> Left:
    """The part of a partial date that the other one knows too: 2023 of 2023-05 beside 2023."""
    return Left(column, Least(Length(column), Length(other)))


class EpisodeQuerySet(ScopedQuerySet):
    """Episodes; every question starts with `visible_to(actor)`."""

    def current(self) -> Self:
        """Those not cancelled."""
        return self.filter(cancelled_at=None)

    def open(self) -> Self:
        """Those that have not ended: no return, no cancellation."""
        return self.current().filter(returned_on=None)

    def newest_first(self) -> Self:
        """By the last date known of each, an open one first."""
        return self.order_by(F("returned_on").desc(nulls_first=True), F("departed_on").desc(nulls_last=True), "-seq")


class MigrationEpisode(RegionalModel):
    """One stay abroad of one person, from departure to return (UU 18/2017; domain.md 2.4, 6.3).

    Dates may be only a month or a year, so "not before" is asked of the part that both dates know: a return in 2023
    after a departure in 2023-05 is accepted, because it may be true. That a return lies in the past depends on today
    and is held by the services, not by the database; so is that two stays do not overlap.
    """

    access = PERSON_TABLE
    seen_as = ("person",)

    person = models.ForeignKey(Person, models.PROTECT, related_name="episodes", verbose_name="orang")
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="negara tujuan"
    )
    city = models.CharField("kota", max_length=60, blank=True)
    job_title = models.CharField("jabatan", max_length=12, choices=JobTitle, blank=True)
    scheme = models.CharField("skema", max_length=12, choices=Scheme, blank=True)
    route = models.CharField("jalur", max_length=7, choices=Route, default=Route.BLM)
    departed_on = PartialDateField("tanggal berangkat", null=True, blank=True)
    returned_on = PartialDateField("tanggal pulang", null=True, blank=True)
    return_reason = models.CharField("alasan pulang", max_length=15, choices=ReturnReason, blank=True)
    cancelled_at = models.DateTimeField("dibatalkan", null=True, blank=True)

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        verbose_name = "riwayat migrasi"
        verbose_name_plural = "riwayat migrasi"
        constraints = [
            models.CheckConstraint(
                name="episode_returned_after_departed",
                condition=Q(returned_on=None)
                | Q(departed_on=None)
                | Q(GreaterThanOrEqual(_shared("returned_on", "departed_on"), _shared("departed_on", "returned_on"))),
                violation_error_message="Tanggal pulang harus sama dengan atau sesudah tanggal berangkat.",
            ),
            models.CheckConstraint(
                name="episode_codes_known",
                condition=Q(
                    route__in=Route.values,
                    job_title__in=["", *JobTitle.values],
                    scheme__in=["", *Scheme.values],
                    return_reason__in=["", *ReturnReason.values],
                ),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(returned_on=None, departed_on__isnull=False, cancelled_at=None),
                name="episode_one_open_per_person",
                violation_error_message="Orang ini masih tercatat bekerja di luar negeri.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country or 'Negara belum diketahui'}, {self.period}"

    def get_absolute_url(self) -> str:
        """The person's page: an episode has none of its own."""
        return reverse("person-detail", args=[self.person_id])

    @property
    def is_open(self) -> bool:
        """Whether it has not ended."""
        return self.returned_on is None and self.cancelled_at is None

    @property
    def is_cancelled(self) -> bool:
        """Whether it was recorded by mistake or never took place."""
        return self.cancelled_at is not None

    @property
    def period(self) -> str:
        """From when to when, in words."""
        start = self.departed_on.display() if self.departed_on else "tidak diketahui"
        end = self.returned_on.display() if self.returned_on else "sekarang"
        return f"{start} sampai {end}"
