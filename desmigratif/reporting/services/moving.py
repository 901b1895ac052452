"""The only writer of a download's status."""

from typing import Any
from uuid import UUID

from django.utils import timezone

from desmigratif.core.errors import DomainError
from desmigratif.reporting.enums import EXPORT_MOVES, ExportStatus
from desmigratif.reporting.models import Export


def locked_export(pk: UUID) -> Export:
    """The row, taken for a change; call it as the system. Raises Http404."""
    return Export.objects.all().lock(pk=pk)


def move_export(export: Export, status: ExportStatus, **fields: Any) -> Export:
    """Set the status and other fields. Raises DomainError for a move that does not exist."""
    if status not in EXPORT_MOVES[ExportStatus(export.status)]:
        raise DomainError("Unduhan ini sudah berubah keadaannya. Muat ulang halamannya.")
    changed = {"status": status, "version": export.version + 1, "updated_at": timezone.now(), **fields}
    for name, value in changed.items():
        setattr(export, name, value)
    export.clean_fields(exclude=["created_by", "updated_by"])
    export.save(update_fields=list(changed))
    return export
