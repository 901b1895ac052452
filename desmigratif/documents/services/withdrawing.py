"""Taking a file back."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import Actor
from desmigratif.core.text import plain
from desmigratif.documents.models import DocumentModel
from desmigratif.documents.services.changing import locked_record, tell
from desmigratif.documents.services.finding import record_of

LONGEST_REASON = 500


@transaction.atomic
def withdraw_document(*, pk: UUID, reason: str, by: Actor) -> DocumentModel:
    """Take a file out of sight; who, when and why stay, its bytes are deleted later (`clear_documents`).

    Raises Http404 for a file out of sight, DomainError without a reason or when the record may not lose it.
    """
    words = plain(reason)
    if not words:
        raise DomainError("Tulis alasan menarik berkas ini.", field="reason")
    if len(words) > LONGEST_REASON:
        raise DomainError(f"Alasan paling panjang {LONGEST_REASON} huruf.", field="reason")
    document, holder, record = record_of(pk, by)
    with locked_record(holder, record, by) as (found, actor):
        locked = holder.table.objects.visible_to(actor).current().lock(pk=document.pk)
        locked.withdrawn_at, locked.withdrawn_by_id, locked.withdrawn_reason = timezone.now(), by.user_id, words
        locked.save_changed(by=by)
        tell(holder, found, locked, "ditarik", by, reason=words)
        left = holder.table.objects.visible_to(actor).of(found).current().count()
        holder.follow(found, left, by)
    return locked
