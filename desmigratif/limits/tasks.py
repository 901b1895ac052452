"""Work on a clock."""

from typing import Any

from celery import shared_task

from desmigratif.limits import services


@shared_task(name="limits.forget_old")
def forget_old(**_future: Any) -> None:
    """Delete the counts of windows that are over."""
    services.forget_old()
