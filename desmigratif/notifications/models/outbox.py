"""Work that must happen, written in the transaction that makes it necessary (architecture D10)."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from desmigratif.core.access import Access, Family
from desmigratif.core.history import Untracked
from desmigratif.core.ids import uuid7
from desmigratif.notifications.enums import OPEN_STATES, JobState


class OutboxQuerySet(models.QuerySet):
    """Jobs by what is to be done with them."""

    def due(self, now: datetime) -> Self:
        """Those to hand over: new ones, failed ones whose pause is over, and those whose worker was lost."""
        return self.filter(state__in=OPEN_STATES, due_at__lte=now).order_by("due_at")


class OutboxEntry(models.Model):
    """One job for Celery, with ids only: its scope is read anew when it runs.

    `due_at` is when it is handed over next: now for a new one, after a pause for one that failed, and for one that a
    worker has, the moment from which that worker counts as lost. The key is made in Python, so that a role that may
    only insert needs no RETURNING.
    """

    access = Access(
        Family.SYSTEM,
        app="insert_only",
        stat="insert_only",
        person="insert_only",
        system="rw",
        reason="holds ids only; every role may add, only the system reads",
    )
    history = Untracked("work to be done: names of tasks and numbers of records")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    topic = models.CharField("tugas", max_length=100)
    payload = models.JSONField("nomor-nomor")
    assignment_id = models.UUIDField("penugasan", null=True)
    state = models.CharField("keadaan", max_length=7, choices=JobState, default=JobState.ANTRE)
    created_at = models.DateTimeField("dibuat", default=timezone.now)
    due_at = models.DateTimeField("giliran berikut", default=timezone.now)
    handed_at = models.DateTimeField("diserahkan", null=True)
    started_at = models.DateTimeField("mulai", null=True)
    ended_at = models.DateTimeField("berakhir", null=True)
    attempts = models.PositiveIntegerField("percobaan", default=0)
    last_error = models.CharField("kesalahan terakhir", max_length=200, blank=True)
    discarded_by = models.UUIDField("dibuang oleh", null=True)
    discard_reason = models.CharField("alasan dibuang", max_length=300, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = "titipan tugas"
        verbose_name_plural = "titipan tugas"
        indexes = [
            models.Index("due_at", name="outbox_due", condition=Q(state__in=OPEN_STATES)),
            models.Index("state", "ended_at", name="outbox_ended", condition=Q(ended_at__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                name="outboxentry_ended_has_moment",
                condition=Q(state__in=OPEN_STATES, ended_at=None)
                | Q(state__in=[JobState.SELESAI, JobState.GAGAL, JobState.BUANG], ended_at__isnull=False),
                violation_error_message="Pekerjaan yang berakhir punya waktu berakhir.",
            ),
            models.CheckConstraint(
                name="outboxentry_discarded_with_reason",
                condition=~Q(state=JobState.BUANG) | ~Q(discard_reason=""),
                violation_error_message="Pekerjaan yang dibuang punya alasan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.pk}"

    @property
    def is_ended(self) -> bool:
        """Done, failed for good, or discarded: nothing runs it any more."""
        return self.state not in OPEN_STATES
