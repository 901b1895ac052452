"""Telling people about a record, and marking what was read."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from desmigratif.core.journal import kind_of
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.notifications.enums import NotificationKind
from desmigratif.notifications.inbox import within_reach
from desmigratif.notifications.models import Notification

KEPT = timedelta(days=180)  # of what was read


@transaction.atomic
def notify(*, kind: NotificationKind, record: Any, to: Iterable[UUID | None], by: Actor) -> int:
    """Tell these users about a record, in the transaction of the change; returns how many are told.

    Nobody is told of the own deed. Somebody who has not read the same about the same record yet is told once, now.
    """
    users = {pk for pk in to if pk is not None and pk != by.user_id}
    if not users:
        return 0
    with acting_as(SYSTEM):
        Notification.objects.filter(user__in=users, kind=kind, record_id=record.pk, read_at=None).delete()
        rows = [
            Notification(
                user_id=pk,
                kind=kind,
                record_kind=kind_of(record),
                record_id=record.pk,
                village_code=getattr(record, "village_code", "") or "",
                by_id=by.user_id,
            )
            for pk in sorted(users)
        ]
        Notification.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


@transaction.atomic
def settle(*, kind: NotificationKind, record: Any) -> None:
    """A question was answered: those who were asked it and have not looked yet need not look any more."""
    with acting_as(SYSTEM):
        Notification.objects.filter(kind=kind, record_id=record.pk, read_at=None).delete()


def told_since(*, kind: NotificationKind, record: Any, since: timedelta) -> set[UUID]:
    """Who was told this about a record in the time before now, whether they read it or not."""
    with acting_as(SYSTEM):
        rows = Notification.objects.filter(record_id=record.pk, kind=kind, created_at__gte=timezone.now() - since)
        return set(rows.values_list("user_id", flat=True))


def mark_read(*, by: Actor, record_id: UUID | None = None) -> int:
    """Mark the actor's unread notifications of the active assignment, or those about one record only.

    Those about records that are out of reach stay as they are: another assignment of the reader may show them.
    """
    rows = Notification.objects.visible_to(by).unread()
    if record_id is not None:
        rows = rows.filter(record_id=record_id)
    shown = [note.pk for note in within_reach(rows, by)]
    return rows.filter(pk__in=shown).update(read_at=timezone.now())


def mark_one_read(*, notification: Notification, by: Actor) -> None:
    """Mark one of the actor's own."""
    Notification.objects.visible_to(by).unread().filter(pk=notification.pk).update(read_at=timezone.now())


def clear_old_notifications() -> None:
    """Delete what was read half a year ago or more."""
    with acting_as(SYSTEM):
        Notification.objects.filter(read_at__lt=timezone.now() - KEPT).delete()
