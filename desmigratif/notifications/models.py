"""Work that must happen, written in the transaction that makes it necessary (architecture D10)."""

from typing import Self

from django.db import models

from desmigratif.core.access import Access, Family
from desmigratif.core.ids import uuid7


class OutboxQuerySet(models.QuerySet):
    """Entries by what became of them."""

    def waiting(self) -> Self:
        """Not yet with the broker; those that failed least often first, so a broken one holds up nobody."""
        return self.filter(handed_at=None).order_by("attempts", "created_at")


class OutboxEntry(models.Model):
    """One task to hand to Celery, with ids only: its scope is read anew when it runs.

    The key is made in Python, so that a role that may only insert needs no RETURNING.
    """

    access = Access(
        Family.SYSTEM,
        app="insert_only",
        stat="insert_only",
        person="insert_only",
        system="rw",
        reason="holds ids only; every role may add, only the sweeper reads",
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    topic = models.CharField("tugas", max_length=100)
    payload = models.JSONField("nomor-nomor")
    assignment_id = models.UUIDField("penugasan", null=True)
    created_at = models.DateTimeField("dibuat", auto_now_add=True)
    handed_at = models.DateTimeField("diserahkan", null=True)
    attempts = models.PositiveIntegerField("percobaan", default=0)
    last_error = models.CharField("kesalahan terakhir", max_length=200, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = "titipan tugas"
        verbose_name_plural = "titipan tugas"
        indexes = [
            models.Index("attempts", "created_at", name="outbox_waiting", condition=models.Q(handed_at=None)),
            models.Index("handed_at", name="outbox_handed", condition=models.Q(handed_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.pk}"
