"""Steps on the way of an action."""

from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction

from coordination.models import ActionItem, CoordinationLog, Milestone
from coordination.services.making import insert, locked_action, made_before
from coordination.services.sharing import refuse_others
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.journal import JournalKind, changes_since, in_words, write_entry
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor


class Step(TypedDict, total=False):
    """What a milestone says; a key that is absent stays as it is."""

    title: str
    due_on: date
    done_on: date | None


@transaction.atomic
def add_milestone(
    *, action: ActionItem, title: str, due_on: date, by: Actor, record_id: UUID | None = None
) -> Milestone:
    """Add a step. Raises DomainError when it lies before the action's beginning, or the action is over."""
    made = made_before(Milestone, record_id, by=by)
    if made is not None:
        return made
    locked = locked_action(action, by=by)
    if locked.is_over:
        raise DomainError(f"Aksi ini sudah {locked.get_status_display().lower()}, jadi tidak perlu tonggak baru.")
    if due_on < locked.starts_on:
        raise DomainError(f"Aksi mulai {_day(locked.starts_on)}. Isi tanggal sesudahnya.", field="due_on")
    step = Milestone(
        **({"id": record_id} if record_id else {}),
        action=locked,
        title=" ".join(title.split()),
        due_on=due_on,
        shared_with=locked.shared_with,
    )
    insert(step, by=by)
    words = f"Tonggak “{step.title}”, paling lambat {_day(step.due_on)}."
    write_entry(CoordinationLog, locked, kind=JournalKind.BUAT, by=by, comment=words)
    return step


@transaction.atomic
def finish_milestone(*, milestone: Milestone, done_on: date, version: int, by: Actor) -> Milestone:
    """Record that the owner has reached a step.

    Raises DomainError for an officer of another institution, a day to come, a step that was reached already.
    """
    action = locked_action(milestone.action, by=by)
    refuse_others(action, by)
    step = Milestone.objects.all().visible_to(by).lock(pk=milestone.pk, version=version)
    if step.done_on is not None:
        raise DomainError(f"Tonggak ini sudah selesai {_day(step.done_on)}.", field="done_on")
    if done_on > today():
        raise DomainError("Isi tanggal hari ini atau sebelumnya.", field="done_on")
    step.done_on = done_on
    step.save_changed(by=by)
    words = f"Tonggak “{step.title}” selesai {_day(done_on)}."
    write_entry(CoordinationLog, action, kind=JournalKind.UBAH, by=by, comment=words)
    return step


@transaction.atomic
def correct_milestone(
    *, milestone: Milestone, version: int, reason: str, by: Actor, **step: Unpack[Step]
) -> Milestone:
    """Put a step right. Raises DomainError for a day to come as the day it was reached, StaleVersion."""
    action = locked_action(milestone.action, by=by)
    locked = Milestone.objects.all().visible_to(by).lock(pk=milestone.pk, version=version)
    done_on = step.get("done_on")
    if done_on is not None and done_on > today():
        raise DomainError("Isi tanggal hari ini atau sebelumnya.", field="done_on")
    before = in_words(locked, step)
    for name, value in step.items():
        setattr(locked, name, value)
    locked.save_changed(by=by)
    changes = changes_since(before, locked)
    words = f"Tonggak “{locked.title}”: {reason}"
    write_entry(CoordinationLog, action, kind=JournalKind.KOREKSI, by=by, comment=words, changes=changes)
    return locked


def _day(day: date) -> str:
    return PartialDate.of(day).display()
