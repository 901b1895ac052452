"""The files of a record, as its page shows them (templates/_components/documents.html)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from desmigratif.core.journal import kind_of
from desmigratif.core.scope import Actor
from desmigratif.documents.holders import holder_of
from desmigratif.documents.models import DocumentModel
from desmigratif.documents.services import documents_of, key_for, may_change, room_left

KILO, MEGA = 1024, 1024 * 1024
KEY, SMALL = "kunci", "kecil"  # in the address of the content


@dataclass(frozen=True)
class Line:
    """One file. `url` is that of its page, `content_url` and `thumbnail_url` hold for five minutes."""

    name: str
    caption: str
    kind: str
    size: str
    who: str
    at: datetime
    url: str
    content_url: str
    thumbnail_url: str
    is_image: bool
    withdraw_url: str


@dataclass(frozen=True)
class Gone:
    """A file that was taken back: that it was there, not what it was."""

    who: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Panel:
    """The files of a record, for a reader who may open them. `add_url` is empty for who may not add one."""

    title: str
    lines: list[Line] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    add_url: str = ""
    is_full: bool = False


def size_in_words(size: int) -> str:
    """Bytes as people read them: 820 kB, 1,4 MB."""
    if size < MEGA:
        return f"{max(1, round(size / KILO))} kB"
    return f"{size / MEGA:.1f} MB".replace(".", ",")


def panels_of(records: Iterable[Any], actor: Actor) -> dict[UUID, Panel]:
    """The panel of each of these records, which are of one table; none for a role that may not open their files."""
    shown = list(records)
    if not shown or not holder_of(kind_of(shown[0])).shown_to(actor):
        return {}
    by_record = defaultdict(list)
    for document in documents_of(shown, actor):
        by_record[document.record_id].append(document)
    return {record.pk: _panel(record, by_record[record.pk], actor) for record in shown}


def panel_of(record: Any, actor: Actor) -> Panel | None:
    """The panel of one record."""
    return panels_of([record], actor).get(record.pk)


def _panel(record: Any, documents: list[DocumentModel], actor: Actor) -> Panel:
    holder = holder_of(kind_of(record))
    current = [row for row in documents if not row.is_withdrawn]
    is_changer = may_change(record, actor)
    left = room_left(record, len(current))
    return Panel(
        title=holder.purpose.label,
        lines=[line_of(row, actor, is_changer=is_changer) for row in current],
        gone=[Gone(_name(row.withdrawn_by), row.withdrawn_at, row.withdrawn_reason) for row in documents
              if row.is_withdrawn],
        add_url=reverse(holder.add_url, args=holder.add_args(record)) if is_changer and left else "",
        is_full=is_changer and not left,
    )  # fmt: skip


def _name(user: Any) -> str:
    return user.full_name if user else "Sistem"


def line_of(row: DocumentModel, actor: Actor, *, is_changer: bool) -> Line:
    """What is shown of one file."""
    content_url = f"{row.get_absolute_url()}?{urlencode({KEY: key_for(row.pk, actor)})}"
    kind = "Foto" if row.is_image else f"PDF {row.pages} halaman"
    return Line(
        name=row.name,
        caption=row.caption,
        kind=kind,
        size=size_in_words(row.size),
        who=_name(row.created_by),
        at=row.created_at,
        url=row.get_absolute_url(),
        content_url=content_url,
        thumbnail_url=f"{content_url}&{SMALL}=1" if row.thumbnail_key else "",
        is_image=row.is_image,
        withdraw_url=reverse("document-withdraw", args=[row.pk]) if is_changer else "",
    )
