"""Numbers that others published, each with its source, its definition and its dates."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from desmigratif.core.access import Access, Family
from desmigratif.core.journal import JournalModel, journal_indexes
from desmigratif.core.models import BaseModel, BaseQuerySet
from desmigratif.core.partial_date import PartialDateField
from desmigratif.reference.models import Region
from desmigratif.reporting.published_enums import FigureSubject

MOST_DECIMALS = 2
WEB_ADDRESS = URLValidator(
    schemes=["http", "https"], message="Tulis alamat lengkapnya, misalnya https://contoh.go.id."
)


class FigureQuerySet(BaseQuerySet):
    """Published figures. They are public, so they have no scope."""

    def current(self) -> Self:
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None)

    def of_region(self, code: str) -> Self:
        """Those about exactly this region; "" is Indonesia."""
        return self.filter(region_id=code or None)

    def overlapping(self, start: date, end: date) -> Self:
        """Those whose period shares a day with these."""
        return self.filter(period_start__lte=end, period_end__gte=start)


class Figure(BaseModel):
    """A published number (angka bersumber, product.md 18). It is shown beside its rivals and never added to anything
    that is counted here."""

    access = Access(Family.REFERENCE, app="ro", stat="rw", person="ro")

    subject = models.CharField("pokok", max_length=16, choices=FigureSubject)
    label = models.CharField("apa yang dihitung", max_length=150)
    value = models.DecimalField("angka", max_digits=20, decimal_places=MOST_DECIMALS)
    decimals = models.PositiveSmallIntegerField("angka di belakang koma", default=0)
    unit = models.CharField("satuan", max_length=40)
    definition = models.TextField("definisi", max_length=1000)
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="wilayah",
        help_text="Kosong berarti seluruh Indonesia",
    )  # fmt: skip
    period_label = models.CharField("periode", max_length=60)
    period_start = models.DateField("awal periode")
    period_end = models.DateField("akhir periode")
    source = models.CharField("sumber", max_length=300)
    publisher = models.CharField("penerbit", max_length=150)
    url = models.CharField("tautan", max_length=500, blank=True, validators=[WEB_ADDRESS])
    published_on = PartialDateField("tanggal terbit", null=True, blank=True)
    accessed_on = models.DateField("tanggal dibaca")
    note = models.TextField("catatan", max_length=1000, blank=True)
    withdrawn_at = models.DateTimeField("ditarik", null=True, blank=True, editable=False)

    objects = FigureQuerySet.as_manager()

    class Meta:
        verbose_name = "angka bersumber"
        verbose_name_plural = "angka bersumber"
        indexes = [
            models.Index(F("seq").desc(), name="figure_seq"),
            models.Index(fields=["region", "subject"], name="figure_region_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                name="figure_subject_known",
                condition=Q(subject__in=FigureSubject.values),
                violation_error_message="Pilih pokok dari daftar.",
            ),
            models.CheckConstraint(
                name="figure_period_in_order",
                condition=Q(period_end__gte=F("period_start")),
                violation_error_message="Akhir periode harus sama dengan atau sesudah awalnya.",
            ),
            models.CheckConstraint(
                name="figure_decimals_to_2",
                condition=Q(decimals__range=(0, MOST_DECIMALS)),
                violation_error_message="Angka di belakang koma paling banyak 2.",
            ),
            models.CheckConstraint(
                name="figure_says_where_from",
                condition=~Q(label="") & ~Q(unit="") & ~Q(definition="") & ~Q(period_label="") & ~Q(source="")
                & ~Q(publisher=""),
                violation_error_message="Isi satuan, definisi, periode, sumber, dan penerbitnya.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.label}, {self.period_label}: {self.value_words} {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("published-figure-detail", args=[self.pk])

    @property
    def value_words(self) -> str:
        """As published, as Indonesians write it: 11.589, 72,53."""
        text = f"{Decimal(self.value):,.{self.decimals}f}"
        return text.translate(str.maketrans(",.", ".,"))

    @property
    def place_words(self) -> str:
        """The region's name; Indonesia without one. Takes `select_related("region")`."""
        return self.region.full_name if self.region else "Indonesia"

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken out of the list."""
        return self.withdrawn_at is not None


class FigureLog(JournalModel, BaseModel):
    """What happened to a published figure, and comments on it. Only added to."""

    access = Access(Family.REFERENCE, app="ro", stat="append", person="ro")

    version = None
    created_at = None
    created_by = None
    updated_at = None
    updated_by = None

    class Meta:
        verbose_name = "riwayat angka bersumber"
        verbose_name_plural = "riwayat angka bersumber"
        indexes = journal_indexes("figurelog")
