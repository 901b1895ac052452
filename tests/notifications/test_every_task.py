"""Every Celery task is a job of the outbox, or named here with the reason why it may be lost or run twice (P-24)."""

import ast
from pathlib import Path

from django.conf import settings

from desmigratif.celery import app
from desmigratif.notifications.working import words_of_jobs

# On the clock: the next turn does what a lost one did not.
ON_A_CLOCK = {
    "notifications.sweep_outbox": "hands over what is due; each row is locked and marked as it goes",
    "notifications.clear_old": "deletes by age",
    "notifications.queue_digests": "writes jobs down; the job mails once a day, by a mark in the table",
    "coordination.tell_late_actions": "tells whom it has not told for a week, by what it told",
    "reporting.fold_person_counts": "folds and deletes in one transaction",
    "reporting.delete_expired_exports": "deletes by age",
    "documents.clear_documents": "deletes by age and by what no row names",
    "history.make_partitions": "makes what is missing",
    "limits.forget_old": "deletes by age",
    "imports.clear_old_batches": "deletes by age",
    "accounts.send_waiting_links": "mails what waits in the table; each row is locked and marked as it goes",
    "accounts.clear_expired_sessions": "deletes by age",
}
PUBLISHERS = {"delay", "apply_async", "send_task"}
BY_HAND = {"desmigratif/notifications/outbox.py"}


def ours() -> set[str]:
    app.loader.import_default_modules()
    return {name for name in app.tasks if not name.startswith("celery.")}


def test_every_task_is_a_job_of_the_outbox_or_named_with_a_reason():
    assert ours() == words_of_jobs().keys() | ON_A_CLOCK.keys()
    assert not words_of_jobs().keys() & ON_A_CLOCK.keys()


def test_what_is_on_the_clock_is_exactly_what_is_named():
    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} == ON_A_CLOCK.keys()


def test_nothing_but_the_outbox_publishes():
    """No page waits for the broker, and nothing is published that a rollback takes back (P-25)."""
    calls = set()
    for folder in ("desmigratif", "villages", "workers", "pillars", "coordination"):
        for path in (Path(settings.BASE_DIR) / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and node.attr in PUBLISHERS:
                    calls.add(str(path.relative_to(settings.BASE_DIR)))
    assert calls == BY_HAND


def test_every_job_has_words_for_the_administrator():
    assert all(words[0].isupper() and len(words) > 8 for words in words_of_jobs().values())
