"""The owner's connection: for migrations and flushes only. Web and workers never use it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.postgresql.base import DatabaseWrapper

from desmigratif.core.scope import DbRole

OWNER_KEYS = ("USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
NATIONAL = (DbRole.STAT, DbRole.PERSON, DbRole.SYSTEM)


@contextmanager
def as_owner(name: str | None = None) -> Iterator[DatabaseWrapper]:
    """Turn the one connection of this thread into the owner's for a block.

    The owner is not an alias of its own: a second alias made tests run on the wrong database and data migrations
    silently touch no rows.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    assert isinstance(connection, DatabaseWrapper)
    if connection.in_atomic_block:
        raise RuntimeError("the owner's connection cannot be opened inside a transaction")
    if settings.DATABASE_OWNER["USER"] == DbRole.APP:
        raise CommandError("Set DATABASE_OWNER_URL to the owner's log-in: this command needs the owner's rights.")
    connection.close()
    saved = connection.settings_dict
    owner = {key: settings.DATABASE_OWNER[key] for key in OWNER_KEYS}
    connection.settings_dict = {**saved, **owner, **({"NAME": name} if name else {})}
    try:
        yield connection
    finally:
        connection.close()
        connection.settings_dict = saved


def ensure_foundation(connection: DatabaseWrapper) -> None:
    """Make the roles and the sequence that the first migration needs, or say which SQL lines an administrator runs."""
    ensure_roles(connection)
    with connection.cursor() as cursor:
        cursor.execute("create sequence if not exists desm_seq as bigint cache 1")


def ensure_roles(connection: DatabaseWrapper) -> None:
    """Make the roles that are missing; CommandError with the SQL lines when the owner may not make any."""
    with connection.cursor() as cursor:
        cursor.execute("select rolname from pg_roles where rolname = any(%s)", [[DbRole.APP, *NATIONAL]])
        present = {row[0] for row in cursor.fetchall()}
        missing = [role for role in (DbRole.APP, *NATIONAL) if role not in present]
        if missing:
            cursor.execute("select rolcreaterole or rolsuper from pg_roles where rolname = current_user")
            if not cursor.fetchone()[0]:
                raise CommandError(
                    "The owner may not create roles. Ask the database administrator to run:\n"
                    + "\n".join(role_sql(connection))
                )
            for line in role_sql(connection, missing):
                cursor.execute(line)


def role_sql(connection: DatabaseWrapper, missing: list[DbRole] | None = None) -> list[str]:
    """The lines that make the roles. The app role must not inherit: an inheriting member of a national role would
    see every row without any context (measured on PostgreSQL 15 and 18)."""
    wanted = missing if missing is not None else [DbRole.APP, *NATIONAL]
    lines = []
    for role in wanted:
        login = "login noinherit" if role is DbRole.APP else "nologin"
        lines.append(f"create role {role} {login} nosuperuser nobypassrls nocreatedb nocreaterole;")
    lines += [f"grant {role} to {DbRole.APP};" for role in NATIONAL]
    owner = connection.settings_dict["USER"] or "desm_owner"
    if connection.pg_version >= 160000:
        lines.append(f'grant {DbRole.APP} to "{owner}" with inherit false, set true;')
    else:
        lines.append(f'grant {DbRole.APP} to "{owner}";')
    return lines
