"""Telling institutions, by night, which of their actions are late: each person once a week for each action at most."""

from datetime import timedelta

from coordination.models import ActionItem
from coordination.services.sharing import with_heirs
from desmigratif.core.clock import today
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.notifications.enums import NotificationKind
from desmigratif.notifications.recipients import reporters_of
from desmigratif.notifications.services import notify, told_since

PAUSE = timedelta(days=7)


def tell_late_actions() -> int:
    """Tell those who report for the owner; returns how many. A second run the same night tells nobody."""
    told = 0
    with acting_as(SYSTEM):
        late = ActionItem.objects.all().visible_to(SYSTEM).current().late_on(today()).order_by("seq")
        for action in late.iterator():
            before = told_since(kind=NotificationKind.TERLAMBAT, record=action, since=PAUSE)
            to = reporters_of(with_heirs({action.owner_id})) - before
            told += notify(kind=NotificationKind.TERLAMBAT, record=action, to=to, by=SYSTEM)
    return told
