"""Handing a step of a batch to a worker, through the outbox."""

from desmigratif.core.scope import Actor
from desmigratif.imports.enums import ImportStatus
from desmigratif.imports.models import ImportBatch
from desmigratif.notifications import outbox

TASKS = {
    ImportStatus.ANTRE: "imports.check_batch",
    ImportStatus.PERIKSA: "imports.check_batch",
    ImportStatus.TERAP: "imports.apply_batch",
    ImportStatus.URUNG: "imports.undo_batch",
}


def queue_step(batch: ImportBatch, *, by: Actor) -> None:
    """Have the step that the batch stands before done under the uploader's assignment."""
    outbox.add(task=TASKS[ImportStatus(batch.status)], by=by, batch=batch.pk)
