"""Who gets which answer: notifications, the mail digest, and jobs."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils import timezone

from desmigratif.accounts.models import User
from desmigratif.accounts.roles import Role
from desmigratif.core.scope import Actor
from desmigratif.notifications.enums import JobState, NotificationKind
from desmigratif.notifications.models import MailDigest, Notification, OutboxEntry
from villages.models import Village
from workers.models import Person

if TYPE_CHECKING:
    from tests.architecture.world import Place, World

# Everybody has an inbox; jobs are the administrator's. 405: takes only POST.
PAGES = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
notification-list        200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
notification-read-all    405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
digest-switch            405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
job-list                 403 403 403 403 403 403 403 403 403 403 403 403 403 403 200
"""

# The officer's own notification: for everybody else it does not exist.
ROWS = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
notification-open        302 404 404 404 404 404 404 404 404 404 404 404 404 404 404
notification-read        405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
job-retry                403 403 403 403 403 403 403 403 403 403 403 403 403 403 405
job-discard              403 403 403 403 403 403 403 403 403 403 403 403 403 403 200
"""
ROW_OF: dict[str, Callable[["Place"], Any]] = {
    name: lambda place: place.more["note"].pk for name in ("notification-open", "notification-read")
}
ROW_OF_NO_VILLAGE: dict[str, Callable[["World"], Any]] = {
    name: lambda world: world.more["job"].pk for name in ("job-retry", "job-discard")
}
ONE_BUTTON = {"notification-read-all", "notification-read", "digest-switch", "job-retry"}
WITHOUT_A_FORM = {"notification-open", "job-list"}
READS = {"notification-list": ["dibaca", "jenis", "sebelum", "sesudah"]}


def _job() -> OutboxEntry:
    return OutboxEntry.objects.create(
        topic="reporting.make_export", payload={}, state=JobState.GAGAL, ended_at=timezone.now(), attempts=5
    )


def _note(person: Person, user_id: Any, by: Actor) -> Notification:
    return Notification.objects.create(
        user_id=user_id,
        kind=NotificationKind.KEMBALI,
        record_kind=Person._meta.label,
        record_id=person.pk,
        village_code=person.village_code,
        by_id=by.user_id,
    )


def make_rows(place: "Place", by: Actor) -> dict[str, Any]:
    """What the village's officer was told."""
    return {"note": _note(place.person, place.person.created_by_id, by)}


def make_shared(users: dict[Role, User], places: dict[str, "Place"]) -> dict[str, Any]:
    """A job that failed."""
    return {"job": _job()}


def admin_rows(person: Person, village: Village, by: Actor) -> dict[type[Model], Model]:
    """One row of every table."""
    note = _note(person, person.created_by_id, by)
    digest, _ = MailDigest.objects.get_or_create(user_id=person.created_by_id)
    return {Notification: note, MailDigest: digest}
