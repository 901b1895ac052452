"""Field visits, what they found, and what was recommended."""

from datetime import date, timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from coordination.enums import FindingCategory, FindingKind, FindingStatus, Severity
from coordination.models.meeting import Meeting
from coordination.models.places import CoordinationQuerySet, CoordinationRecord, village_codes_field
from desmigratif.core.access import SHARED_TABLE
from desmigratif.core.clock import today
from desmigratif.core.models import VILLAGE_CODE, SharedModel, shared_indexes
from desmigratif.reference.models import Institution
from pillars.enums import Pillar

DUE_AFTER = timedelta(days=90)  # a finding older than this should be closed (indicator A5)


class FieldVisit(CoordinationRecord):
    """A visit to villages (tinjauan lapangan, domain.md 3.1, 6.7)."""

    access = SHARED_TABLE

    title = models.CharField("judul", max_length=200)
    starts_on = models.DateField("tanggal mulai")
    ends_on = models.DateField("tanggal selesai")
    lead = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name="instansi pemimpin")
    participant_ids = ArrayField(models.UUIDField(), default=list, blank=True, verbose_name="instansi yang ikut")
    team = models.TextField("tim", max_length=1000, blank=True)
    village_codes = village_codes_field("desa yang dikunjungi")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="visits", verbose_name="tindak lanjut rapat"
    )
    summary = models.TextField("ringkasan", max_length=4000, blank=True)
    is_example = models.BooleanField("contoh rekaan", default=False)

    class Meta:
        verbose_name = "tinjauan lapangan"
        verbose_name_plural = "tinjauan lapangan"
        indexes = shared_indexes("fieldvisit")
        constraints = [
            models.CheckConstraint(
                name="fieldvisit_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Tanggal selesai harus sama dengan atau sesudah tanggal mulai.",
            ),
            models.CheckConstraint(
                name="fieldvisit_has_villages",
                condition=Q(village_codes__len__gt=0),
                violation_error_message="Pilih sedikitnya satu desa.",
            ),
            models.CheckConstraint(
                name="fieldvisit_has_title", condition=~Q(title=""), violation_error_message="Isi judulnya."
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("visit-detail", args=[self.pk])


class FindingQuerySet(CoordinationQuerySet):
    """Findings; every question starts with `visible_to(actor)`."""

    def open(self) -> Self:
        """Those not closed."""
        return self.current().exclude(status=FindingStatus.SELESAI)

    def due_on(self, day: date) -> Self:
        """Those found more than 90 days before: the whole that the share of closed ones is of (A5)."""
        return self.current().filter(visit__ends_on__lt=day - DUE_AFTER)


class Finding(CoordinationRecord):
    """What a visit found, in one village or, without one, in all of its villages."""

    access = SHARED_TABLE

    visit = models.ForeignKey(FieldVisit, models.PROTECT, related_name="findings", verbose_name="tinjauan")
    village_code = models.CharField(
        "desa",
        max_length=13,
        blank=True,
        validators=[RegexValidator(rf"^{VILLAGE_CODE}$", "Kode desa tidak dikenal.")],
    )
    pillar = models.CharField("pilar", max_length=10, choices=Pillar)
    kind = models.CharField("jenis temuan", max_length=12, choices=FindingKind)
    category = models.CharField("pokok", max_length=15, choices=FindingCategory)
    description = models.TextField("uraian", max_length=2000)
    evidence = models.CharField("bukti", max_length=300, blank=True)
    severity = models.CharField("tingkat", max_length=6, choices=Severity, default=Severity.SEDANG)
    status = models.CharField("status", max_length=15, choices=FindingStatus, default=FindingStatus.TERBUKA)
    closed_on = models.DateField("ditutup tanggal", null=True, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "temuan"
        verbose_name_plural = "temuan"
        indexes = shared_indexes("finding")
        constraints = [
            models.CheckConstraint(
                name="finding_codes_known",
                condition=Q(
                    pillar__in=Pillar.values,
                    kind__in=FindingKind.values,
                    category__in=FindingCategory.values,
                    severity__in=Severity.values,
                    status__in=FindingStatus.values,
                ),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="finding_described", condition=~Q(description=""), violation_error_message="Tulis temuannya."
            ),
            models.CheckConstraint(
                name="finding_closed_with_day",
                condition=Q(status=FindingStatus.SELESAI, closed_on__isnull=False)
                | ~Q(status=FindingStatus.SELESAI) & Q(closed_on=None),
                violation_error_message="Temuan yang selesai punya tanggal ditutup.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_category_display()}"

    def get_absolute_url(self) -> str:
        return reverse("finding-detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether it is still to be dealt with."""
        return self.status != FindingStatus.SELESAI

    @property
    def days_open(self) -> int:
        """Days from the end of the visit until it was closed, or until today."""
        return max(0, ((self.closed_on or today()) - self.visit.ends_on).days)

    @property
    def is_overdue(self) -> bool:
        """Whether it is open for more than 90 days (A5)."""
        return self.is_open and self.days_open > DUE_AFTER.days


class Recommendation(CoordinationRecord):
    """What a meeting or a visit recommends, to which institutions (`addressee_ids`)."""

    access = SHARED_TABLE

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="recommendations", verbose_name="rapat"
    )
    visit = models.ForeignKey(
        FieldVisit, models.PROTECT, null=True, blank=True, related_name="recommendations", verbose_name="tinjauan"
    )
    number = models.CharField("nomor", max_length=20)
    text = models.TextField("rekomendasi", max_length=2000)
    pillar = models.CharField("pilar", max_length=10, choices=Pillar, blank=True)
    priority = models.CharField("prioritas", max_length=6, choices=Severity, default=Severity.SEDANG)
    addressee_ids = ArrayField(models.UUIDField(), default=list, blank=True, verbose_name="ditujukan ke")
    is_example = models.BooleanField("contoh rekaan", default=False)

    class Meta:
        verbose_name = "rekomendasi"
        verbose_name_plural = "rekomendasi"
        indexes = shared_indexes("recommend")
        constraints = [
            models.CheckConstraint(
                name="recommendation_has_origin",
                condition=Q(meeting__isnull=False) | Q(visit__isnull=False),
                violation_error_message="Pilih rapat atau tinjauan asal rekomendasi ini.",
            ),
            models.CheckConstraint(
                name="recommendation_codes_known",
                condition=Q(pillar__in=["", *Pillar.values], priority__in=Severity.values),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="recommendation_has_text",
                condition=~Q(text="") & ~Q(number=""),
                violation_error_message="Isi nomor dan bunyi rekomendasinya.",
            ),
        ]

    def __str__(self) -> str:
        return f"Rekomendasi {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("recommendation-detail", args=[self.pk])


class RecommendationFinding(SharedModel):
    """A recommendation answers a finding; either may have several of the other."""

    access = SHARED_TABLE

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="answers", verbose_name="rekomendasi"
    )
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="answered_by", verbose_name="temuan")

    class Meta:
        verbose_name = "temuan yang dijawab"
        verbose_name_plural = "temuan yang dijawab"
        indexes = shared_indexes("recfinding")
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "finding"],
                name="recommendationfinding_once",
                violation_error_message="Temuan ini sudah dihubungkan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation} menjawab {self.finding}"
