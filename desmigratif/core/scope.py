"""Who acts, and on which rows: the context that row level security reads.

Settings are local to the transaction (`set_config(..., true)`); a session-level setting leaks through pooled
connections. RELEASE SAVEPOINT keeps local settings, so a nested context puts the outer one back by hand.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from enum import StrEnum
from uuid import UUID

from django.db import connection, transaction

from desmigratif.core.scope_names import APP_ROLE, PERSON_ROLE, STAT_ROLE, SYSTEM_ROLE


class Level(StrEnum):
    """The region level an assignment names."""

    DESA = "desa"
    KEC = "kec"
    KAB = "kab"
    PROV = "prov"
    NATION = "nation"
    NONE = "none"


class Reach(StrEnum):
    """Which rows of the coordination an actor sees: those of everybody, of the own institution, of the own region."""

    ALL = "all"
    INSTITUTION = "institution"
    REGION = "region"
    NONE = ""


AUDIT_RIGHT = "audit.view_accesslog"
SCOPE_COLUMNS = {
    Level.DESA: "village_code",
    Level.KEC: "kec_code",
    Level.KAB: "kab_code",
    Level.PROV: "prov_code",
}
CODE_LENGTHS = {Level.DESA: 13, Level.KEC: 8, Level.KAB: 5, Level.PROV: 2}


class DbRole(StrEnum):
    """Database roles a transaction may run as. The app role logs in; the others are entered by SET LOCAL ROLE."""

    APP = APP_ROLE
    STAT = STAT_ROLE
    PERSON = PERSON_ROLE
    SYSTEM = SYSTEM_ROLE


@dataclass(frozen=True)
class Actor:
    """One user in one assignment (architecture D7), or a machine.

    `sees_persons` is what the database is told: without it the person tables give no row at any level. `client` names
    the program of an institution, `agreement_id` what it calls under.
    """

    user_id: UUID | None = None
    assignment_id: UUID | None = None
    role: str = ""
    level: Level = Level.NONE
    code: str = ""
    institution_id: UUID | None = None
    name: str = ""
    client: str = ""
    agreement_id: UUID | None = None
    standing_in_for: str = ""  # the name of whoever is away, when this assignment is a deputy's
    sees_persons: bool = False
    reach: Reach = Reach.NONE
    db_role: DbRole = DbRole.APP
    perms: frozenset[str] = field(default_factory=frozenset, repr=False)

    @property
    def is_national(self) -> bool:
        """Whether the assignment covers the whole country."""
        return self.level is Level.NATION

    def may(self, perm: str) -> bool:
        """Whether the role has the permission. On which rows is another question: `visible_to`."""
        return perm in self.perms

    def covers(self, village_code: str) -> bool:
        """Whether a village lies in the actor's region."""
        if self.level is Level.NATION or self.db_role is DbRole.SYSTEM:
            return True
        length = CODE_LENGTHS.get(self.level)
        return length is not None and village_code[:length] == self.code


NOBODY = Actor(name="tanpa konteks")
SYSTEM = Actor(name="sistem", level=Level.NATION, sees_persons=True, reach=Reach.ALL, db_role=DbRole.SYSTEM)


@dataclass(frozen=True)
class Origin:
    """Where an act comes from: which request or job, with what device (browser and system in words), and why."""

    request: str = ""
    device: str = ""
    reason: str = ""


_current: ContextVar[Actor] = ContextVar("desmigratif_actor", default=NOBODY)
NOWHERE = Origin()
_origin: ContextVar[Origin] = ContextVar("desmigratif_origin", default=NOWHERE)


def current_actor() -> Actor:
    """The actor whose context the connection is in; NOBODY outside any context."""
    return _current.get()


def _told(actor: Actor) -> str:
    """What history keeps of the circumstances of a change; whose change it is stands in `app.actor`."""
    origin = _origin.get()
    told = {
        "role": actor.role or ("sistem" if actor.db_role is DbRole.SYSTEM else ""),
        "assignment": str(actor.assignment_id or ""),
        "request": origin.request,
        "device": origin.device,
        "reason": origin.reason,
    }
    return json.dumps({name: words for name, words in told.items() if words}, ensure_ascii=False)


def _apply(actor: Actor) -> None:
    """Tell the transaction who acts, in one statement.

    National roles need no level: their policies name the role. NOBODY has no level, so no policy matches.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('role', %s, true), set_config('app.level', %s, true),"
            " set_config('app.scope', %s, true), set_config('app.persons', %s, true),"
            " set_config('app.actor', %s, true), set_config('app.institution', %s, true),"
            " set_config('app.reach', %s, true), set_config('app.audits', %s, true),"
            " set_config('app.context', %s, true)",
            [
                actor.db_role,
                "" if actor.level is Level.NONE else actor.level,
                actor.code,
                "on" if actor.sees_persons else "",
                str(actor.user_id or ""),
                str(actor.institution_id or ""),
                actor.reach,
                "on" if actor.may(AUDIT_RIGHT) else "",
                _told(actor),
            ],
        )


@contextmanager
def acting_as(actor: Actor) -> Iterator[Actor]:
    """Run a block as `actor`, in a transaction; on leaving, the previous context is put back.

    After an error the rollback (to the savepoint) restores the settings by itself.
    """
    nested = connection.in_atomic_block
    with transaction.atomic():
        token = _current.set(actor)
        try:
            _apply(actor)
            yield actor
        finally:
            _current.reset(token)
        if nested and not connection.needs_rollback:
            _apply(_current.get())


@contextmanager
def coming_from(origin: Origin) -> Iterator[Origin]:
    """What is done in the block comes from there. Told to the database by the next `acting_as`."""
    token = _origin.set(origin)
    try:
        yield origin
    finally:
        _origin.reset(token)


@contextmanager
def because(reason: str) -> Iterator[None]:
    """What is changed in the block has this reason, in history. A transaction, rolled back on an error."""
    with transaction.atomic():
        if not reason:
            yield
            return
        with coming_from(replace(_origin.get(), reason=reason)):
            _apply(_current.get())
            yield
        _apply(_current.get())


def switch(actor: Actor) -> None:
    """Change the actor for the rest of the surrounding context: an API client is known only after its token is read.

    The surrounding `acting_as` puts the previous actor back when it ends.
    """
    _current.set(actor)
    _apply(actor)


@contextmanager
def narrowed(by: Actor, village_code: str) -> Iterator[Actor]:
    """Let a national actor write inside one village, as the ordinary app role.

    The national roles may only read; a correction by the data steward therefore runs with the row security of
    exactly the village it corrects. Others keep their own context.
    """
    if not by.is_national or by.db_role is DbRole.SYSTEM:
        yield by
        return
    with acting_as(replace(by, level=Level.DESA, code=village_code, db_role=DbRole.APP)) as inside:
        yield inside


@contextmanager
def coordinating(by: Actor) -> Iterator[Actor]:
    """Let the data steward write what many institutions share: the own database role only reads, the national role
    without persons may write it. Others keep their own context."""
    if by.db_role is not DbRole.PERSON:
        yield by
        return
    with acting_as(replace(by, sees_persons=False, db_role=DbRole.STAT)) as inside:
        yield inside
