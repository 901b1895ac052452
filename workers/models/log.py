"""What happened to a person's record: who, when, why."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F

from desmigratif.core.access import Access, Family
from desmigratif.core.history import A_LOG
from desmigratif.core.models import RegionalModel
from workers.enums import LogKind
from workers.models.person import Person

# Fields the village may not see (role table: it never sees the derived route), nor their changes.
DISTRICT_ONLY_FIELDS = frozenset({"route"})


class PersonLog(RegionalModel):
    """One event of one record. Only added to: the app role may neither change nor delete a row.

    `changes` is a list of {field, label, old, new} in words as shown; of the NIK it says only that it changed.
    """

    access = Access(Family.PERSON, app="append", person="ro")
    history = A_LOG
    seen_as = ("person",)

    version = None
    created_at = None
    created_by = None
    updated_at = None
    updated_by = None

    person = models.ForeignKey(Person, models.PROTECT, related_name="logs", verbose_name="orang")
    at = models.DateTimeField("waktu", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="oleh"
    )
    by_role = models.CharField("peran", max_length=20, blank=True)
    by_deputy_of = models.CharField("menggantikan", max_length=100, blank=True)
    kind = models.CharField("kejadian", max_length=7, choices=LogKind)
    comment = models.TextField("keterangan", blank=True)
    changes = models.JSONField("perubahan", default=list, blank=True)

    class Meta:
        verbose_name = "riwayat data"
        verbose_name_plural = "riwayat data"
        indexes = [models.Index(F("person"), F("seq").desc(), name="personlog_person_seq")]

    def __str__(self) -> str:
        return self.get_kind_display()

    def changes_shown(self, *, sees_route: bool) -> list[dict[str, Any]]:
        """The changes a reader may see."""
        return [row for row in self.changes if sees_route or row["field"] not in DISTRICT_ONLY_FIELDS]
