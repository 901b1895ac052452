"""Work on a clock, and the mail it makes."""

from typing import Any
from uuid import UUID

from celery import shared_task

from desmigratif.notifications import outbox, services
from desmigratif.notifications.working import job


@shared_task(name="notifications.sweep_outbox")
def sweep_outbox(**_future: Any) -> None:
    """Hand what waits in the outbox to Celery."""
    outbox.sweep()


@shared_task(name="notifications.clear_old")
def clear_old_notifications(**_future: Any) -> None:
    """Delete notifications that were read long ago."""
    services.clear_old_notifications()


@shared_task(name="notifications.queue_digests")
def queue_digests(**_future: Any) -> None:
    """Write down whom to mail today."""
    services.queue_digests()


@job("notifications.send_digest", "Mengirim surel ringkasan")
def send_digest(*, user: str, **_future: Any) -> None:
    """Mail somebody how much is unread."""
    services.send_digest(user_id=UUID(user))
