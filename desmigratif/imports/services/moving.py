"""The only writer of a batch's status, and the counts that follow from its rows."""

from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.http import Http404
from django.utils import timezone

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import Actor
from desmigratif.imports.enums import IMPORT_MOVES, ImportStatus, RowResult
from desmigratif.imports.models import ImportBatch, ImportRow

MOVED_ON = "Impor ini sudah berubah keadaannya. Muat ulang halamannya."


def locked_batch(pk: UUID, *, by: Actor) -> ImportBatch:
    """The uploader's own batch, taken for a change. Raises Http404 for anybody else's."""
    found: ImportBatch = ImportBatch.objects.uploaded_by(by).lock(pk=pk)
    return found


def working_batch(pk: UUID, *, by: Actor) -> ImportBatch | None:
    """The batch for one stretch of a job; None when it is gone. Another worker on it is waited for: it is quick."""
    return ImportBatch.objects.uploaded_by(by).select_for_update(of=("self",)).filter(pk=pk).first()


def move_batch(batch: ImportBatch, status: ImportStatus, **fields: Any) -> ImportBatch:
    """Set the status and other fields. Raises DomainError for a move that does not exist."""
    if status not in IMPORT_MOVES[ImportStatus(batch.status)]:
        raise DomainError(MOVED_ON)
    return change_batch(batch, status=status, **fields)


def change_batch(batch: ImportBatch, **fields: Any) -> ImportBatch:
    """Set fields of a batch that is locked."""
    changed = {"version": batch.version + 1, "updated_at": timezone.now(), **fields}
    for name, value in changed.items():
        setattr(batch, name, value)
    batch.save(update_fields=list(changed))
    return batch


def counts_of(batch: ImportBatch) -> dict[str, int]:
    """How many rows have which result, as the batch keeps them: together they are the rows read."""
    wanted = {
        "created_rows": RowResult.BARU,
        "updated_rows": RowResult.UBAH,
        "unchanged_rows": RowResult.SAMA,
        "rejected_rows": RowResult.TOLAK,
    }
    counted: dict[str, int] = ImportRow.objects.filter(batch=batch).aggregate(
        read_rows=Count("pk"), **{name: Count("pk", filter=Q(result=result)) for name, result in wanted.items()}
    )
    return counted


def rows_of(batch: ImportBatch, *, by: Actor) -> Any:
    """The rows of a batch the actor may see. Raises Http404 when they are deleted."""
    if not batch.has_rows:
        raise Http404
    return ImportRow.objects.visible_to(by).filter(batch=batch)
