"""Indicators: what is counted against what, for whom and how often. Kept as data (domain.md 7)."""

from typing import Self

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from desmigratif.core.access import REFERENCE_TABLE
from desmigratif.core.history import TRACKED
from desmigratif.reporting.published_enums import IndicatorDirection, IndicatorFrequency, ProgrammeAim
from pillars.enums import Pillar

CODE = r"[A-Z][0-9]{1,2}"


class IndicatorQuerySet(models.QuerySet):
    """Indicators, public as all reference data."""

    def computed(self) -> Self:
        """Those that a page of this system shows today."""
        return self.filter(is_computed=True)


class Indicator(models.Model):
    """An indicator (indikator). `is_computed` follows the software, not the steward: a page shows it, or not yet."""

    access = REFERENCE_TABLE
    history = TRACKED

    code = models.CharField(
        "kode", max_length=3, primary_key=True, db_collation="C",
        validators=[RegexValidator(rf"^{CODE}\Z", "Kode indikator: satu huruf besar dan satu atau dua angka.")],
    )  # fmt: skip
    name = models.CharField("nama", max_length=80)
    definition = models.TextField("definisi", max_length=500)
    numerator = models.CharField("pembilang", max_length=300)
    denominator = models.CharField("penyebut", max_length=300, blank=True)
    unit = models.CharField("satuan", max_length=20)
    direction = models.CharField("arah", max_length=5, choices=IndicatorDirection)
    frequency = models.CharField("dibaca", max_length=8, choices=IndicatorFrequency)
    source_table = models.CharField("asal data", max_length=120)
    pillar = models.CharField("pilar", max_length=10, choices=Pillar, blank=True)
    reader = models.CharField("pembaca utama", max_length=120)
    aim = models.CharField("tujuan program", max_length=5, choices=ProgrammeAim, blank=True)
    is_computed = models.BooleanField("sudah dihitung", default=False, editable=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "indikator"
        verbose_name_plural = "indikator"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="indicator_codes_known",
                condition=Q(
                    direction__in=IndicatorDirection.values,
                    frequency__in=IndicatorFrequency.values,
                    pillar__in=["", *Pillar.values],
                    aim__in=["", *ProgrammeAim.values],
                ),
                violation_error_message="Pilih isian dari daftar.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("indicator-detail", args=[self.code])
