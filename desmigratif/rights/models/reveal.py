"""Whole NIKs and KK numbers that were shown: who, when, whose, why."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from desmigratif.core.access import Access, Family
from desmigratif.core.history import A_LOG
from desmigratif.core.models import RegionalModel
from desmigratif.rights.enums import RevealedField, RevealReason
from workers.models import Family as Household
from workers.models import Person


class Reveal(RegionalModel):
    """One number shown whole to one user. Only added to: the app role may neither change nor delete a row (P-09)."""

    access = Access(Family.PERSON, app="append", person="ro")
    history = A_LOG
    seen_as = ("person", "family")  # whom a row tells about

    version = None
    created_at = None
    created_by = None
    updated_at = None
    updated_by = None

    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="reveals", verbose_name="orang"
    )
    family = models.ForeignKey(
        Household, models.PROTECT, null=True, blank=True, related_name="reveals", verbose_name="keluarga"
    )
    field = models.CharField("nomor", max_length=3, choices=RevealedField)
    reason_code = models.CharField("keperluan", max_length=6, choices=RevealReason)
    reason = models.CharField("alasan", max_length=500)
    at = models.DateTimeField("waktu", auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="oleh")
    by_role = models.CharField("peran", max_length=20)

    class Meta:
        verbose_name = "nomor yang dibuka"
        verbose_name_plural = "nomor yang dibuka"
        indexes = [
            models.Index("by", "at", name="reveal_by_at"),
            models.Index("person", F("seq").desc(), name="reveal_person"),
            models.Index("family", F("seq").desc(), name="reveal_family"),
        ]
        constraints = [
            models.CheckConstraint(
                name="reveal_of_one_record",
                condition=Q(field=RevealedField.NIK, person__isnull=False, family=None)
                | Q(field=RevealedField.KK, person=None, family__isnull=False),
                violation_error_message="Nomor yang dibuka milik satu orang atau satu keluarga.",
            ),
            models.CheckConstraint(
                name="reveal_reason_known",
                condition=Q(reason_code__in=RevealReason.values) & ~Q(reason=""),
                violation_error_message="Pilih keperluannya dan tulis alasannya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()}, {self.at:%Y-%m-%d}"
