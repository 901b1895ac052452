"""Telling the village what the district decided about a record."""

from typing import Any

from desmigratif.core.scope import Actor
from desmigratif.notifications.enums import NotificationKind
from desmigratif.notifications.recipients import officers_of
from desmigratif.notifications.services import notify
from workers.enums import RecordStatus


def tell_village(record: Any, *, by: Actor) -> None:
    """After a decision on a record of a village: sent back, its officers and its maker; verified, its maker."""
    if record.record_status == RecordStatus.KEMBALI:
        to = {record.created_by_id, *officers_of(record.village_code)}
        notify(kind=NotificationKind.KEMBALI, record=record, to=to, by=by)
    elif record.record_status == RecordStatus.VERIF:
        notify(kind=NotificationKind.VERIF, record=record, to=[record.created_by_id], by=by)
