"""Files don't stay: what was not fetched in time is deleted, what got stuck is given up."""

from datetime import timedelta

from django.utils import timezone

from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reporting import files
from desmigratif.reporting.enums import ExportStatus
from desmigratif.reporting.models import Export
from desmigratif.reporting.models.export import RUNNING
from desmigratif.reporting.services.moving import move_export

STUCK_AFTER = timedelta(hours=1)
STRAY_AFTER = timedelta(hours=1)


def delete_expired_exports() -> None:
    """Delete files past their time and files nobody names; let the requester try again where a worker was lost."""
    now = timezone.now()
    with acting_as(SYSTEM):
        locked = Export.objects.select_for_update(of=("self",), skip_locked=True)
        for export in locked.filter(status=ExportStatus.SIAP, expires_at__lte=now):
            files.delete(export.file_name)
            move_export(export, ExportStatus.HAPUS)
        for export in locked.filter(status__in=RUNNING, updated_at__lt=now - STUCK_AFTER):
            move_export(export, ExportStatus.GAGAL, failure="Terlalu lama menunggu giliran.")
        known = set(Export.objects.filter(status=ExportStatus.SIAP).values_list("file_name", flat=True))
    files.delete_strays(known, (now - STRAY_AFTER).timestamp())
