"""What the database itself says about rights, asked of its own catalogue by the owner."""

import re
from typing import Any

from desmigratif.core.access import PRIVILEGES, Access, Family
from desmigratif.core.scope import DbRole
from desmigratif.core.security import ROLES, tables

GUARDED = {
    Family.REGION, Family.PERSON, Family.DISTRICT, Family.INSTITUTION, Family.SHARED, Family.OWN, Family.EVENT,
}  # fmt: skip
ABOUT_PERSONS = {Family.PERSON, Family.DISTRICT}
VERBS = ("select", "insert", "update", "delete", "truncate", "references", "trigger")
PUBLIC = "'public'::regnamespace"


def rows_of(cursor: Any, sql: str, *params: Any) -> list[tuple]:
    """The rows of a question."""
    cursor.execute(sql, params)
    return cursor.fetchall()


def by_table() -> dict[str, Access | None]:
    """What each table's model declares."""
    return {model._meta.db_table: access for model, access in tables().items()}


def undeclared(cursor: Any) -> set[str]:
    """Tables that no model declares, and models without their table."""
    kinds = "('r', 'p', 'f', 'm')"
    found = rows_of(
        cursor,
        f"select relname from pg_class where relnamespace = {PUBLIC} and relkind in {kinds} and not relispartition",
    )
    return {name for (name,) in found} ^ (by_table().keys() | {"django_migrations"})


def wrong_row_security(cursor: Any) -> set[str]:
    """Tables whose row security is off, on without need, or forced (`pg_dump` would then leave them empty)."""
    found = rows_of(
        cursor,
        "select relname, relrowsecurity, relforcerowsecurity from pg_class"
        f" where relnamespace = {PUBLIC} and relkind in ('r', 'p')",
    )
    declared = by_table()
    return {
        name
        for name, on, forced in found
        if forced or (name in declared and on is not (declared[name].family in GUARDED))
    }


def _policies_wanted(access: Access) -> dict[str, tuple[set[str], str]]:
    wanted = {"scope": ({DbRole.APP}, "ALL"), "system_all": ({DbRole.SYSTEM}, "ALL")}
    readers = {DbRole.STAT for _ in [0] if access.stat != "none"} | {
        DbRole.PERSON for _ in [0] if access.person != "none"
    }
    if readers:
        command = {Family.SHARED: "ALL", Family.OWN: "ALL", Family.EVENT: "INSERT"}.get(access.family, "SELECT")
        wanted["national"] = (readers, command)
    return wanted


def wrong_policies(cursor: Any) -> set[str]:
    """Tables whose policies are not those of their family, for the right roles."""
    found: dict[str, dict[str, tuple[set[str], str]]] = {}
    for table, policy, roles, command in rows_of(
        cursor, "select tablename, policyname, roles::text[], cmd from pg_policies where schemaname = 'public'"
    ):
        found.setdefault(table, {})[policy] = (set(roles), command)
    wanted = {table: _policies_wanted(access) for table, access in by_table().items() if access.family in GUARDED}
    return {table for table in wanted.keys() | found.keys() if wanted.get(table) != found.get(table)}


def wrong_rules(cursor: Any) -> set[str]:
    """Tables whose rule is open without a context, no equality, or not asked of writes too."""
    wrong = set()
    declared = by_table()
    for table, rule, check in rows_of(
        cursor, "select tablename, qual, with_check from pg_policies where policyname = 'scope'"
    ):
        sound = (
            rule == check
            and "current_setting('app." in rule
            and not re.search(r"~~|like|select|<|substr|\bor\b", rule, re.IGNORECASE)
            and ("CASE" not in rule or re.search(r"ELSE false\s+END", rule))
            and ("app.persons" in rule) == (declared[table].family in ABOUT_PERSONS)
        )
        if not sound:
            wrong.add(table)
    return wrong


def wrong_grants(cursor: Any) -> set[tuple[str, str]]:
    """Table and role, where the rights held are not those declared."""
    wrong = set()
    for table, access in by_table().items():
        for name, role in ROLES.items():
            wanted = {verb.strip() for verb in PRIVILEGES[getattr(access, name)].split(",") if verb.strip()}
            columns = ", ".join(f"has_table_privilege(%s, %s, '{right}')" for right in VERBS)
            held = rows_of(cursor, f"select {columns}", *[str(role), table] * len(VERBS))[0]
            if {right for right, has in zip(VERBS, held, strict=True) if has} != wanted:
                wrong.add((table, str(role)))
    return wrong


def open_parts(cursor: Any) -> set[str]:
    """Parts of a table that a role may use by their own name: the rules of the whole table would not hold there."""
    held = " or ".join(f"has_table_privilege(role, c.oid, '{right}')" for right in VERBS)
    found = rows_of(
        cursor,
        f"select distinct c.relname from pg_class c cross join unnest(%s::text[]) role"
        f" where c.relnamespace = {PUBLIC} and c.relispartition and c.relkind = 'r' and ({held})",
        [str(role) for role in ROLES.values()],
    )
    return {name for (name,) in found}


def owned_by_roles(cursor: Any) -> set[str]:
    """Whatever belongs to a role of the application: its owner could change its rights."""
    found = set()
    for role in DbRole:
        found |= {
            name
            for (name,) in rows_of(
                cursor,
                "select relname from pg_class where relowner = %(role)s::regrole"
                " union all select proname from pg_proc where proowner = %(role)s::regrole"
                " union all select nspname from pg_namespace where nspowner = %(role)s::regrole"
                " union all select datname from pg_database where datdba = %(role)s::regrole".replace(
                    "%(role)s", f"'{role}'"
                ),
            )
        }
    return found


def open_search_paths(cursor: Any) -> set[str]:
    """Functions that run as the owner without a fixed search path: a caller could put its own before ours."""
    found = rows_of(
        cursor,
        "select proname, coalesce(array_to_string(proconfig, ' '), '') from pg_proc"
        f" where pronamespace = {PUBLIC} and prosecdef",
    )
    return {name for name, config in found if not re.search(r"search_path=\S*public, pg_temp", config)}


def views_of_the_owner(cursor: Any) -> set[str]:
    """Views that run as their owner, past row security."""
    found = rows_of(
        cursor,
        f"select relname from pg_class where relnamespace = {PUBLIC} and relkind = 'v'"
        " and not coalesce('security_invoker=true' = any(reloptions), false)",
    )
    return {name for (name,) in found}
