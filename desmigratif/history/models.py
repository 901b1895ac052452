"""What every record was: one row for each row that a statement added, changed or deleted."""

from typing import Self

from django.db import models

from desmigratif.core.access import Access, Family
from desmigratif.core.history import A_LOG
from desmigratif.core.scope import Actor


class HistoryQuerySet(models.QuerySet):
    """No role may select from the table: `reading` asks the function of the database."""

    def visible_to(self, actor: Actor) -> Self:
        """Nothing: what may be seen depends on where the record is now, which a function checks."""
        return self.none()


class HistoryEvent(models.Model):
    """One change of one record. Written by triggers only; no role of ours has any right on the table.

    The table is cut by month of `at` (`history_make_partitions`), so its key in the database is (record_id, id, at).
    `data` holds, by column, the values of a new or deleted row, [before, after] of a changed one, and {} where no
    value is kept. `tx` is the transaction: what was saved together. `user_id` and `record_id` are no foreign keys:
    history keeps nothing from being deleted.
    """

    access = Access(Family.EVENT, system="none")
    history = A_LOG

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField("waktu")
    tx = models.BigIntegerField("transaksi")
    kind = models.CharField("jenis catatan", max_length=60)
    record_id = models.CharField("nomor catatan", max_length=64)
    action = models.CharField("kejadian", max_length=1)
    data = models.JSONField("isi")
    user_id = models.UUIDField("pengguna", null=True, blank=True)
    context = models.JSONField("keadaan", null=True, blank=True)

    objects = HistoryQuerySet.as_manager()

    class Meta:
        db_table = "history_event"
        verbose_name = "riwayat perubahan"
        verbose_name_plural = "riwayat perubahan"

    def __str__(self) -> str:
        return f"{self.kind} {self.action}"
