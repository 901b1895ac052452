"""Work on a clock."""

from typing import Any

from celery import shared_task

from desmigratif.accounts import services


@shared_task(name="accounts.send_waiting_links")
def send_waiting_links(**_future: Any) -> None:
    """Mail the one-time links that wait."""
    services.send_waiting_links()


@shared_task(name="accounts.clear_expired_sessions")
def clear_expired_sessions(**_future: Any) -> None:
    """Delete sessions that are over."""
    services.clear_expired_sessions()
