"""What adding and taking back share: the record locked, and the journal."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import Http404

from desmigratif.core.errors import DomainError
from desmigratif.core.journal import JournalKind, write_entry
from desmigratif.core.scope import Actor, narrowed
from desmigratif.documents.holders import Holder
from desmigratif.documents.models import DocumentModel, PersonDocument


@contextmanager
def locked_record(holder: Holder, record: Any, by: Actor) -> Iterator[tuple[Any, Actor]]:
    """The record, locked so that its files are counted rightly, and the actor to write as: the steward writes inside
    the record's village. Raises Http404, DomainError for those who may not change it."""
    if not by.may(holder.change_right):
        raise DomainError("Peran Anda tidak boleh mengubah berkas di sini.")
    with narrowed(by, getattr(record, "village_code", "")) if hasattr(record, "village_code") else _same(by) as actor:
        found = holder.rows(actor).select_for_update(of=("self",)).filter(pk=record.pk).first()
        if found is None:
            raise Http404
        holder.allow(found, by)
        yield found, actor


@contextmanager
def _same(by: Actor) -> Iterator[Actor]:
    yield by


def tell(holder: Holder, record: Any, document: DocumentModel, what: str, by: Actor, reason: str = "") -> None:
    """Write into the journal of the record. Of a file about persons the name is not told: it may be a person's."""
    if holder.journal is None:
        return
    label = document.get_purpose_display()
    named = label if isinstance(document, PersonDocument) else f"{label}, {document.name}"
    words = f"Berkas {what}: {named}." + (f" Alasan: {reason}" if reason else "")
    write_entry(holder.journal, holder.told_on(record), kind=JournalKind.UBAH, by=by, comment=words)
