"""Every table has history or a written reason, keeps no secret in it, and has its triggers in the database."""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import BinaryField, Model

from desmigratif.core.history import Tracked, history_of, is_untold, kept_fields, tracked, undecided
from desmigratif.core.history_sql import TRIGGERS, recorder_of
from tests.architecture.guards.database import rows_of

SECRET = re.compile(r"secret|password|token|hash|sealed|masked|checksum")


def without_history(models: Iterable[type[Model]]) -> set[str]:
    """Models that neither keep history nor say why not."""
    return set(undecided(models))


def told_secrets(models: Iterable[type[Model]]) -> set[str]:
    """Fields whose values would stand in history: sealed ones, hashes, passwords."""
    return {
        f"{model._meta.label}.{column.name}"
        for model in models
        if isinstance(kept := history_of(model), Tracked)
        for column in kept_fields(model, kept)
        if (isinstance(column, BinaryField) or SECRET.search(column.name)) and not is_untold(kept, column)
    }


def wrong_triggers(cursor: Any) -> set[str]:
    """Tables whose triggers are missing, off, not ours, or stand where no history is declared."""
    found = {
        (table, name): function
        for table, name, function in rows_of(
            cursor,
            "select c.relname, t.tgname, p.proname from pg_trigger t join pg_class c on c.oid = t.tgrelid"
            " join pg_proc p on p.oid = t.tgfoid"
            " where t.tgname like 'history%%' and t.tgenabled = 'O' and p.prosecdef",
        )
    }
    tables = [model._meta.db_table for model in tracked()]
    wanted = {(table, name): recorder_of(table) for table in tables for name in TRIGGERS}
    return {table for table, _ in dict(found.items() ^ wanted.items())}
