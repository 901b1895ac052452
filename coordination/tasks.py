"""Work on a clock."""

from typing import Any

from celery import shared_task

from coordination.services.lateness import tell_late_actions as tell


@shared_task(name="coordination.tell_late_actions")
def tell_late_actions(**_future: Any) -> None:
    """Tell institutions which of their actions are late."""
    tell()
