"""One-time codes and links: the only way to a first or a new password without the old one."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from desmigratif.accounts.enums import CodePurpose, CodeWay
from desmigratif.accounts.models.people import User
from desmigratif.core.access import Access, Family
from desmigratif.core.history import Untracked
from desmigratif.core.ids import uuid7

MOST_TRIES = 5


class OneTimeCodeQuerySet(models.QuerySet):
    """Codes by whether they still open anything."""

    def open(self, now: datetime) -> Self:
        """Neither used, nor ended, nor too old, nor guessed at too often."""
        return self.filter(used_at=None, ended_at=None, expires_at__gt=now, tries__lt=MOST_TRIES)


class OneTimeCode(models.Model):
    """The right to set a password once: eight digits handed over, or a link by mail.

    Of the digits only a hash is kept. A link is signed, so nothing of it is kept; the worker makes it when it writes
    the mail. Nobody but the owner of the account ever knows the password.
    """

    access = Access(Family.SYSTEM, app="rw", reason="asked before anyone is known")
    history = Untracked("used once; that it was given and used stands in the journal of the account")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="codes", verbose_name="pengguna")
    purpose = models.CharField("keperluan", max_length=8, choices=CodePurpose)
    way = models.CharField("cara", max_length=5, choices=CodeWay)
    digest = models.CharField("sidik kode", max_length=128, blank=True, editable=False)
    tries = models.PositiveSmallIntegerField("percobaan salah", default=0)
    made_at = models.DateTimeField("dibuat", auto_now_add=True)
    made_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="dibuat oleh"
    )
    expires_at = models.DateTimeField("berlaku sampai")
    sent_at = models.DateTimeField("surel terkirim", null=True, blank=True)
    used_at = models.DateTimeField("dipakai", null=True, blank=True)
    ended_at = models.DateTimeField("dibatalkan", null=True, blank=True)

    objects = OneTimeCodeQuerySet.as_manager()

    class Meta:
        verbose_name = "kode sekali pakai"
        verbose_name_plural = "kode sekali pakai"
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(used_at=None, ended_at=None),
                name="one_open_code_per_user",
                violation_error_message="Sudah ada kode lain yang berlaku.",
            ),
        ]
        indexes = [
            models.Index("made_at", name="code_mail_waiting", condition=Q(way="SUREL", sent_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}, {self.get_way_display()}"
