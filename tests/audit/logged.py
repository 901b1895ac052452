"""What the access log holds, read as the auditor reads it: nobody else can."""

from desmigratif.accounts.roles import Role, rule_of
from desmigratif.audit.models import AccessLog
from desmigratif.audit.services import Asked, read_log
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import Actor, DbRole, Level, acting_as

AUDITOR = Actor(
    user_id=uuid7(),
    role=Role.AUDITOR,
    level=Level.NATION,
    db_role=DbRole.STAT,
    perms=frozenset(str(perm) for perm in rule_of(Role.AUDITOR).perms),
)


def log(**asked: object) -> list[AccessLog]:
    """The newest 500 rows, newest first."""
    with acting_as(AUDITOR):
        return read_log(Asked(**asked), most=500)


class Since:
    """The rows written since this was made, or since it was last asked."""

    def __init__(self) -> None:
        self.known = {row.pk for row in log()}

    def rows(self) -> list[AccessLog]:
        found = [row for row in log() if row.pk not in self.known]
        assert len(found) < 500, "more was written than the log gives at once"
        self.known |= {row.pk for row in found}
        return found

    def seen(self) -> set[tuple[str, str]]:
        """Table and id of the records."""
        return {(row.what, str(row.record_id)) for row in self.rows()}
