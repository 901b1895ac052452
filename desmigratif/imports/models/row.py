"""A row of a file on its way into the registry."""

import json
from typing import Any, Self

from django.db import models
from django.db.models import Q

from desmigratif.core.access import Access, Family
from desmigratif.core.crypto import decrypt, encrypt
from desmigratif.core.history import Untracked
from desmigratif.core.models import BaseModel, ScopedQuerySet
from desmigratif.imports.enums import RowResult, UndoResult
from desmigratif.imports.models.batch import ImportBatch
from desmigratif.imports.models.region import OfUploader

TABLE = "imports_importrow"
TO_APPLY = (RowResult.BARU, RowResult.UBAH)


class ImportRowQuerySet(ScopedQuerySet):
    """Rows of a batch."""

    def to_apply(self) -> Self:
        """Those that make or change a record and have not yet done so."""
        return self.filter(result__in=TO_APPLY, applied_at=None)

    def to_undo(self) -> Self:
        """Those that did something which has not been taken back yet."""
        return self.filter(applied_at__isnull=False, undone="")

    def fillable(self) -> Self:
        """Rejected only because the record exists; the uploader may have its empty fields filled instead."""
        return self.filter(result=RowResult.TOLAK).exclude(if_filled="")

    def shown_as(self, what: str) -> Self:
        """Those of one list of the page: a result, rows left by an undo, or rows with a remark (`CATATAN`)."""
        if what == UndoResult.TETAP:
            return self.filter(undone=what)
        if what == "CATATAN":
            return self.filter(has_notes=True).exclude(result=RowResult.TOLAK)
        return self.filter(result=what)


class ImportRow(OfUploader, BaseModel):
    """One row. What stood in its cells, what is wrong with it and what it changed is one sealed text.

    The record that a row makes carries the row's own id, so that a job that runs twice makes one record.
    """

    access = Access(Family.PERSON, app="rw", person="ro")
    history = Untracked("deleted after 30 days, which a history would outlive")

    version = None
    created_at = None
    created_by = None
    updated_at = None
    updated_by = None

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="rows", verbose_name="impor")
    number = models.PositiveIntegerField("baris")
    payload = models.BinaryField("isi tersandi")
    result = models.CharField("hasil", max_length=5, choices=RowResult, default=RowResult.BELUM)
    if_filled = models.CharField("hasil bila dilengkapi", max_length=5, choices=RowResult, blank=True)
    has_notes = models.BooleanField("ada catatan", default=False)
    record_id = models.UUIDField("nomor catatan", null=True, blank=True)
    record_version = models.PositiveIntegerField("versi catatan", null=True, blank=True)
    applied_at = models.DateTimeField("diterapkan", null=True, blank=True)
    undone = models.CharField("hasil pembatalan", max_length=5, choices=UndoResult, blank=True)

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        verbose_name = "baris impor"
        verbose_name_plural = "baris impor"
        indexes = [models.Index("batch", "result", "seq", name="importrow_of_batch")]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "number"],
                name="importrow_once_per_line",
                violation_error_message="Baris ini sudah dibaca.",
            ),
            models.CheckConstraint(
                name="importrow_codes_known",
                condition=Q(
                    result__in=RowResult.values,
                    if_filled__in=["", RowResult.UBAH, RowResult.SAMA],
                    undone__in=["", *UndoResult.values],
                ),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="importrow_applied_has_record",
                condition=Q(applied_at=None)
                | Q(record_id__isnull=False, record_version__isnull=False, result__in=TO_APPLY),
                violation_error_message="Baris yang diterapkan punya catatan.",
            ),
            models.CheckConstraint(
                name="importrow_undone_was_applied",
                condition=Q(undone="") | Q(applied_at__isnull=False),
                violation_error_message="Hanya baris yang diterapkan yang bisa dibatalkan.",
            ),
        ]

    def __str__(self) -> str:
        return f"Baris {self.number}"

    def open(self) -> dict[str, Any]:
        """What is in the row. Raises DecryptionError for a value of another row or key."""
        found: dict[str, Any] = json.loads(decrypt(self.payload, table=TABLE, row_id=self.pk))
        return found

    def seal(self, content: dict[str, Any]) -> None:
        """Put content in; the caller saves."""
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        self.payload = encrypt(text, table=TABLE, row_id=self.pk)
