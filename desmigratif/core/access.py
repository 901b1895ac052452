"""How a table may be reached in the database: declared on the model, applied by `core.security.sync`.

A table nobody classified gets no grant at all, so forgetting is closed, not open.
"""

from dataclasses import dataclass
from enum import StrEnum


class Family(StrEnum):
    """Which policy guards the rows of a table (architecture D4b)."""

    REGION = "region"  # rows carry region columns; the actor's level decides
    PERSON = "person"  # as REGION, and roles that may not see persons get none
    DISTRICT = "district"  # seen by the district's coordinator and the data steward only, not by the village
    INSTITUTION = "institution"  # rows belong to an institution
    SHARED = "shared"  # rows name the institutions and the regions that may see them
    OWN = "own"  # rows belong to one user, through the column `user_id`
    REFERENCE = "reference"  # readable by everybody
    EVENT = "event"  # append-only log of what a user (`user_id`) did, read through a function
    SYSTEM = "system"  # no row security; `reason` says why


ABOUT_PERSONS = frozenset({Family.PERSON, Family.DISTRICT})  # whose reads are logged (security.md P-10)


PRIVILEGES = {
    "none": "",
    "ro": "select",
    "rw": "select, insert, update, delete",
    "append": "select, insert",
    "insert_only": "insert",
}


@dataclass(frozen=True)
class Access:
    """Grants per database role and the policy family of one table.

    `app` is the web and worker log-in, `stat` the national role without persons, `person` the national role that
    reads persons, `system` the sweeper, imports and factories. Values are keys of `PRIVILEGES`.
    """

    family: Family
    app: str = "none"
    stat: str = "none"
    person: str = "none"
    system: str = "rw"
    reason: str = ""

    def __post_init__(self) -> None:
        for value in (self.app, self.stat, self.person, self.system):
            if value not in PRIVILEGES:
                raise ValueError(f"unknown privilege {value!r}")
        if self.family is Family.SYSTEM and not self.reason:
            raise ValueError("a table without row security needs a reason")


PERSON_TABLE = Access(family=Family.PERSON, app="rw", person="ro")
REGION_TABLE = Access(family=Family.REGION, app="rw", stat="ro", person="ro")
SHARED_TABLE = Access(family=Family.SHARED, app="rw", stat="rw", person="ro")
REFERENCE_TABLE = Access(family=Family.REFERENCE, app="ro", stat="ro", person="ro")

# Tables of packages: they hold no region, so their rows are guarded by the views that use them.
_FRAMEWORK = "framework table without personal rows of a region"
_EVERY = {"app": "rw", "stat": "rw", "person": "rw"}
PACKAGE_TABLES = {
    "contenttypes.ContentType": Access(Family.REFERENCE, app="ro", stat="ro", person="ro"),
    "auth.Permission": Access(Family.REFERENCE, app="ro", stat="ro", person="ro"),
    "auth.Group": Access(Family.REFERENCE, app="ro", stat="ro", person="ro"),
    "auth.Group_permissions": Access(Family.REFERENCE, app="ro", stat="ro", person="ro"),
    "admin.LogEntry": Access(Family.SYSTEM, app="append", stat="append", person="append", reason=_FRAMEWORK),
    "oauth2_provider.DeviceGrant": Access(
        Family.SYSTEM, system="none", reason="never used: that grant is not mounted"
    ),
    "axes.AccessAttempt": Access(Family.SYSTEM, **_EVERY, reason="failed log-ins are counted before anyone is known"),
    "axes.AccessAttemptExpiration": Access(Family.SYSTEM, **_EVERY, reason="failed log-ins"),
    "axes.AccessFailureLog": Access(Family.SYSTEM, **_EVERY, reason="failed log-ins"),
    "axes.AccessLog": Access(Family.SYSTEM, **_EVERY, reason="log-ins"),
}
