"""The outbox: a job is written down in the caller's transaction, handed to Celery afterwards, and ticked off at last.

Celery on Redis alone loses work when a worker is killed, and saving a page must not need Redis (architecture D10).
The table is the truth: what no worker ticked off in time is handed over again, so a job may run twice and must do no
harm then; one that runs or is ticked off is not run again, however often it is delivered.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPException
from uuid import UUID

from celery import current_app
from celery.exceptions import NotRegistered, SoftTimeLimitExceeded
from django.db import Error as DatabaseError
from django.utils import timezone
from kombu.exceptions import OperationalError

from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.notifications.enums import JobState
from desmigratif.notifications.models import OutboxEntry

logger = logging.getLogger(__name__)

BATCH = 100
KEPT = timedelta(days=7)
LOST_AFTER = timedelta(minutes=15)  # longer than a worker may take (settings: 660 seconds)
PAUSES = tuple(timedelta(seconds=seconds) for seconds in (30, 120, 600, 1800))
MOST_ATTEMPTS = len(PAUSES) + 1
BROKER_ERRORS = (OperationalError, ConnectionError, TimeoutError)
PREFIX = "outbox-"

LOST = "Pekerja berhenti di tengah, tanpa kabar."
WORDS: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    (NotRegistered, "Tugas ini tidak dikenal oleh versi yang sedang berjalan."),
    (SoftTimeLimitExceeded, "Lebih lama dari 10 menit, lalu dihentikan."),
    (SMTPException, "Server surel menolak atau tidak menjawab."),
    (DatabaseError, "Basis data tidak menjawab, atau datanya sedang dipakai."),
    (BROKER_ERRORS, "Perantara pesan tidak menjawab."),
    (OSError, "Berkas atau jaringan tidak bisa dibuka."),
)


def add(*, task: str, by: Actor, **ids: UUID | int | str) -> OutboxEntry:
    """Write down that `task` must run with these ids. Call it inside the transaction of the change.

    The assignment of `by` goes along as `assignment`: the task looks up what that assignment may do when it runs.
    """
    payload = {name: str(value) if isinstance(value, UUID) else value for name, value in ids.items()}
    return OutboxEntry.objects.create(topic=task, payload=payload, assignment_id=by.assignment_id)


def words_of(error: BaseException) -> str:
    """What went wrong, for the administrator: never the error's own text, which may hold what somebody typed."""
    for kind, words in WORDS:
        if isinstance(error, kind):
            return words
    return f"Kesalahan di program ({type(error).__name__})."[:200]


def sweep() -> int:
    """Hand over what is due; returns how much. Several sweepers may run at once: each takes other rows.

    A broker that is away ends the sweep and costs no attempt; a job nobody knows is paused as one that failed. Each
    row in a transaction of its own, because the worker that begins it waits for its end.
    """
    with acting_as(SYSTEM):
        over = OutboxEntry.objects.filter(state__in=[JobState.SELESAI, JobState.BUANG])
        over.filter(ended_at__lt=timezone.now() - KEPT).delete()
    handed = 0
    for _ in range(BATCH):
        with acting_as(SYSTEM):
            now = timezone.now()
            entry = OutboxEntry.objects.due(now).select_for_update(skip_locked=True).first()
            if entry is None:
                break
            error = _hand_over(entry, now)
        if isinstance(error, BROKER_ERRORS):
            break
        handed += error is None and not entry.is_ended
    return handed


def _hand_over(entry: OutboxEntry, now: datetime) -> Exception | None:
    """Publish one entry, or give it up; the error, if it could not be published."""
    if entry.attempts >= MOST_ATTEMPTS:  # started as often as is allowed, and no worker ever came to an end
        _give_up(entry, LOST)
        return None
    error = _publish(entry)
    if error is None:
        entry.state, entry.handed_at, entry.due_at = JobState.SERAH, now, now + LOST_AFTER
    elif isinstance(error, BROKER_ERRORS):
        entry.last_error = words_of(error)
    else:
        entry.attempts += 1
        _pause(entry, error)
    entry.save()
    if error is not None:
        logger.warning("job %s (%s) was not handed over: %s", entry.pk, entry.topic, type(error).__name__)
    return error


def _publish(entry: OutboxEntry) -> Exception | None:
    """The task's id is the entry's, so that whoever runs it knows what to tick off."""
    arguments = dict(entry.payload)
    if entry.assignment_id is not None:
        arguments["assignment"] = str(entry.assignment_id)
    try:
        current_app.tasks[entry.topic].apply_async(kwargs=arguments, task_id=f"{PREFIX}{entry.pk}")
    except (*BROKER_ERRORS, NotRegistered) as error:
        return error
    return None


def _pause(entry: OutboxEntry, error: BaseException) -> None:
    """After a failure: another turn later, or none any more."""
    if entry.attempts >= MOST_ATTEMPTS:
        _give_up(entry, words_of(error))
        return
    entry.state, entry.last_error = JobState.ANTRE, words_of(error)
    entry.due_at = timezone.now() + PAUSES[entry.attempts - 1]


def _give_up(entry: OutboxEntry, words: str) -> None:
    entry.state, entry.ended_at, entry.last_error = JobState.GAGAL, timezone.now(), words
    entry.save()
    logger.error("job %s (%s) is given up after %s attempts", entry.pk, entry.topic, entry.attempts)


def run(task_id: str | None, work: Callable[[], object]) -> None:
    """Do the work of a delivered task and tick its entry off. A task that came by another way just runs.

    An error of the work is not raised: it is noted in words, and the entry waits for its next turn.
    """
    if task_id is None or not task_id.startswith(PREFIX):
        work()
        return
    entry_id = UUID(task_id.removeprefix(PREFIX))
    if not _begin(entry_id):
        return
    try:
        work()
    except Exception as error:  # whatever broke, it is tried again, and told at last
        logger.error("job %s failed: %s", entry_id, type(error).__name__)
        _end(entry_id, error)
    else:
        _end(entry_id, None)


def _locked(entry_id: UUID) -> OutboxEntry | None:
    return OutboxEntry.objects.select_for_update().filter(pk=entry_id).first()


def _begin(entry_id: UUID) -> bool:
    """Whether there is something to do, and nobody is at it: a second message finds a job that is done, or one whose
    worker has its time yet. A worker that was lost is noticed when that time is over, by the sweep."""
    with acting_as(SYSTEM):
        entry = _locked(entry_id)
        if entry is None or entry.is_ended:
            return False
        now = timezone.now()
        if entry.state == JobState.JALAN and entry.due_at > now:
            return False
        if entry.attempts >= MOST_ATTEMPTS:
            _give_up(entry, LOST)
            return False
        entry.state, entry.started_at, entry.due_at = JobState.JALAN, now, now + LOST_AFTER
        entry.attempts += 1
        entry.save()
        return True


def _end(entry_id: UUID, error: Exception | None) -> None:
    with acting_as(SYSTEM):
        entry = _locked(entry_id)
        if entry is None or entry.is_ended:
            return
        if error is None:
            entry.state, entry.ended_at, entry.last_error = JobState.SELESAI, timezone.now(), ""
        else:
            _pause(entry, error)
        entry.save()
