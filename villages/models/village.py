"""A village that has a page here. Its name and its place come from the region table, by code."""

from decimal import Decimal
from functools import cached_property
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from desmigratif.core.access import REGION_TABLE
from desmigratif.core.clock import today
from desmigratif.core.models import RegionalModel, ScopedQuerySet, scope_indexes
from desmigratif.reference.enums import RegionLevel
from desmigratif.reference.models import Region
from villages.enums import IndexStatus

# The box around Indonesia, from the southernmost to the northernmost island (degrees, WGS 84).
LATITUDES = (Decimal("-11.1"), Decimal("6.2"))
LONGITUDES = (Decimal("94.9"), Decimal("141.1"))
FIRST_FIGURE_YEAR = 1945
FIRST_INDEX_YEAR = 2015  # the first Indeks Desa Membangun
FIGURE_YEARS = {"population": "population_year", "index_status": "index_year"}


def _of_region(column: str) -> Subquery:
    return Subquery(Region.objects.filter(pk=OuterRef("village_code")).values(column)[:1])


class VillageQuerySet(ScopedQuerySet):
    """Villages, with the names of their place."""

    def with_region(self) -> Self:
        """Adds name, level and place of the region: one query for a whole list.

        The codes are plain text and not foreign keys, because a region code may end and be replaced.
        """
        return self.annotate(
            region_name=_of_region("name"),
            region_level=_of_region("level"),
            region_place=_of_region("place"),
        )

    def with_programmes(self) -> Self:
        """Prefetches the programmes with their labels: two queries for a whole list."""
        return self.prefetch_related("programmes__programme")


class Village(RegionalModel):
    """A village with a page: where it is, how many people it has, how it stands in the Indeks Desa."""

    access = REGION_TABLE

    latitude = models.DecimalField("lintang", max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("bujur", max_digits=9, decimal_places=6, null=True, blank=True)
    population = models.PositiveIntegerField("jumlah penduduk", null=True, blank=True)
    population_year = models.PositiveSmallIntegerField("tahun jumlah penduduk", null=True, blank=True)
    index_status = models.CharField("status Indeks Desa", max_length=18, choices=IndexStatus, blank=True)
    index_year = models.PositiveSmallIntegerField("tahun Indeks Desa", null=True, blank=True)

    objects = VillageQuerySet.as_manager()

    class Meta:
        verbose_name = "desa"
        verbose_name_plural = "desa"
        indexes = scope_indexes("village")
        constraints = [
            models.UniqueConstraint(
                "village_code",
                name="village_one_page_per_code",
                violation_error_message="Desa ini sudah punya halaman.",
            ),
            models.CheckConstraint(
                name="village_both_coordinates",
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message="Isi lintang dan bujur, atau kosongkan keduanya.",
            ),
            models.CheckConstraint(
                name="village_inside_indonesia",
                condition=Q(latitude=None) | Q(latitude__range=LATITUDES, longitude__range=LONGITUDES),
                violation_error_message="Titik ini di luar Indonesia (lintang -11,1 s.d. 6,2; bujur 94,9 s.d. 141,1).",
            ),
            models.CheckConstraint(
                name="village_population_not_negative",
                condition=Q(population=None) | Q(population__gte=0),
                violation_error_message="Jumlah penduduk harus 0 atau lebih.",
            ),
            models.CheckConstraint(
                name="village_population_with_year",
                condition=Q(population=None, population_year=None)
                | Q(population__isnull=False, population_year__isnull=False, population_year__gte=FIRST_FIGURE_YEAR),
                violation_error_message="Isi jumlah penduduk bersama tahunnya.",
            ),
            models.CheckConstraint(
                name="village_index_with_year",
                condition=Q(index_status="", index_year=None)
                | (~Q(index_status="") & Q(index_year__isnull=False, index_year__gte=FIRST_INDEX_YEAR)),
                violation_error_message="Isi status Indeks Desa bersama tahunnya.",
            ),
            models.CheckConstraint(
                name="village_index_status_known",
                condition=Q(index_status__in=["", *IndexStatus.values]),
                violation_error_message="Pilih status Indeks Desa dari daftar.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("village-detail", args=[self.pk])

    def clean(self) -> None:
        """The rules of the constraints beside their fields, and the one that needs today's date: no future figures."""
        errors: dict[str, str] = {}
        if (self.latitude is None) != (self.longitude is None):
            missing = "latitude" if self.latitude is None else "longitude"
            errors[missing] = "Isi lintang dan bujur, atau kosongkan keduanya."
        if self.latitude is not None and not LATITUDES[0] <= self.latitude <= LATITUDES[1]:
            errors["latitude"] = "Lintang di Indonesia antara -11,1 dan 6,2."
        if self.longitude is not None and not LONGITUDES[0] <= self.longitude <= LONGITUDES[1]:
            errors["longitude"] = "Bujur di Indonesia antara 94,9 dan 141,1."
        self._check_figure(errors, "population", "jumlah penduduk", FIRST_FIGURE_YEAR)
        self._check_figure(errors, "index_status", "status Indeks Desa", FIRST_INDEX_YEAR)
        if errors:
            raise ValidationError(errors)

    def _check_figure(self, errors: dict[str, str], name: str, label: str, first: int) -> None:
        year_name = FIGURE_YEARS[name]
        given, year = getattr(self, name) not in {None, ""}, getattr(self, year_name)
        if given and year is None:
            errors[year_name] = f"Isi tahun {label}."
        elif not given and year is not None:
            errors[name] = f"Isi {label}, atau kosongkan tahunnya."
        elif year is not None and not first <= year <= today().year:
            errors[year_name] = f"Tahun {label} harus {first} sampai {today().year}."

    @cached_property
    def region(self) -> Region | None:
        """The region row of the village's code; a query, so lists use `with_region()`."""
        return Region.objects.filter(pk=self.village_code).first()

    @property
    def programmes_in_order(self) -> list[models.Model]:
        """The programmes in the order of their labels; no query after `with_programmes()`."""
        return sorted(self.programmes.all(), key=lambda row: (row.programme.order, row.programme_id))

    @property
    def name(self) -> str:
        """The official name; the code for a code that the region table does not know."""
        return self._from_region("name") or self.village_code

    @property
    def title(self) -> str:
        """The name with its kind: Desa Tunggangri, Kelurahan Kepatihan."""
        level = self._from_region("level")
        return f"{RegionLevel(level).label} {self.name}" if level else self.name

    @property
    def place(self) -> str:
        """Kecamatan, kabupaten and province; a third of all village names repeat, so it stands beside every name."""
        return self._from_region("place")

    def _from_region(self, column: str) -> str:
        annotated = f"region_{column}"
        if annotated in self.__dict__:
            return self.__dict__[annotated] or ""
        return getattr(self.region, column) if self.region else ""

    @property
    def coordinates(self) -> str:
        """Latitude and longitude as map applications take them, "" when unknown."""
        return "" if self.latitude is None else f"{self.latitude}, {self.longitude}"
