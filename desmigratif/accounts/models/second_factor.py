"""The second factor: an authenticator application, and codes on paper for the day the telephone is lost."""

from django.db import models

from desmigratif.accounts.models.people import User
from desmigratif.core.access import Access, Family
from desmigratif.core.history import Untracked
from desmigratif.core.ids import uuid7

REASON = "asked after the password, before anyone is known"


class SecondFactor(models.Model):
    """The key that an application shares with us, sealed. It counts from `confirmed_at` on."""

    access = Access(Family.SYSTEM, app="rw", stat="ro", person="ro", reason=REASON)
    history = Untracked("that it was set up, renewed or taken off stands in the journal of the account")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.OneToOneField(User, models.PROTECT, related_name="second_factor", verbose_name="pengguna")
    key_sealed = models.BinaryField("kunci tersegel", editable=False)
    started_at = models.DateTimeField("mulai dipasang", auto_now_add=True)
    confirmed_at = models.DateTimeField("dipasang", null=True, blank=True)
    last_step = models.BigIntegerField("langkah waktu terakhir", default=-1, editable=False)

    class Meta:
        verbose_name = "kode kedua"
        verbose_name_plural = "kode kedua"

    def __str__(self) -> str:
        return "terpasang" if self.confirmed_at else "belum selesai dipasang"


class RecoveryCode(models.Model):
    """One code on paper; of it only a keyed hash is kept."""

    access = Access(Family.SYSTEM, app="rw", stat="ro", person="ro", reason=REASON)
    history = Untracked("used once, and a secret")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="recovery_codes", verbose_name="pengguna")
    digest = models.CharField("sidik kode", max_length=64, editable=False)
    made_at = models.DateTimeField("dibuat", auto_now_add=True)
    used_at = models.DateTimeField("dipakai", null=True, blank=True)

    class Meta:
        verbose_name = "kode pemulihan"
        verbose_name_plural = "kode pemulihan"
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"Kode pemulihan {self.user}"
