"""People who work for the programme in a village, and its hamlets."""

from datetime import date, timedelta
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from desmigratif.core.access import REGION_TABLE
from desmigratif.core.clock import today
from desmigratif.core.models import RegionalModel, ScopedQuerySet, scope_indexes
from desmigratif.core.partial_date import PartialDate
from villages.enums import OfficerRole
from villages.models.village import Village

MAX_AHEAD = timedelta(days=366)
MAX_TERM = timedelta(days=3653)


class OfficerQuerySet(ScopedQuerySet):
    """Officers by day."""

    def serving_on(self, day: date) -> Self:
        """Those whose term has not ended."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def former_on(self, day: date) -> Self:
        """Those whose term has ended."""
        return self.filter(ends_on__lt=day)


class VillageOfficer(RegionalModel):
    """Somebody appointed for a time. Villages have one or many, and they change often (domain.md 1.3)."""

    access = REGION_TABLE

    village = models.ForeignKey(Village, models.PROTECT, related_name="officers", verbose_name="desa")
    full_name = models.CharField("nama lengkap", max_length=100)
    role = models.CharField("peran", max_length=11, choices=OfficerRole)
    decree_number = models.CharField("nomor SK", max_length=80, blank=True)
    starts_on = models.DateField("mulai bertugas")
    ends_on = models.DateField("selesai bertugas", null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="akun"
    )

    objects = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = "petugas desa"
        verbose_name_plural = "petugas desa"
        indexes = scope_indexes("officer")
        constraints = [
            models.CheckConstraint(
                name="villageofficer_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="Tanggal selesai harus sama dengan atau sesudah tanggal mulai.",
            ),
            models.CheckConstraint(
                name="villageofficer_role_known",
                condition=Q(role__in=OfficerRole.values),
                violation_error_message="Pilih peran dari daftar.",
            ),
            models.CheckConstraint(
                name="villageofficer_has_name",
                condition=~Q(full_name=""),
                violation_error_message="Isi nama lengkapnya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name}, {self.get_role_display()}"

    def clean(self) -> None:
        """The constraint's rule beside its field; dates far ahead are slips of the finger."""
        errors = {}
        if self.starts_on is not None and self.starts_on > today() + MAX_AHEAD:
            errors["starts_on"] = "Tanggal mulai paling lambat setahun dari hari ini."
        if self.ends_on is not None and self.starts_on is not None and self.ends_on < self.starts_on:
            errors["ends_on"] = (
                f"Tanggal selesai harus sama dengan atau sesudah {PartialDate.of(self.starts_on).display()},"
                " tanggal mulai."
            )
        elif self.ends_on is not None and self.ends_on > today() + MAX_TERM:
            errors["ends_on"] = "Tanggal selesai paling lambat sepuluh tahun dari hari ini."
        if errors:
            raise ValidationError(errors)

    @property
    def is_serving(self) -> bool:
        """Whether the term has not ended."""
        return self.ends_on is None or self.ends_on >= today()


class Hamlet(RegionalModel):
    """A dusun. It has no official code, so its name is what identifies it inside the village."""

    access = REGION_TABLE

    village = models.ForeignKey(Village, models.PROTECT, related_name="hamlets", verbose_name="desa")
    name = models.CharField("nama dusun", max_length=60)

    class Meta:
        verbose_name = "dusun"
        verbose_name_plural = "dusun"
        indexes = scope_indexes("hamlet")
        constraints = [
            models.UniqueConstraint(
                "village",
                Lower("name"),
                name="hamlet_once_per_village",
                violation_error_message="Dusun ini sudah ada di desa ini.",
            ),
            models.CheckConstraint(
                name="hamlet_has_name", condition=~Q(name=""), violation_error_message="Isi nama dusunnya."
            ),
        ]

    def __str__(self) -> str:
        return self.name
