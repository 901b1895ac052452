"""How much each client, user and stranger has used: counted in PostgreSQL, so that it holds without the broker."""

from django.db import models

from desmigratif.core.access import Access, Family
from desmigratif.core.history import Untracked
from desmigratif.core.ids import uuid7


class Usage(models.Model):
    """Units used by one subject in one window of time.

    The table is unlogged: a count costs no wait for the disk, and after a crash all begin at nought. `subject` is
    `klien:<number>`, `pengguna:<id>` or `alamat:<keyed hash>`; no address of the network is kept.
    """

    access = Access(
        Family.SYSTEM,
        app="rw",
        stat="rw",
        person="rw",
        reason="counted before it is known who may see which rows; holds counts only",
    )
    history = Untracked("counts that are forgotten after two days")

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.CharField("siapa", max_length=80)
    seconds = models.PositiveIntegerField("lama jendela, detik")
    starts_at = models.DateTimeField("awal jendela")
    used = models.PositiveIntegerField("terpakai")

    class Meta:
        verbose_name = "pemakaian"
        verbose_name_plural = "pemakaian"
        constraints = [models.UniqueConstraint(fields=["subject", "seconds", "starts_at"], name="usage_once_a_window")]
        indexes = [models.Index(fields=["starts_at"], name="usage_starts_at")]

    def __str__(self) -> str:
        return f"{self.subject} {self.used}"
