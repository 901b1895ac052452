"""Programmes a village may belong to. They are data: in 2024 one moved to another ministry, and a second began."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear

from desmigratif.core.access import REFERENCE_TABLE, REGION_TABLE
from desmigratif.core.clock import today
from desmigratif.core.history import TRACKED
from desmigratif.core.models import RegionalModel, scope_indexes
from villages.enums import ProgrammeStatus
from villages.models.village import Village

FIRST_YEAR = 2016  # Kenanga and Kuripan, the two pilots (domain.md 1.2)


class Programme(models.Model):
    """A programme for villages of migrant workers, with its owner and legal basis (domain.md 1.1)."""

    access = REFERENCE_TABLE
    history = TRACKED

    code = models.CharField("kode", max_length=20, primary_key=True)
    name = models.CharField("nama", max_length=100)
    name_en = models.CharField("nama Inggris", max_length=100)
    owner = models.CharField("pemilik", max_length=100, blank=True)
    legal_basis = models.CharField("dasar hukum", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "program"
        verbose_name_plural = "program"

    def __str__(self) -> str:
        return self.name


class VillageProgramme(RegionalModel):
    """The village's place in one programme: status, decree, year of designation, village regulation."""

    access = REGION_TABLE

    village = models.ForeignKey(Village, models.PROTECT, related_name="programmes", verbose_name="desa")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+", verbose_name="program")
    status = models.CharField("status", max_length=8, choices=ProgrammeStatus)
    designated_year = models.PositiveSmallIntegerField("tahun penetapan", null=True, blank=True)
    decree_number = models.CharField("nomor SK", max_length=80, blank=True)
    decree_on = models.DateField("tanggal SK", null=True, blank=True)
    perdes_number = models.CharField("nomor Perdes", max_length=80, blank=True)
    perdes_on = models.DateField("tanggal Perdes", null=True, blank=True)

    class Meta:
        verbose_name = "program desa"
        verbose_name_plural = "program desa"
        indexes = scope_indexes("villageprog")
        constraints = [
            models.UniqueConstraint(
                "village",
                "programme",
                name="villageprogramme_once_per_village",
                violation_error_message="Desa ini sudah tercatat dalam program itu.",
            ),
            models.CheckConstraint(
                name="villageprogramme_status_known",
                condition=Q(status__in=ProgrammeStatus.values),
                violation_error_message="Pilih status program dari daftar.",
            ),
            models.CheckConstraint(
                name="villageprogramme_year_from_2016",
                condition=Q(designated_year=None) | Q(designated_year__gte=FIRST_YEAR),
                violation_error_message=f"Tahun penetapan harus {FIRST_YEAR} atau sesudahnya.",
            ),
            models.CheckConstraint(
                name="villageprogramme_year_of_decree",
                condition=Q(decree_on=None) | Q(designated_year=None) | Q(designated_year=ExtractYear(F("decree_on"))),
                violation_error_message="Tahun penetapan harus sama dengan tahun SK.",
            ),
            models.CheckConstraint(
                name="villageprogramme_decree_number_with_date",
                condition=Q(decree_on=None) | ~Q(decree_number=""),
                violation_error_message="Isi nomor SK, atau kosongkan tanggalnya.",
            ),
            models.CheckConstraint(
                name="villageprogramme_perdes_number_with_date",
                condition=Q(perdes_on=None) | ~Q(perdes_number=""),
                violation_error_message="Isi nomor Perdes, atau kosongkan tanggalnya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}: {self.get_status_display()}"

    def clean(self) -> None:
        """The rules of the constraints beside their fields, and what needs today's date: nothing is decreed ahead."""
        errors: dict[str, str] = {}
        self._check_year(errors)
        for number, day_name, label in (
            ("decree_number", "decree_on", "SK"),
            ("perdes_number", "perdes_on", "Perdes"),
        ):
            day = getattr(self, day_name)
            if day is not None and day > today():
                errors[day_name] = f"Tanggal {label} harus hari ini atau sebelumnya."
            elif day is not None and not getattr(self, number):
                errors[number] = f"Isi nomor {label}, atau kosongkan tanggalnya."
        if errors:
            raise ValidationError(errors)

    def _check_year(self, errors: dict[str, str]) -> None:
        year = self.designated_year
        if year is None:
            return
        if not FIRST_YEAR <= year <= today().year:
            errors["designated_year"] = f"Tahun penetapan harus {FIRST_YEAR} sampai {today().year}."
        elif self.decree_on is not None and self.decree_on.year != year:
            errors["designated_year"] = f"Tahun penetapan harus sama dengan tahun SK, {self.decree_on.year}."
