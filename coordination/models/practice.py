"""Good practices and the villages that take them over."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse

from coordination.enums import AdoptionStatus, PracticeStatus
from coordination.models.places import CoordinationRecord
from coordination.models.visit import Finding
from desmigratif.core.access import SHARED_TABLE
from desmigratif.core.models import VILLAGE_CODE, SharedModel, shared_indexes
from pillars.enums import Pillar


class GoodPractice(CoordinationRecord):
    """Something a village does well, told so that another can do it too (product.md 40). Published: open to all."""

    access = SHARED_TABLE

    title = models.CharField("judul", max_length=150)
    village_code = models.CharField(
        "desa asal", max_length=13, validators=[RegexValidator(rf"^{VILLAGE_CODE}$", "Kode desa tidak dikenal.")]
    )
    pillar = models.CharField("pilar", max_length=10, choices=Pillar)
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="practices", verbose_name="temuan asal"
    )
    problem = models.TextField("masalah", max_length=2000)
    solution = models.TextField("langkah", max_length=3000)
    result = models.TextField("hasil", max_length=2000, blank=True)
    preconditions = models.TextField("prasyarat", max_length=1000, blank=True)
    cost = models.PositiveBigIntegerField("biaya (Rp)", null=True, blank=True)
    actors = models.CharField("pelaku", max_length=300, blank=True)
    key_to_success = models.CharField("kunci sukses", max_length=500, blank=True)
    evidence = models.CharField("bukti", max_length=300, blank=True)
    contact = models.CharField("kontak", max_length=150, blank=True)
    status = models.CharField("status", max_length=6, choices=PracticeStatus, default=PracticeStatus.USUL)
    is_example = models.BooleanField("contoh rekaan", default=False)

    class Meta:
        verbose_name = "praktik baik"
        verbose_name_plural = "praktik baik"
        indexes = shared_indexes("practice")
        constraints = [
            models.CheckConstraint(
                name="goodpractice_codes_known",
                condition=Q(pillar__in=Pillar.values, status__in=PracticeStatus.values),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="goodpractice_told",
                condition=~Q(title="") & ~Q(problem="") & ~Q(solution=""),
                violation_error_message="Isi judul, masalah, dan langkahnya.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("practice-detail", args=[self.pk])


class PracticeAdoption(SharedModel):
    """A village that takes a good practice over, how far it is, and what came of it."""

    access = SHARED_TABLE

    practice = models.ForeignKey(GoodPractice, models.PROTECT, related_name="adoptions", verbose_name="praktik baik")
    village_code = models.CharField(
        "desa", max_length=13, validators=[RegexValidator(rf"^{VILLAGE_CODE}$", "Kode desa tidak dikenal.")]
    )
    status = models.CharField("keadaan", max_length=8, choices=AdoptionStatus, default=AdoptionStatus.MINAT)
    started_on = models.DateField("mulai", null=True, blank=True)
    result = models.TextField("hasil", max_length=1000, blank=True)

    class Meta:
        verbose_name = "penerapan praktik baik"
        verbose_name_plural = "penerapan praktik baik"
        indexes = shared_indexes("adoption")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "village_code"],
                name="practiceadoption_once_per_village",
                violation_error_message="Desa ini sudah tercatat menerapkan praktik ini.",
            ),
            models.CheckConstraint(
                name="practiceadoption_status_known",
                condition=Q(status__in=AdoptionStatus.values),
                violation_error_message="Pilih keadaan dari daftar.",
            ),
        ]

    def __str__(self) -> str:
        return self.village_code

    def get_absolute_url(self) -> str:
        return reverse("practice-detail", args=[self.practice_id])
