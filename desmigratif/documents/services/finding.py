"""Looking at files: every time the record is asked again, as it is now."""

import logging
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404

from desmigratif.core.crypto import DecryptionError
from desmigratif.core.errors import DomainError
from desmigratif.core.journal import kind_of
from desmigratif.core.scope import Actor, DbRole
from desmigratif.documents import keeping
from desmigratif.documents.holders import Holder, holder_of
from desmigratif.documents.models import DocumentModel, PersonDocument, SharedDocument, VillageDocument

log = logging.getLogger(__name__)


def record_of(pk: UUID, by: Actor) -> tuple[DocumentModel, Holder, Any]:
    """A file that was not taken back, and the record it hangs on, both as the actor may see them now.

    Raises Http404 whatever is missing: the file, the right, the record, the scope.
    """
    for table in _tables(by):
        document = table.objects.visible_to(by).current().filter(pk=pk).first()
        if document is None:
            continue
        holder = holder_of(document.record_kind)
        if not holder.shown_to(by):
            break
        record = holder.rows(by).filter(pk=document.record_id).first()
        if record is None:
            break
        return document, holder, record
    raise Http404


def _tables(by: Actor) -> list[Any]:
    """Tables that the actor's role in the database may read."""
    open_to_all = [VillageDocument, SharedDocument]
    return open_to_all if by.db_role is DbRole.STAT else [*open_to_all, PersonDocument]


def open_document(*, pk: UUID, by: Actor, small: bool = False) -> tuple[DocumentModel, bytes]:
    """The file, or its small picture. Raises Http404 as `record_of` does, and when there is no small picture or the
    bytes are lost."""
    document, _, _ = record_of(pk, by)
    key = document.thumbnail_key if small else document.storage_key
    if not key:
        raise Http404
    try:
        return document, keeping.read(key, row_id=document.pk)
    except (OSError, DecryptionError) as error:
        log.exception("the bytes of document %s can't be read", document.pk)
        raise Http404 from error


def documents_of(records: Iterable[Any], by: Actor) -> QuerySet:
    """The files of records of one table that the actor sees, taken back ones too; oldest first. None for a role that
    may not open them."""
    found = list(records)
    holder = holder_of(kind_of(found[0])) if found else None
    if holder is None or not holder.shown_to(by):
        return VillageDocument.objects.none()
    rows = holder.table.objects.visible_to(by).of(*found)
    return rows.select_related("created_by", "withdrawn_by").order_by("seq")


def may_change(record: Any, by: Actor) -> bool:
    """Whether the actor may add and take back files of a record that it sees."""
    holder = holder_of(kind_of(record))
    if not by.may(holder.change_right):
        return False
    try:
        holder.allow(record, by)
    except DomainError:
        return False
    return True


def record_to_change(holder: Holder, pk: UUID, by: Actor) -> Any:
    """The record of an address. Raises Http404 for one out of sight, and for those who may only look."""
    record = holder.rows(by).filter(pk=pk).first()
    if record is None or not may_change(record, by):
        raise Http404
    return record


def document_to_change(pk: UUID, by: Actor) -> tuple[DocumentModel, Holder, Any]:
    """As `record_of`; Http404 also for those who may only look."""
    document, holder, record = record_of(pk, by)
    if not may_change(record, by):
        raise Http404
    return document, holder, record


def room_left(record: Any, taken: int) -> int:
    """How many files may still be added."""
    return max(0, most_of(holder_of(kind_of(record))) - taken)


def most_of(holder: Holder) -> int:
    """How many files a record of this kind may have."""
    return settings.DOCUMENTS_PER_RECORD if holder.most is None else holder.most
