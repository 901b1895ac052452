"""Work on a clock."""

from typing import Any

from celery import shared_task

from desmigratif.notifications import outbox


@shared_task(name="notifications.sweep_outbox")
def sweep_outbox(**_future: Any) -> None:
    """Hand what waits in the outbox to Celery."""
    outbox.sweep()
