"""Who saw whom: one row for every record about a person that an answer or a file showed (security.md P-10, P-11).

And who logged in, was refused, fetched a file, or looked at the log.
"""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F

from desmigratif.core.access import Access, Family
from desmigratif.core.history import A_LOG
from desmigratif.core.ids import uuid7
from desmigratif.core.reads import How
from desmigratif.core.scope import Actor


class AccessLogQuerySet(models.QuerySet):
    """The log. No role may select from the table; `services` asks the functions of the database."""

    def visible_to(self, actor: Actor) -> Self:
        """Nothing: whose log it is depends on where the record is now, which a function checks."""
        return self.none()


class AccessLog(models.Model):
    """One record, shown once, to one reader. Only added to, and only in the reader's own name.

    `id` is made by the server and holds the moment, so pages go by it; `what` and `record_id` are no foreign key, and
    `user` is none in the database: the log keeps no record and no user from anything. `under` is the assignment of the
    user or the agreement of the program, `party` the institution of a program as it was called then, `village_code`
    where the record was then. Rows of one answer or one file share `request_id`, and `shown` says how many there are.
    `screen` is the name of the address, `about` the purpose that was named or the filters that were set. `address` is
    kept of log-ins only. `seal` is for the seals that cover rows later.
    """

    access = Access(Family.EVENT, app="insert_only", stat="insert_only", person="insert_only", system="insert_only")
    history = A_LOG

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField("waktu")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name="pengguna",
    )
    client = models.CharField("klien API", max_length=100, blank=True)
    party = models.CharField("instansi", max_length=250, blank=True)
    under = models.UUIDField("penugasan atau perjanjian", null=True, blank=True)
    role = models.CharField("peran", max_length=20, blank=True)
    level = models.CharField("tingkat", max_length=6, blank=True)
    code = models.CharField("kode wilayah", max_length=13, blank=True)
    what = models.CharField("jenis catatan", max_length=40, blank=True)
    record_id = models.UUIDField("nomor catatan", null=True, blank=True)
    village_code = models.CharField("kode desa", max_length=13, blank=True)
    how = models.CharField("cara", max_length=8, choices=How)
    screen = models.CharField("layar", max_length=80, blank=True)
    about = models.CharField("keperluan atau saringan", max_length=300, blank=True)
    shown = models.PositiveIntegerField("banyaknya catatan", default=1)
    request_id = models.UUIDField("nomor permintaan")
    address = models.GenericIPAddressField("alamat jaringan", null=True, blank=True)
    device = models.CharField("sidik perangkat", max_length=16, blank=True)
    seal = models.BinaryField("segel", null=True, blank=True, editable=False)

    objects = AccessLogQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan akses"
        verbose_name_plural = "catatan akses"
        indexes = [
            models.Index("record_id", F("id").desc(), name="accesslog_record"),
            models.Index("user", F("id").desc(), name="accesslog_user"),
            models.Index("village_code", F("id").desc(), name="accesslog_village"),
            models.Index("client", F("id").desc(), name="accesslog_client", condition=~models.Q(client="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_how_display()}, {self.at:%Y-%m-%d}"
