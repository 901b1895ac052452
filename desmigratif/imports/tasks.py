"""Work from the outbox and work on a clock."""

from typing import Any
from uuid import UUID

from celery import shared_task

from desmigratif.imports import services
from desmigratif.notifications.working import job


@job("imports.check_batch", "Memeriksa berkas impor")
def check_batch(*, batch: str, assignment: str, **_future: Any) -> None:
    """Check the rows of a file."""
    services.check_batch(batch_id=UUID(batch), assignment_id=UUID(assignment))


@job("imports.apply_batch", "Menerapkan berkas impor")
def apply_batch(*, batch: str, assignment: str, **_future: Any) -> None:
    """Apply the good rows of a file."""
    services.run_apply(batch_id=UUID(batch), assignment_id=UUID(assignment))


@job("imports.undo_batch", "Membatalkan impor")
def undo_batch(*, batch: str, assignment: str, **_future: Any) -> None:
    """Take a file back."""
    services.run_undo(batch_id=UUID(batch), assignment_id=UUID(assignment))


@shared_task(name="imports.clear_old_batches")
def clear_old_batches(**_future: Any) -> None:
    """Delete rows of files that are older than 30 days."""
    services.clear_old_batches()
