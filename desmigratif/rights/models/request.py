"""The register of what people ask about their own data, with the clock of the law."""

from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from desmigratif.core.access import PERSON_TABLE, Access, Family
from desmigratif.core.journal import JournalModel, journal_indexes
from desmigratif.core.models import RegionalModel, ScopedQuerySet, scope_indexes
from desmigratif.rights.enums import CLOSED, AskerRelation, IdentityProof, RequestKind, RequestStatus
from workers.models import Person

DUE_AFTER = timedelta(hours=72)  # UU 27/2022: 3 x 24 hours


def span_words(span: timedelta) -> str:
    """2 hari 5 jam; below an hour in minutes."""
    minutes = int(span.total_seconds()) // 60
    days, hours = minutes // 1440, minutes % 1440 // 60
    if days:
        return f"{days} hari {hours} jam" if hours else f"{days} hari"
    return f"{hours} jam" if hours else f"{minutes} menit"


class RequestQuerySet(ScopedQuerySet):
    """Requests; every question starts with `visible_to(actor)`."""

    def open(self) -> Self:
        """Not yet decided."""
        return self.exclude(status__in=CLOSED)

    def late(self, now: datetime) -> Self:
        """Open, and the time is up."""
        return self.open().filter(due_at__lt=now)


class SubjectRequest(RegionalModel):
    """One request of a data subject or of who speaks for it: who asks what, when, and what became of it (P-34)."""

    access = PERSON_TABLE
    seen_as = ("person",)  # whom a row tells about

    kind = models.CharField("permintaan", max_length=9, choices=RequestKind)
    asker_name = models.CharField("nama pemohon", max_length=100)
    asker_relation = models.CharField("pemohon adalah", max_length=7, choices=AskerRelation)
    asker_contact = models.CharField("cara menghubungi", max_length=60, blank=True)
    identity_proof = models.CharField("bukti diri", max_length=5, choices=IdentityProof)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="subject_requests", verbose_name="data milik"
    )
    details = models.CharField("isi permintaan", max_length=1000)
    received_at = models.DateTimeField("diterima")
    due_at = models.DateTimeField("batas waktu", editable=False)
    status = models.CharField("status", max_length=6, choices=RequestStatus, default=RequestStatus.BARU)
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ditangani"
    )
    decision = models.CharField("putusan dan alasannya", max_length=1000, blank=True)
    stopped = models.JSONField("yang dihentikan", default=list, blank=True)
    closed_at = models.DateTimeField("selesai", null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = "permintaan subjek data"
        verbose_name_plural = "permintaan subjek data"
        indexes = [
            *scope_indexes("subjectrequest"),
            models.Index("kab_code", "due_at", name="subjectrequest_open", condition=~Q(status__in=CLOSED)),
        ]
        constraints = [
            models.CheckConstraint(
                name="subjectrequest_due_after_72_hours",
                condition=Q(due_at=F("received_at") + DUE_AFTER),
                violation_error_message="Batas waktu 3 x 24 jam sejak diterima.",
            ),
            models.CheckConstraint(
                name="subjectrequest_codes_known",
                condition=Q(
                    kind__in=RequestKind.values,
                    asker_relation__in=AskerRelation.values,
                    identity_proof__in=IdentityProof.values,
                    status__in=RequestStatus.values,
                ),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="subjectrequest_closed_with_a_decision",
                condition=Q(status__in=CLOSED, closed_at__isnull=False, handler__isnull=False) & ~Q(decision="")
                | ~Q(status__in=CLOSED) & Q(closed_at=None, decision=""),
                violation_error_message="Permintaan selesai dengan putusan dan alasannya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.asker_name}"

    def get_absolute_url(self) -> str:
        return reverse("subject-request-detail", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        """Whether it was decided."""
        return self.closed_at is not None

    @property
    def is_late(self) -> bool:
        """Whether it is, or was, decided after its time."""
        return (self.closed_at or timezone.now()) > self.due_at

    @property
    def clock(self) -> str:
        """The clock of 3 x 24 hours in words."""
        if self.closed_at is None:
            left = self.due_at - timezone.now()
            return f"Terlambat {span_words(-left)}" if left < timedelta(0) else f"Sisa {span_words(left)}"
        taken = f"Selesai dalam {span_words(self.closed_at - self.received_at)}"
        return f"{taken}, terlambat {span_words(self.closed_at - self.due_at)}" if self.is_late else taken


class RequestLog(JournalModel, RegionalModel):
    """The steps taken on a request. Only added to."""

    access = Access(Family.PERSON, app="append", person="ro")

    version = None
    created_at = None
    created_by = None
    updated_at = None
    updated_by = None

    class Meta:
        verbose_name = "langkah permintaan"
        verbose_name_plural = "langkah permintaan"
        indexes = journal_indexes("requestlog")

    def subjects(self) -> list[tuple[str, UUID]]:
        """The request it tells about."""
        return [(self.record_kind, self.record_id)]
