"""What happened to a record: who, when, why, what changed; and the comments people leave on it.

Every app keeps its own journal table, because a journal is guarded by the same policy as the records it tells about.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, QuerySet
from django.utils import timezone
from phonenumber_field.phonenumber import PhoneNumber

from desmigratif.core import catalogue
from desmigratif.core.enums import CodeList
from desmigratif.core.errors import DomainError
from desmigratif.core.history import A_LOG
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor

Change = dict[str, str]
LONGEST_COMMENT = 1000


class JournalKind(CodeList):
    """What was done."""

    BUAT = "BUAT", "Dicatat", "Recorded"
    UBAH = "UBAH", "Diubah", "Changed"
    KIRIM = "KIRIM", "Dikirim", "Submitted"
    VERIF = "VERIF", "Diverifikasi", "Verified"
    KEMBALI = "KEMBALI", "Dikembalikan", "Returned"
    SETUJU = "SETUJU", "Disetujui", "Approved"
    TOLAK = "TOLAK", "Ditolak", "Refused"
    TARIK = "TARIK", "Ditarik", "Withdrawn"
    KOREKSI = "KOREKSI", "Dibetulkan penata data", "Corrected by the data steward"
    KOMENTAR = "KOMENTAR", "Komentar", "Comment"


class JournalModel(models.Model):
    """The columns of a journal. A concrete one is also a `RegionalModel` or a `SharedModel`, is only added to and so
    takes their version, makers and times away (`version = created_at = ... = None`).

    `by_deputy_of` names whom the author stood in for. `changes` is a list of {field, label, old, new} in words as
    shown; secrets are never among them.
    """

    history = A_LOG

    record_kind = models.CharField("jenis catatan", max_length=40)
    record_id = models.UUIDField("nomor catatan")
    at = models.DateTimeField("waktu", auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="oleh"
    )
    by_role = models.CharField("peran", max_length=20, blank=True)
    by_deputy_of = models.CharField("menggantikan", max_length=100, blank=True)
    kind = models.CharField("kejadian", max_length=8, choices=JournalKind)
    comment = models.TextField("keterangan", max_length=LONGEST_COMMENT, blank=True)
    changes = models.JSONField("perubahan", default=list, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d}"


def journal_indexes(prefix: str) -> list[models.Index]:
    """A record's own entries, newest first."""
    return [models.Index("record_id", F("seq").desc(), name=f"{prefix}_record")]


def _words(record: models.Model, name: str) -> str:
    field = record._meta.get_field(name)
    assert isinstance(field, models.Field)
    return value_words(field, getattr(record, field.name))


def value_words(field: models.Field, value: Any) -> str:
    """A value of a field as a reader sees it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, PartialDate):
        return value.display()
    if isinstance(value, PhoneNumber):
        return value.as_international
    if isinstance(value, datetime):
        value = timezone.localdate(value)
    if hasattr(value, "day"):
        return PartialDate.of(value).display()
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return str(value)


def in_words(record: models.Model, names: Iterable[str]) -> dict[str, str]:
    """The fields as a reader sees them."""
    return {name: _words(record, name) for name in names}


def label_of(model: type[models.Model], name: str) -> str:
    """The field's label, beginning with a capital."""
    label = catalogue.label_of(model, name)
    return label[:1].upper() + label[1:]


def changes_since(before: dict[str, str], record: models.Model) -> list[Change]:
    """What differs from `before` (made by `in_words`)."""
    now = in_words(record, before)
    return [
        {"field": name, "label": label_of(type(record), name), "old": old, "new": now[name]}
        for name, old in before.items()
        if old != now[name]
    ]


def kind_of(record: models.Model) -> str:
    """How a journal names the table of a record."""
    return record._meta.label


def write_entry(
    journal: type[JournalModel],
    record: Any,
    *,
    kind: JournalKind,
    by: Actor,
    comment: str = "",
    changes: list[Change] | None = None,
) -> JournalModel:
    """Add an entry to the journal of a record, seen by those who see the record."""
    columns = {field.name for field in journal._meta.local_fields} & {"village_code", "shared_with"}
    scope = {name: getattr(record, name) for name in columns if hasattr(record, name)}
    row = journal(
        record_kind=kind_of(record),
        record_id=record.pk,
        by_id=by.user_id,
        by_role=by.role,
        by_deputy_of=by.standing_in_for,
        kind=kind,
        comment=comment,
        changes=changes or [],
        **scope,
    )
    row.full_clean(validate_unique=False)
    row.save(force_insert=True)
    return row


def write_comment(journal: type[JournalModel], record: Any, *, text: str, by: Actor) -> JournalModel:
    """Leave a comment on a record. Raises DomainError (field `comment`) when it is empty or too long."""
    text = text.strip()
    if not text:
        raise DomainError("Tulis komentarnya dulu.", field="comment")
    if len(text) > LONGEST_COMMENT:
        raise DomainError(f"Komentar paling panjang {LONGEST_COMMENT} huruf.", field="comment")
    return write_entry(journal, record, kind=JournalKind.KOMENTAR, by=by, comment=text)


def author_of(entry: Any) -> str:
    """Who did it, and for whom when it was a deputy: "Luluk Hidayati (menggantikan Sugeng Riyanto)"."""
    if entry.by is None:
        return "sistem"
    return f"{entry.by.full_name} (menggantikan {entry.by_deputy_of})" if entry.by_deputy_of else entry.by.full_name


def entries_of(journal: type[JournalModel], record: Any) -> QuerySet:
    """The entries of a record, newest first, with the names of their authors."""
    rows = journal._default_manager.filter(record_id=record.pk, record_kind=kind_of(record))
    return rows.select_related("by").order_by("-seq")
