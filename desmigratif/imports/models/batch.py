"""A file that somebody brought, and what became of its rows."""

from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from desmigratif.core.access import Access, Family
from desmigratif.core.history import Untracked
from desmigratif.core.models import BaseModel, ScopedQuerySet
from desmigratif.core.scope import Actor, Level
from desmigratif.imports.enums import ImportStatus
from desmigratif.imports.models.region import OfUploader

KEPT = timedelta(days=30)  # how long the rows of a file stay
RUNNING = (ImportStatus.ANTRE, ImportStatus.PERIKSA, ImportStatus.TERAP, ImportStatus.URUNG)


class ImportBatchQuerySet(ScopedQuerySet):
    """Batches. An uploader sees the own ones; the coordinator those of the kabupaten."""

    def uploaded_by(self, actor: Actor) -> Self:
        """The actor's own, of this assignment: in another post the same person answers for another region."""
        return self.visible_to(actor).filter(created_by_id=actor.user_id, assignment_id=actor.assignment_id)

    def readable_by(self, actor: Actor) -> Self:
        """Those whose page the actor may open."""
        return self.visible_to(actor) if actor.level is Level.KAB else self.uploaded_by(actor)

    def with_uploader(self) -> Self:
        """With the name a page shows."""
        return self.select_related("created_by")


class ImportBatch(OfUploader, BaseModel):
    """One file, from upload to undo. The file itself is kept nowhere: its rows are, sealed, for 30 days.

    Once checked, every row read is exactly one of created, updated, unchanged and rejected; before the batch is
    applied these are what would happen. `step` is where a stopped batch goes on.
    """

    access = Access(Family.PERSON, app="rw", person="ro")
    history = Untracked("its steps, times and makers stand in the row; what it changed, in the history of the records")

    assignment_id = models.UUIDField("penugasan")
    place = models.CharField("wilayah", max_length=250)
    preset = models.CharField("jenis data", max_length=20)
    source_name = models.CharField("nama berkas", max_length=100)
    sheet = models.CharField("lembar", max_length=60)
    status = models.CharField("keadaan", max_length=7, choices=ImportStatus)
    step = models.CharField("langkah", max_length=7, choices=ImportStatus, blank=True)
    failure = models.CharField("sebab terhenti", max_length=200, blank=True)
    total = models.PositiveIntegerField("baris di berkas")
    done = models.PositiveIntegerField("baris selesai", default=0)
    read_rows = models.PositiveIntegerField("dibaca", null=True, blank=True)
    created_rows = models.PositiveIntegerField("baru", default=0)
    updated_rows = models.PositiveIntegerField("berubah", default=0)
    unchanged_rows = models.PositiveIntegerField("sama", default=0)
    rejected_rows = models.PositiveIntegerField("ditolak", default=0)
    fill_empty = models.BooleanField("lengkapi yang kosong", default=False)
    notes = models.JSONField("catatan berkas", default=list, blank=True)
    applied_at = models.DateTimeField("diterapkan", null=True, blank=True)
    undone_at = models.DateTimeField("dibatalkan", null=True, blank=True)
    undo_reason = models.CharField("alasan dibatalkan", max_length=300, blank=True)
    cleared_at = models.DateTimeField("isi dihapus", null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "impor"
        verbose_name_plural = "impor"
        indexes = [
            models.Index("created_by", F("seq").desc(), name="importbatch_of_user"),
            models.Index("kab_code", F("seq").desc(), name="importbatch_of_kab"),
            models.Index("created_at", name="importbatch_kept", condition=Q(cleared_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                name="importbatch_rows_balance",
                condition=Q(read_rows=None)
                | Q(read_rows=F("created_rows") + F("updated_rows") + F("unchanged_rows") + F("rejected_rows")),
                violation_error_message="Baris yang dibaca harus sama dengan baru, berubah, sama, dan ditolak.",
            ),
            models.CheckConstraint(
                name="importbatch_codes_known",
                condition=Q(status__in=ImportStatus.values, step__in=["", *ImportStatus.values]),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="importbatch_checked_before_applied",
                condition=Q(applied_at=None) | Q(read_rows__isnull=False),
                violation_error_message="Berkas diperiksa sebelum diterapkan.",
            ),
        ]

    def __str__(self) -> str:
        return f"Impor {self.created_at:%Y-%m-%d}, {self.place}"

    def get_absolute_url(self) -> str:
        return reverse("import-detail", args=[self.pk])

    def subjects(self) -> list[tuple[str, UUID]]:
        """Nobody: it says what was asked for, not who is in it. Its rows do."""
        return []

    @property
    def is_running(self) -> bool:
        """Whether the page should look again by itself."""
        return self.status in RUNNING

    @property
    def is_checked(self) -> bool:
        """Whether each row has its result."""
        return self.read_rows is not None

    @property
    def has_rows(self) -> bool:
        """Whether the rows are still kept."""
        return self.cleared_at is None

    @property
    def changes_something(self) -> bool:
        """Whether applying makes or changes a record."""
        return self.created_rows + self.updated_rows > 0

    @property
    def percent(self) -> int:
        """How much of the present step is done, 0 to 100."""
        return min(100, 100 * self.done // self.total) if self.total else 0

    @property
    def kept_until(self) -> datetime:
        """When the rows are deleted; until then the batch can be taken back."""
        return self.created_at + KEPT
