"""Work that must happen: written with the change, handed over by a sweep, kept while the broker is away."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from celery import Celery, current_app
from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from desmigratif.celery import app as ours
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.notifications import outbox, tasks
from desmigratif.notifications.enums import JobState
from desmigratif.notifications.models import OutboxEntry

TASK = "reporting.make_export"


@contextmanager
def celery_at(url: str, queue: str) -> Iterator[Celery]:
    """A Celery app that publishes as ours does, to a queue of the test's own."""
    ours.loader.import_default_modules()  # every task, as a worker does when it starts
    before = current_app._get_current_object()
    app = Celery("test", broker=url, set_as_current=False)
    names = ("task_publish_retry", "broker_transport_options")
    app.conf.update(task_default_queue=queue, **{name: getattr(ours.conf, name) for name in names})
    app.set_current()
    try:
        yield app
    finally:
        before.set_current()  # the connections stay: their pool belongs to every app with this address


@pytest.fixture
def broker() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """The real broker; what it gives are the messages that wait there."""
    queue = f"test-{uuid7()}"
    with celery_at(settings.CELERY_BROKER_URL, queue) as app, app.connection_for_write() as connected:
        server = connected.default_channel.client
        yield lambda: [json.loads(body) for body in server.lrange(queue, 0, -1)]
        server.delete(queue, f"_kombu.binding.{queue}")


def entries() -> list[OutboxEntry]:
    with acting_as(SYSTEM):
        return list(OutboxEntry.objects.order_by("created_at"))


def test_an_entry_goes_with_its_transaction(petugas, actor_of):
    by = actor_of(petugas)
    with acting_as(by):
        outbox.add(task=TASK, by=by, export=uuid7())
        with transaction.atomic():
            outbox.add(task=TASK, by=by, export=uuid7())
            transaction.set_rollback(True)
    assert [entry.assignment_id for entry in entries()] == [by.assignment_id]


def test_no_role_reads_or_changes_the_outbox(petugas, analis, penata, actor_of):
    for user in (petugas, analis, penata):
        by = actor_of(user)
        with acting_as(by), connection.cursor() as cursor:
            outbox.add(task=TASK, by=by, export=uuid7())
            for sql in (
                "select * from notifications_outboxentry",
                "update notifications_outboxentry set topic = 'x'",
                "delete from notifications_outboxentry",
            ):
                with pytest.raises(ProgrammingError), transaction.atomic():
                    cursor.execute(sql)
    assert len(entries()) == 3


def test_a_sweep_hands_ids_and_assignment_to_the_broker_once(petugas, actor_of, broker):
    by, export = actor_of(petugas), uuid7()
    with acting_as(by):
        entry = outbox.add(task=TASK, by=by, export=export)
    assert broker() == []
    tasks.sweep_outbox(later_argument="ignored")
    (message,) = broker()
    assert message["headers"]["task"] == TASK
    assert message["headers"]["id"] == f"outbox-{entry.pk}"
    assert str(export) in message["headers"]["kwargsrepr"]
    assert str(by.assignment_id) in message["headers"]["kwargsrepr"]
    assert outbox.sweep() == 0
    assert len(broker()) == 1
    assert entries()[0].handed_at is not None


def test_a_task_nobody_knows_is_passed_over_and_holds_up_nobody(petugas, actor_of, broker):
    by = actor_of(petugas)
    with acting_as(by):
        outbox.add(task="reporting.unheard_of", by=by, export=uuid7())
        outbox.add(task=TASK, by=by, export=uuid7())
    assert outbox.sweep() == 1
    unknown, known = entries()
    assert (unknown.state, unknown.attempts) == (JobState.ANTRE, 1)
    assert unknown.last_error == "Tugas ini tidak dikenal oleh versi yang sedang berjalan."
    assert known.state == JobState.SERAH


def test_entries_wait_while_the_broker_is_away_and_lose_no_attempt(petugas, actor_of, broker, tmp_path):
    by = actor_of(petugas)
    with acting_as(by):
        outbox.add(task=TASK, by=by, export=uuid7())
    with celery_at(f"redis+socket://{tmp_path}/nobody.sock", "nowhere"):
        for _ in range(2 * outbox.MOST_ATTEMPTS):
            assert outbox.sweep() == 0
    (waiting,) = entries()
    assert (waiting.state, waiting.attempts) == (JobState.ANTRE, 0)
    assert waiting.last_error == "Perantara pesan tidak menjawab."
    assert outbox.sweep() == 1
    assert len(broker()) == 1


def test_what_is_done_is_forgotten_after_a_week_and_what_failed_is_not(petugas, actor_of, broker):
    by = actor_of(petugas)
    with acting_as(by):
        done, failed = (outbox.add(task=TASK, by=by, export=uuid7()) for _ in range(2))
    outbox.sweep()
    outbox.run(f"outbox-{done.pk}", lambda: None)
    with acting_as(SYSTEM):
        OutboxEntry.objects.filter(pk=failed.pk).update(state=JobState.GAGAL, ended_at=timezone.now())
    with time_machine.travel(timezone.now() + timedelta(days=6), tick=False):
        outbox.sweep()
    assert len(entries()) == 2
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        outbox.sweep()
    assert [entry.pk for entry in entries()] == [failed.pk]
