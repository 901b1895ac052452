"""What history keeps of a table: declared on the model, applied by `history_sql.sync` at the
end of every `migrate`.

Triggers write one row of `history_event` for every row that a statement adds, changes or deletes, whoever sends the
statement. They run as the owner, so no log-in of ours needs a right on the table of events, and has none. Values of a
field that is `untold` are never kept, only that it changed; a field that is `left_out` is not even compared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import models
from django.db.models import GeneratedField, Model

from desmigratif.core.security import tables

# Noise: the event has its own moment, order and author.
ALWAYS_LEFT_OUT = frozenset({"id", "seq", "version", "created_at", "created_by", "updated_at", "updated_by"})


@dataclass(frozen=True)
class Tracked:
    """History is kept. `untold` maps a field to the word for it: that it changed is told, no value is kept.

    `values=False` keeps no value of any field: for tables whose rows must be forgotten when a consent is taken back.
    """

    left_out: tuple[str, ...] = ()
    untold: Mapping[str, str] = field(default_factory=dict)
    values: bool = True


@dataclass(frozen=True)
class Untracked:
    """No history, and why."""

    reason: str

    def __post_init__(self) -> None:
        if not self.reason:
            raise ValueError("a table without history needs a reason")


TRACKED = Tracked()
A_LOG = Untracked("a log itself: only added to, by nobody changed")
COUNTED = Untracked("counted anew from other tables")
_PACKAGE = "a table of a package, without a decision or a person's record in it"
PACKAGE_TABLES = {
    "contenttypes.ContentType": Untracked(_PACKAGE),
    "auth.Permission": Untracked(_PACKAGE),
    "auth.Group": Untracked(_PACKAGE),
    "auth.Group_permissions": Untracked(_PACKAGE),
    "sessions.Session": Untracked("comes and goes with every log-in"),
    "admin.LogEntry": A_LOG,
    "axes.AccessAttempt": Untracked("counts wrong passwords"),
    "axes.AccessAttemptExpiration": Untracked("counts wrong passwords"),
    "axes.AccessFailureLog": A_LOG,
    "axes.AccessLog": A_LOG,
    "oauth2_provider.DeviceGrant": Untracked("stays empty"),
}


def history_of(model: type[Model]) -> Tracked | Untracked | None:
    """What a model declares; a record of ours has history unless it says otherwise. None when nobody decided."""
    declared = getattr(model, "history", None)
    if isinstance(declared, Tracked | Untracked):
        return declared
    return PACKAGE_TABLES.get(model._meta.label)


def tracked() -> dict[type[Model], Tracked]:
    """Every table with history."""
    found = {model: history_of(model) for model in tables()}
    return {model: kept for model, kept in found.items() if isinstance(kept, Tracked)}


def undecided(found: Iterable[type[Model]]) -> list[str]:
    """Tables that neither have history nor say why not."""
    return [model._meta.label for model in found if history_of(model) is None]


def kept_fields(model: type[Model], kept: Tracked) -> list[models.Field]:
    """The columns that are compared: none that the database or the base makes by itself."""
    return [
        column
        for column in model._meta.local_fields
        if not (column.name in ALWAYS_LEFT_OUT or column.name in kept.left_out or isinstance(column, GeneratedField))
    ]


def is_untold(kept: Tracked, column: models.Field) -> bool:
    """Whether only the change is kept, without a value."""
    return not kept.values or column.name in kept.untold
