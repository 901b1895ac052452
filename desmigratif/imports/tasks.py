"""Work from the outbox and work on a clock."""

from typing import Any
from uuid import UUID

from celery import shared_task

from desmigratif.imports import services


@shared_task(name="imports.check_batch")
def check_batch(*, batch: str, assignment: str, **_future: Any) -> None:
    """Check the rows of a file."""
    services.check_batch(batch_id=UUID(batch), assignment_id=UUID(assignment))


@shared_task(name="imports.apply_batch")
def apply_batch(*, batch: str, assignment: str, **_future: Any) -> None:
    """Apply the good rows of a file."""
    services.run_apply(batch_id=UUID(batch), assignment_id=UUID(assignment))


@shared_task(name="imports.undo_batch")
def undo_batch(*, batch: str, assignment: str, **_future: Any) -> None:
    """Take a file back."""
    services.run_undo(batch_id=UUID(batch), assignment_id=UUID(assignment))


@shared_task(name="imports.clear_old_batches")
def clear_old_batches(**_future: Any) -> None:
    """Delete rows of files that are older than 30 days."""
    services.clear_old_batches()
