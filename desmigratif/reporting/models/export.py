"""A list about people taken out of the system as a file: who asked, for what, who agreed, what became of it."""

import hmac
from hashlib import sha256
from pathlib import Path
from typing import Self
from uuid import UUID

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Left
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from desmigratif.core.access import Access, Family
from desmigratif.core.history import Tracked
from desmigratif.core.models import BaseModel, ScopedQuerySet
from desmigratif.core.scope import Actor
from desmigratif.reporting.enums import ExportFormat, ExportStatus, ExportSubject

SHORTEST_PURPOSE = 10
RUNNING = (ExportStatus.ANTRE, ExportStatus.JALAN)


def export_folder() -> Path:
    """Where finished files lie: under the data folder, outside everything a web server serves."""
    return Path(settings.STORAGES["default"]["OPTIONS"]["location"]) / "exports"


class ExportQuerySet(ScopedQuerySet):
    """Downloads. A requester sees the own ones, an approver also those waiting in the own region."""

    def requested_by(self, actor: Actor) -> Self:
        """The actor's own, of this assignment: another post of the same person is another requester's region."""
        return self.visible_to(actor).filter(created_by_id=actor.user_id, assignment_id=actor.assignment_id)

    def awaiting(self, actor: Actor) -> Self:
        """Those the actor may decide on: in the own region, asked for by somebody else."""
        waiting = self.visible_to(actor).filter(status=ExportStatus.MENUNGGU_SETUJU)
        return waiting.exclude(created_by_id=actor.user_id)

    def with_requester(self) -> Self:
        """With the names a page shows."""
        return self.select_related("created_by", "decided_by")


class Export(BaseModel):
    """One download. Rows are written only by the services, as the system: no role can forge an approval in SQL.

    `code` is the region of the requester's assignment ("" for the nation); the scope columns follow from it, so the
    coordinator of the kabupaten sees the requests of the villages below, and no village those of another. It counts as
    a table about persons, because a filter may hold a name.
    """

    access = Access(Family.PERSON, app="ro", person="ro")
    history = Tracked(left_out=("token_hash", "file_name", "done"))

    code = models.CharField("kode wilayah", max_length=13, blank=True)
    village_code = models.GeneratedField(
        expression=Left("code", 13), output_field=models.CharField(max_length=13), db_persist=True
    )
    kec_code = models.GeneratedField(
        expression=Left("code", 8), output_field=models.CharField(max_length=8), db_persist=True
    )
    kab_code = models.GeneratedField(
        expression=Left("code", 5), output_field=models.CharField(max_length=5), db_persist=True
    )
    prov_code = models.GeneratedField(
        expression=Left("code", 2), output_field=models.CharField(max_length=2), db_persist=True
    )
    assignment_id = models.UUIDField("penugasan")
    place = models.CharField("wilayah", max_length=250)
    list_name = models.CharField("isi", max_length=8, choices=ExportSubject, default=ExportSubject.ORANG)
    filters = models.JSONField("saringan", default=dict, blank=True)
    filter_words = models.CharField("saringan dalam kata", max_length=500)
    format = models.CharField("bentuk berkas", max_length=4, choices=ExportFormat)
    purpose = models.CharField(
        "keperluan",
        max_length=300,
        validators=[
            MinLengthValidator(SHORTEST_PURPOSE, "Tulis keperluannya sedikit lebih jelas, sedikitnya 10 huruf.")
        ],
    )
    status = models.CharField("keadaan", max_length=15, choices=ExportStatus)
    expected = models.PositiveIntegerField("perkiraan baris")
    done = models.PositiveIntegerField("baris selesai", default=0)
    rows = models.PositiveIntegerField("jumlah baris", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="diputuskan oleh",
    )
    decided_at = models.DateTimeField("diputuskan", null=True, blank=True)
    refusal = models.CharField("alasan ditolak", max_length=300, blank=True)
    file_name = models.CharField("berkas", max_length=64, blank=True)
    token_hash = models.CharField("sidik tautan", max_length=64, blank=True)
    expires_at = models.DateTimeField("berlaku sampai", null=True, blank=True)
    fetched_at = models.DateTimeField("diambil", null=True, blank=True)
    failure = models.CharField("sebab gagal", max_length=200, blank=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = "unduhan"
        verbose_name_plural = "unduhan"
        indexes = [
            models.Index("created_by", F("seq").desc(), name="export_of_user"),
            models.Index("kab_code", "seq", name="export_waiting", condition=Q(status="MENUNGGU_SETUJU")),
        ]
        constraints = [
            models.CheckConstraint(
                name="export_decided_by_another",
                condition=Q(decided_by=None) | ~Q(decided_by=F("created_by")),
                violation_error_message="Unduhan harus disetujui oleh orang lain.",
            ),
            models.CheckConstraint(
                name="export_codes_known",
                condition=Q(
                    status__in=ExportStatus.values,
                    format__in=ExportFormat.values,
                    list_name__in=ExportSubject.values,
                ),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="export_ready_has_file",
                condition=~Q(status="SIAP") | (~Q(file_name="") & ~Q(token_hash="") & Q(expires_at__isnull=False)),
                violation_error_message="Unduhan yang siap punya berkas dan batas waktu.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_list_name_display()}, {self.place}"

    def get_absolute_url(self) -> str:
        return reverse("export-detail", args=[self.pk])

    def subjects(self) -> list[tuple[str, UUID]]:
        """Nobody: it says what was asked for, not who is in it. The rows of its file are logged as it is made."""
        return []

    @property
    def noun(self) -> str:
        """What one row is: orang, keluarga, anak, surat."""
        return ExportSubject(self.list_name).noun

    @property
    def is_running(self) -> bool:
        """Whether the page should look again by itself."""
        return self.status in RUNNING

    @property
    def is_ready(self) -> bool:
        """Whether the file can be fetched now."""
        return self.status == ExportStatus.SIAP and self.expires_at > timezone.now()

    @property
    def percent(self) -> int:
        """How much is done, 0 to 100."""
        return min(100, 100 * self.done // self.expected) if self.expected else 0

    @property
    def path(self) -> Path | None:
        """The file, encrypted; None when there is none."""
        return export_folder() / self.file_name if self.file_name else None

    def make_token(self) -> str:
        """The key of the link. It follows from the server's secret and the file's random name, so it is never stored;
        of what is stored (`token_hash`) nobody can make it."""
        value = f"{self.pk}:{self.file_name}"
        return salted_hmac("desmigratif.reporting.export", value, algorithm="sha256").hexdigest()

    def accepts(self, token: str) -> bool:
        """Whether the key opens this file."""
        return hmac.compare_digest(hash_token(token), self.token_hash)


def hash_token(token: str) -> str:
    """What is stored of a key."""
    return sha256(token.encode()).hexdigest()
