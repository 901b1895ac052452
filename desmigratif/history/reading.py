"""Events of records, as the database gives them to the current actor: none of a record that is out of scope now."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model

MOST = 30


@dataclass(frozen=True)
class Event:
    """One change of one record. `data` by column: values of a new or deleted row, [before, after] of a changed one,
    {} where no value is kept."""

    id: int
    at: datetime
    tx: int
    kind: str
    record_id: str
    action: str
    data: dict[str, Any]
    user_id: UUID | None
    context: dict[str, str]


@dataclass(frozen=True)
class Page:
    """Events, newest first; `older` is where the next page begins, None on the last one."""

    events: list[Event]
    older: int | None = None


def events_of(records: Sequence[Model], *, before: int | None = None, most: int = MOST) -> Page:
    """The events of these records, older than event `before`."""
    kinds = [record._meta.label for record in records]
    keys = [str(record.pk) for record in records]
    with connection.cursor() as cursor:
        cursor.execute(
            "select id, at, tx, kind, record_id, action, data::text, user_id, context::text"
            " from history_of(%s::text[], %s::text[], %s, %s)",
            [kinds, keys, before, most + 1],
        )
        found = [
            Event(number, at, tx, kind, key, action, json.loads(data), user_id, json.loads(context or "{}"))
            for number, at, tx, kind, key, action, data, user_id, context in cursor.fetchall()
        ]
    return Page(found[:most], found[most - 1].id if len(found) > most else None)
