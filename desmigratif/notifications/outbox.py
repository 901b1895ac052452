"""The outbox: a task is written down in the caller's transaction and handed to Celery afterwards.

Celery on Redis alone loses work when a worker is killed, and saving a page must not need Redis (architecture D10).
Handing over happens at least once: a crash between publishing and marking repeats it, so tasks may run twice.
"""

import logging
from datetime import timedelta
from uuid import UUID

from celery import current_app
from celery.exceptions import NotRegistered
from django.utils import timezone
from kombu.exceptions import OperationalError

from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.notifications.models import OutboxEntry

logger = logging.getLogger(__name__)

BATCH = 100
KEPT = timedelta(days=7)
BROKER_ERRORS = (OperationalError, ConnectionError, TimeoutError)


def add(*, task: str, by: Actor, **ids: UUID | int | str) -> OutboxEntry:
    """Write down that `task` must run with these ids. Call it inside the transaction of the change.

    The assignment of `by` goes along as `assignment`: the task looks up what that assignment may do when it runs.
    """
    payload = {name: str(value) if isinstance(value, UUID) else value for name, value in ids.items()}
    return OutboxEntry.objects.create(topic=task, payload=payload, assignment_id=by.assignment_id)


def sweep() -> int:
    """Hand waiting entries to Celery; returns how many. Several sweepers may run at once: each takes other rows.

    A broker that is away ends the sweep and the rows stay; a task nobody knows is passed over, with its error noted.
    """
    handed = 0
    with acting_as(SYSTEM):
        OutboxEntry.objects.filter(handed_at__lt=timezone.now() - KEPT).delete()
        for entry in OutboxEntry.objects.waiting().select_for_update(skip_locked=True)[:BATCH]:
            error = _publish(entry)
            if error is None:
                entry.handed_at = timezone.now()
                handed += 1
            else:
                entry.last_error = f"{type(error).__name__}: {error}"[:200]
                why = type(error).__name__
                logger.warning("outbox entry %s (%s) was not handed over: %s", entry.pk, entry.topic, why)
            entry.attempts += 1
            entry.save(update_fields=["handed_at", "attempts", "last_error"])
            if isinstance(error, BROKER_ERRORS):
                break
    return handed


def _publish(entry: OutboxEntry) -> Exception | None:
    """Publish one entry; the error, if it could not be. The task's id is the entry's, so a second copy is known."""
    arguments = dict(entry.payload)
    if entry.assignment_id is not None:
        arguments["assignment"] = str(entry.assignment_id)
    try:
        current_app.tasks[entry.topic].apply_async(kwargs=arguments, task_id=f"outbox-{entry.pk}")
    except (*BROKER_ERRORS, NotRegistered) as error:
        return error
    return None
