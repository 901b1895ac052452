"""Work on a clock and work from the outbox."""

from typing import Any
from uuid import UUID

from celery import shared_task

from desmigratif.notifications.working import job
from desmigratif.reporting import counting, services


@shared_task(name="reporting.fold_person_counts")
def fold_person_counts(**_future: Any) -> None:
    """Fold the deltas of the counts of people, families and children into their rollups."""
    counting.fold()


@job("reporting.make_export", "Membuat berkas unduhan")
def make_export(*, export: str, assignment: str, **_future: Any) -> None:
    """Make the file of a download."""
    services.make_export(export_id=UUID(export), assignment_id=UUID(assignment))


@shared_task(name="reporting.delete_expired_exports")
def delete_expired_exports(**_future: Any) -> None:
    """Delete files of downloads that were not fetched."""
    services.delete_expired_exports()
