"""Work on a clock."""

from typing import Any

from celery import shared_task

from desmigratif.history import services


@shared_task(name="history.make_partitions")
def make_partitions(**_future: Any) -> None:
    """The months to come get their part of the table."""
    services.make_partitions()
