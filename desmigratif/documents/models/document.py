"""A file that somebody hung on a record: what it is, who brought it, whether it was taken back.

Its bytes lie sealed in the storage "documents" under a random key.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from desmigratif.core.access import PERSON_TABLE, REGION_TABLE, SHARED_TABLE
from desmigratif.core.journal import kind_of
from desmigratif.core.models import (
    RegionalModel,
    ScopedQuerySet,
    SharedModel,
    SharedQuerySet,
    scope_indexes,
    shared_indexes,
)
from desmigratif.documents.enums import DocumentPurpose
from desmigratif.reference.models import Institution

MEDIA_TYPES = ("image/jpeg", "image/png", "application/pdf")


class DocumentRows(models.QuerySet):
    """Files; every question starts with `visible_to(actor)`."""

    def current(self) -> Self:
        """Those not taken back."""
        return self.filter(withdrawn_at=None)

    def of(self, *records: Any) -> Self:
        """Those of these records, which are of one table."""
        return self.filter(record_kind=kind_of(records[0]), record_id__in=[row.pk for row in records])


class ScopedDocumentQuerySet(DocumentRows, ScopedQuerySet):
    """Files of records of a village."""


class SharedDocumentQuerySet(DocumentRows, SharedQuerySet):
    """Files of records of the coordination."""


class DocumentModel(models.Model):
    """The columns of a file. `created_by` and `created_at` say who brought it and when.

    Size and fingerprint are those of the harmless copy that is kept; what was uploaded is kept nowhere.
    """

    record_kind = models.CharField("jenis catatan", max_length=40)
    record_id = models.UUIDField("nomor catatan")
    purpose = models.CharField("jenis berkas", max_length=6, choices=DocumentPurpose)
    name = models.CharField("nama berkas", max_length=120)
    caption = models.CharField("keterangan", max_length=200, blank=True)
    media_type = models.CharField("bentuk", max_length=20, choices=[(kind, kind) for kind in MEDIA_TYPES])
    size = models.PositiveIntegerField("ukuran (bita)")
    sha256 = models.CharField("sidik isi", max_length=64)
    pages = models.PositiveSmallIntegerField("halaman", default=0)
    width = models.PositiveSmallIntegerField("lebar (titik)", default=0)
    height = models.PositiveSmallIntegerField("tinggi (titik)", default=0)
    storage_key = models.CharField("kunci simpanan", max_length=40, blank=True)
    thumbnail_key = models.CharField("kunci gambar kecil", max_length=40, blank=True)
    withdrawn_at = models.DateTimeField("ditarik", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ditarik oleh"
    )
    withdrawn_reason = models.CharField("alasan ditarik", max_length=500, blank=True)
    cleared_at = models.DateTimeField("isi dihapus", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_codes_known",
                condition=Q(purpose__in=DocumentPurpose.values, media_type__in=MEDIA_TYPES),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="%(class)s_withdrawn_says_why",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
                violation_error_message="Tulis alasan menarik berkas ini.",
            ),
            models.CheckConstraint(
                name="%(class)s_kept_until_cleared",
                condition=~Q(storage_key="") & Q(cleared_at=None)
                | Q(storage_key="", thumbnail_key="", cleared_at__isnull=False, withdrawn_at__isnull=False),
                violation_error_message="Isi berkas hanya dihapus sesudah ditarik.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("document-open", args=[self.pk])

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken back."""
        return self.withdrawn_at is not None

    @property
    def is_image(self) -> bool:
        """Whether it is a picture."""
        return self.media_type != "application/pdf"


def document_indexes(prefix: str) -> list[models.Index]:
    """The files of a record."""
    return [models.Index("record_id", F("seq"), name=f"{prefix}_record")]


class VillageDocument(DocumentModel, RegionalModel):
    """A file on a record of a village that says nothing of persons: a decree, photos of an activity."""

    access = REGION_TABLE

    objects = ScopedDocumentQuerySet.as_manager()

    class Meta(DocumentModel.Meta):
        verbose_name = "berkas desa"
        verbose_name_plural = "berkas desa"
        indexes = [*scope_indexes("villagedoc"), *document_indexes("villagedoc")]


class PersonDocument(DocumentModel, RegionalModel):
    """A file about persons: a guardian's consent paper, photos of a session with children."""

    access = PERSON_TABLE

    objects = ScopedDocumentQuerySet.as_manager()

    class Meta(DocumentModel.Meta):
        verbose_name = "berkas tentang orang"
        verbose_name_plural = "berkas tentang orang"
        indexes = [*scope_indexes("persondoc"), *document_indexes("persondoc")]


class SharedDocument(DocumentModel, SharedModel):
    """A file on a record of the coordination: evidence. `shared_with` is that of the record."""

    access = SHARED_TABLE

    institution = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="instansi pengunggah"
    )

    objects = SharedDocumentQuerySet.as_manager()

    class Meta(DocumentModel.Meta):
        verbose_name = "berkas koordinasi"
        verbose_name_plural = "berkas koordinasi"
        indexes = [*shared_indexes("shareddoc"), *document_indexes("shareddoc")]
