"""What happened to a record that somebody should know about."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from desmigratif.core.access import Access, Family
from desmigratif.core.history import Untracked
from desmigratif.core.ids import uuid7
from desmigratif.core.models import next_seq
from desmigratif.core.scope import CODE_LENGTHS, Actor, Level
from desmigratif.notifications.enums import NotificationKind
from desmigratif.notifications.subjects import kinds_open_to

OWN = Access(Family.OWN, app="rw", stat="rw", person="rw")


class NotificationQuerySet(models.QuerySet):
    """Notifications of one reader."""

    def visible_to(self, actor: Actor) -> Self:
        """The actor's own, about tables and villages of the active assignment.

        Whether the record itself is still within reach is asked when the page is made.
        """
        rows = self.filter(user_id=actor.user_id, record_kind__in=kinds_open_to(actor))
        if actor.level is Level.NATION:
            return rows
        within = Q(village_code="")
        if actor.level in CODE_LENGTHS:
            within |= Q(village_code=actor.code) | Q(village_code__startswith=f"{actor.code}.")
        return rows.filter(within)

    def unread(self) -> Self:
        """Those not opened yet."""
        return self.filter(read_at=None)


class Notification(models.Model):
    """One line in somebody's inbox: the kind and the number of the record. Words are made when it is read.

    Written for others by `services.notify`, as the system; every reader sees and marks the own ones only, by row
    security. `village_code` is the village of a record of a village, "" for one that is shared otherwise.
    """

    access = OWN
    history = Untracked("read once and deleted; what it tells of has its own history")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    seq = models.BigIntegerField("urutan", db_default=next_seq(), editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications", verbose_name="penerima"
    )
    kind = models.CharField("jenis", max_length=16, choices=NotificationKind)
    record_kind = models.CharField("jenis catatan", max_length=40)
    record_id = models.UUIDField("nomor catatan")
    village_code = models.CharField("kode desa", max_length=13, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="oleh"
    )
    created_at = models.DateTimeField("dibuat", auto_now_add=True)
    read_at = models.DateTimeField("dibaca", null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = "pemberitahuan"
        verbose_name_plural = "pemberitahuan"
        indexes = [
            models.Index("user", F("seq").desc(), name="notification_of_user"),
            models.Index("user", F("seq").desc(), name="notification_unread", condition=Q(read_at=None)),
            models.Index("record_id", "kind", name="notification_of_record"),
        ]
        constraints = [
            models.UniqueConstraint(
                "user", "kind", "record_id", condition=Q(read_at=None), name="notification_once_unread"
            ),
            models.CheckConstraint(
                name="notification_codes_known",
                condition=Q(kind__in=NotificationKind.values),
                violation_error_message="Pilih isian dari daftar.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
