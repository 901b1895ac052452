"""Writing the log, and asking it: by record for those who see the record now, as a whole for the auditor."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import connection
from django.utils import timezone

from desmigratif.audit.models import AccessLog
from desmigratif.core.ids import uuid7
from desmigratif.core.reads import Read, Reads
from desmigratif.core.scope import NOBODY, SYSTEM, Actor, Level, acting_as

INSERT = """
insert into audit_accesslog
    (id, at, user_id, client, party, under, role, level, code, screen, request_id, address, device,
     how, what, record_id, village_code, about, shown)
select t.id, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s,
    t.how, t.what, t.record_id, t.village_code, t.about, t.shown
from unnest(%s::uuid[], %s::text[], %s::text[], %s::uuid[], %s::text[], %s::text[], %s::int[])
    as t(id, how, what, record_id, village_code, about, shown)
"""
SHOWN = 50
MOST_WORDS = 300


def write_reads(reads: Reads, entries: list[Read], actor: Actor) -> None:
    """One row for each entry, in one statement, whoever the transaction acts as.

    Who only knocks, at the log-in or with a bad token, has no actor: the row is written in the system's name.
    """
    if reads.signed is not None:
        with acting_as(SYSTEM):
            _insert(
                reads, entries, replace(NOBODY, user_id=reads.signed.user_id, client=reads.signed.client), party=""
            )
    else:
        _insert(reads, entries, actor, party=actor.name if actor.client else "")


def _insert(reads: Reads, entries: list[Read], actor: Actor, *, party: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT,
            [
                timezone.now(),
                _text(actor.user_id),
                actor.client,
                party,
                _text(actor.assignment_id or actor.agreement_id),
                actor.role,
                "" if actor.level is Level.NONE else actor.level,
                actor.code,
                reads.screen,
                str(reads.request_id),
                reads.address if reads.signed else None,
                reads.device,
                [str(uuid7()) for _ in entries],
                [entry.how.value for entry in entries],
                [entry.what for entry in entries],
                [_text(entry.record_id) for entry in entries],
                [entry.village_code for entry in entries],
                [entry.about[:MOST_WORDS] for entry in entries],
                [entry.shown for entry in entries],
            ],
        )


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def reads_of(what: str, record_id: UUID, *, before: UUID | None = None, most: int = SHOWN) -> list[AccessLog]:
    """Who saw a record, newest first. Nothing unless the record lies in the region of the one who asks, now."""
    rows = AccessLog.objects.raw(
        "select * from audit_reads_of(%s, %s, %s, %s)", [what, str(record_id), before and str(before), most]
    )
    return list(rows)


@dataclass(frozen=True)
class Asked:
    """What part of the log is asked for. Days are whole days, the last one included."""

    user_id: UUID | None = None
    client: str = ""
    record_id: UUID | None = None
    village_code: str = ""
    how: str = ""
    first_day: date | None = None
    last_day: date | None = None

    def values(self) -> list[str | None]:
        """As the functions of the database take them; the ids of the log hold the server's clock."""
        return [
            _text(self.user_id),
            self.client or None,
            _text(self.record_id),
            self.village_code or None,
            self.how or None,
            _text(_first_id(self.first_day)) if self.first_day else None,
            _text(_first_id(self.last_day + timedelta(days=1))) if self.last_day else None,
        ]


def read_log(asked: Asked, *, before: UUID | None = None, most: int = SHOWN) -> list[AccessLog]:
    """The log, newest first, for the auditor; nothing for anybody else."""
    return list(
        AccessLog.objects.raw(
            "select * from audit_reads(%s, %s, %s, %s, %s, %s, %s, %s, %s)", [*asked.values(), _text(before), most]
        )
    )


@dataclass(frozen=True)
class Seen:
    """One record in a breach pack: by which ways it was seen, how often, when first and last."""

    what: str
    record_id: UUID
    village_code: str
    ways: list[str]
    screens: list[str]
    times: int
    first: datetime
    last: datetime


def read_pack(asked: Asked, *, most: int) -> list[Seen]:
    """Whose data was seen, a line for each record, for the auditor; nothing for anybody else."""
    with connection.cursor() as cursor:
        cursor.execute("select * from audit_pack(%s, %s, %s, %s, %s, %s, %s, %s)", [*asked.values(), most])
        return [Seen(*row) for row in cursor.fetchall()]


def _first_id(day: date) -> UUID:
    start = timezone.make_aware(datetime.combine(day, time.min))
    return UUID(int=int(start.timestamp() * 1000) << 80)
