"""The second pillar: what is held, and the businesses of people and groups."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Cast
from django.urls import reverse

from desmigratif.core.access import PERSON_TABLE, REGION_TABLE
from desmigratif.core.models import RegionalModel, scope_indexes
from desmigratif.core.partial_date import PartialDateField
from pillars.enums import (
    BusinessActivityKind,
    BusinessKind,
    BusinessStatus,
    CapitalSource,
    Market,
    MemberCategory,
    Pillar,
    TurnoverBand,
)
from pillars.models.activity import Activity, PillarQuerySet, PillarRecord, activity_indexes
from pillars.models.group import Group
from workers.models import Person

RUNNING = (BusinessStatus.JALAN, BusinessStatus.BERKEMBANG)
YEAR = 12  # months


class BusinessActivity(Activity):
    """A briefing, a training, a mentoring visit, a market event."""

    access = REGION_TABLE
    pillar = Pillar.USAHA

    kind = models.CharField("jenis kegiatan", max_length=12, choices=BusinessActivityKind)

    class Meta(Activity.Meta):
        verbose_name = "kegiatan usaha produktif"
        verbose_name_plural = "kegiatan usaha produktif"
        indexes = activity_indexes("busact")

    def get_absolute_url(self) -> str:
        return reverse("activity-detail", args=[self.pillar.lower(), self.pk])


@dataclass(frozen=True)
class Survival:
    """Of the businesses begun so many months ago or earlier, how many run (indicator E2). `unknown`: those whose
    beginning is not known well enough to say whether they belong here."""

    running: int
    begun: int
    unknown: int

    @property
    def percent(self) -> int | None:
        """None while there is none to count: "no data" is not nought."""
        return round(100 * self.running / self.begun) if self.begun else None


class BusinessQuerySet(PillarQuerySet):
    """Businesses; every question starts with `visible_to(actor)`."""

    def running(self) -> Self:
        """Those that run or grow (indicator E1)."""
        return self.current().filter(status__in=RUNNING)

    def survival(self, day: date, *, months: int = YEAR) -> Survival:
        """How many of those begun `months` ago or earlier run today.

        A beginning of which only the year or the month is known counts when every day it may mean is early enough.
        """
        year, month = divmod(day.year * YEAR + day.month - 1 - months, YEAR)
        last = (
            f"{year:04}-{month + 1:02}-{day.day:02}"  # compared as text, like the column; no such day needs to exist
        )
        unclear = Q(started_on=None) | Q(started_on__in=[last[:4], last[:7]])
        begun = Q(started_on_text__lte=last) & ~unclear
        found = (
            self.current()
            .annotate(started_on_text=Cast("started_on", models.TextField(db_collation="C")))
            .aggregate(
                running=Count("pk", filter=begun & Q(status__in=RUNNING)),
                begun=Count("pk", filter=begun),
                unknown=Count("pk", filter=unclear),
            )
        )
        return Survival(**found)


class Business(PillarRecord):
    """A business of a person or of a group (usaha, domain.md 6.4). The person stands in `BusinessOwner`."""

    access = REGION_TABLE

    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="businesses", verbose_name="kelompok"
    )
    name = models.CharField("nama usaha", max_length=120)
    kind = models.CharField("jenis usaha", max_length=10, choices=BusinessKind)
    commodity = models.CharField("komoditas atau produk", max_length=100, blank=True)
    started_on = PartialDateField("mulai usaha", null=True, blank=True)
    status = models.CharField("keadaan usaha", max_length=10, choices=BusinessStatus, default=BusinessStatus.JALAN)
    turnover_band = models.CharField("omzet sebulan", max_length=1, choices=TurnoverBand, blank=True)
    market = models.CharField("pasar", max_length=8, choices=Market, blank=True)
    capital_source = models.CharField("asal modal", max_length=9, choices=CapitalSource, blank=True)
    nib = models.CharField("NIB", max_length=13, blank=True)
    workers_female = models.PositiveIntegerField("tenaga kerja perempuan", null=True, blank=True)
    workers_male = models.PositiveIntegerField("tenaga kerja laki-laki", null=True, blank=True)

    objects = BusinessQuerySet.as_manager()

    class Meta:
        verbose_name = "usaha"
        verbose_name_plural = "usaha"
        indexes = scope_indexes("business")
        constraints = [
            models.CheckConstraint(
                name="business_codes_known",
                condition=Q(
                    kind__in=BusinessKind.values,
                    status__in=BusinessStatus.values,
                    turnover_band__in=["", *TurnoverBand.values],
                    market__in=["", *Market.values],
                    capital_source__in=["", *CapitalSource.values],
                ),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="business_has_name", condition=~Q(name=""), violation_error_message="Isi nama usahanya."
            ),
            models.CheckConstraint(
                name="business_nib_thirteen_digits",
                condition=Q(nib="") | Q(nib__regex=r"^[0-9]{13}$"),
                violation_error_message="NIB terdiri dari 13 angka. Kalau belum ada, kosongkan.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("business-detail", args=[self.pk])


class BusinessOwner(RegionalModel):
    """The person who owns a business; absent, or withdrawn, for a business of a group."""

    access = PERSON_TABLE
    seen_as = ("person",)

    business = models.OneToOneField(Business, models.PROTECT, related_name="ownership", verbose_name="usaha")
    person = models.ForeignKey(Person, models.PROTECT, related_name="businesses", verbose_name="pemilik")
    category = models.CharField("kategori", max_length=8, choices=MemberCategory)
    withdrawn_at = models.DateTimeField("berakhir", null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "pemilik usaha"
        verbose_name_plural = "pemilik usaha"
        indexes = scope_indexes("businessowner")
        constraints = [
            models.CheckConstraint(
                name="businessowner_category_known",
                condition=Q(category__in=MemberCategory.values),
                violation_error_message="Pilih kategori dari daftar.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        return reverse("business-detail", args=[self.business_id])
