"""The log as people read it: one line for each reader of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.auth import get_user_model
from django.utils import timezone

from desmigratif.accounts.roles import Role
from desmigratif.audit.models import AccessLog
from desmigratif.core.reads import How

PROGRAM = "Program instansi lain"
UNKNOWN = "Pengguna tidak dikenal"
SIGNING = {How.MASUK, How.KELUAR, How.DITOLAK, How.DIKUNCI}
NOBODY = "Nama pengguna yang tidak dikenal"


@dataclass
class Line:
    """One reader on one day, by one way: how often, and when last."""

    who: str
    role: str
    how: str
    about: str
    last: datetime
    times: int = 1


@dataclass
class Day:
    """What was seen on a day, newest first."""

    day: date
    lines: list[Line]


def names_of(rows: Iterable[AccessLog]) -> dict[UUID, Any]:
    """The users of these rows, by id."""
    return get_user_model().objects.in_bulk({row.user_id for row in rows if row.user_id})


def who(row: AccessLog, users: dict[UUID, Any], *, with_client: bool = True) -> str:
    """The name of the reader; of a program the institution, and the name under which it calls."""
    if row.user_id is not None:
        return str(users.get(row.user_id, UNKNOWN))
    if row.how in SIGNING:
        return NOBODY
    party = row.party or PROGRAM
    return f"{party} ({row.client})" if row.client and with_client else party


def role_words(role: str) -> str:
    """The role at that time."""
    return Role(role).label if role in Role.values else ""


def how_words(how: str) -> str:
    """The way, in words."""
    return How(how).label if how in How.values else how


def kind_words(what: str) -> str:
    """What kind of record it was: Orang, Keluarga; nothing of what concerns no record."""
    try:
        label = str(apps.get_model(what)._meta.verbose_name)
    except (LookupError, ValueError):  # a row that was forged, or of a table that is gone
        return what
    return label[:1].upper() + label[1:]


def line_of(row: AccessLog, users: dict[UUID, Any]) -> dict[str, Any]:
    """A row of the auditor's page."""
    return {
        "row": row,
        "who": who(row, users),
        "role": role_words(row.role),
        "how": how_words(row.how),
        "kind": kind_words(row.what) if row.what else "",
    }


def by_day(rows: list[AccessLog]) -> list[Day]:
    """Rows, newest first, as days with a line for each reader, way and purpose."""
    users, days = names_of(rows), {}
    for row in rows:
        key = (row.user_id, row.client, row.role, row.how, row.about)
        lines = days.setdefault(timezone.localdate(row.at), {})
        if key in lines:
            lines[key].times += 1
        else:
            lines[key] = Line(
                who(row, users, with_client=False), role_words(row.role), how_words(row.how), row.about, row.at
            )
    return [Day(day, list(lines.values())) for day, lines in days.items()]
