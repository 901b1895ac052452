"""Rows of files don't stay: after 30 days they are deleted, applied or not; a batch that got stuck can go on."""

from datetime import timedelta

from django.utils import timezone

from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.imports.enums import ImportStatus
from desmigratif.imports.models import ImportBatch, ImportRow
from desmigratif.imports.models.batch import KEPT, RUNNING
from desmigratif.imports.services.moving import change_batch, move_batch

STUCK_AFTER = timedelta(hours=1)
NEVER_APPLIED = {ImportStatus.ANTRE, ImportStatus.SIAP}
WAITED = "Terlalu lama menunggu giliran."


def clear_old_batches() -> None:
    """Delete the rows of batches older than 30 days; the counts stay.

    Where a worker was lost, the uploader can go on.
    """
    now = timezone.now()
    with acting_as(SYSTEM):
        locked = ImportBatch.objects.select_for_update(of=("self",), skip_locked=True)
        for batch in locked.filter(status__in=RUNNING, updated_at__lt=now - STUCK_AFTER):
            move_batch(batch, ImportStatus.GAGAL, step=batch.status, failure=WAITED)
        for batch in locked.filter(cleared_at=None, created_at__lt=now - KEPT).exclude(status__in=RUNNING):
            ImportRow.objects.filter(batch=batch).delete()
            if batch.status in NEVER_APPLIED or (batch.status == ImportStatus.GAGAL and not batch.is_checked):
                move_batch(batch, ImportStatus.BUANG)
            change_batch(batch, cleared_at=now)
