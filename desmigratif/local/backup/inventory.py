"""What a database holds, in words that can be compared: rows, policies, grants, triggers, constraints, functions.

The owner's name differs between installations, so it is written as `owner`.
"""

from typing import Any

from django.db.backends.utils import CursorWrapper

Inventory = dict[str, dict[str, Any]]

# An extension's own objects come with the extension and its version; they are not ours to compare.
_NOT_OF_AN_EXTENSION = "not exists (select from pg_depend d where d.objid = %s.oid and d.deptype = 'e')"
_OURS = "join pg_namespace n on n.oid = {0}.{1}namespace and n.nspname = 'public'"

# The server writes `x in ('A', 'B')` with its casts in other places once it has read its own words again.
_PLAIN = r"regexp_replace(%s, '::(character varying|text)(\[\])?|[()]', '', 'g')"

_TABLES = f"""
    select c.relname, c.relrowsecurity, c.relforcerowsecurity from pg_class c {_OURS.format("c", "rel")}
    where c.relkind in ('r', 'p') and {_NOT_OF_AN_EXTENSION % "c"} order by 1"""
_POLICIES = """
    select tablename || '.' || policyname, array[permissive, array_to_string(roles, ','), cmd, qual, with_check]
    from pg_policies where schemaname = 'public' order by 1"""
_GRANTS = f"""
    select x.what || ' to ' || case when x.grantee = x.owner then 'owner' when x.grantee = 0 then 'public'
      else pg_get_userbyid(x.grantee) end, array_agg(x.privilege_type order by x.privilege_type)
    from (
      select case c.relkind when 'S' then 'sequence ' else 'table ' end || c.relname as what, c.relowner as owner,
        (aclexplode(coalesce(
          c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner)))).*
      from pg_class c {_OURS.format("c", "rel")}
      where c.relkind in ('r', 'p', 'v', 'm', 'S') and {_NOT_OF_AN_EXTENSION % "c"}
      union all
      select 'function ' || p.oid::regprocedure, p.proowner,
        (aclexplode(coalesce(p.proacl, acldefault('f', p.proowner)))).*
      from pg_proc p {_OURS.format("p", "pro")} where {_NOT_OF_AN_EXTENSION % "p"}
    ) x group by 1 order by 1"""
_TRIGGERS = f"""
    select c.relname || '.' || t.tgname, pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text
    from pg_trigger t join pg_class c on c.oid = t.tgrelid {_OURS.format("c", "rel")}
    where not t.tgisinternal order by 1"""
_CONSTRAINTS = f"""
    select c.relname || '.' || k.conname, {_PLAIN % "pg_get_constraintdef(k.oid)"}
    from pg_constraint k join pg_class c on c.oid = k.conrelid {_OURS.format("c", "rel")}
    where k.contype <> 'n' order by 1"""
_INDEXES = f"""
    select tablename || '.' || indexname, {_PLAIN % "indexdef"} from pg_indexes
    where schemaname = 'public' order by 1"""
_FUNCTIONS = f"""
    select p.oid::regprocedure::text, encode(sha256(convert_to(pg_get_functiondef(p.oid), 'UTF8')), 'hex')
    from pg_proc p {_OURS.format("p", "pro")} where p.prokind in ('f', 'p') and {_NOT_OF_AN_EXTENSION % "p"}
    order by 1"""
_SEQUENCES = "select sequencename, start_value || ' by ' || increment_by from pg_sequences where schemaname = 'public'"


def take(cursor: CursorWrapper) -> Inventory:
    """Look at the database of this cursor, as the owner: row security does not hold for it, so all rows count."""
    quote = cursor.db.ops.quote_name
    cursor.execute(_TABLES)
    tables = cursor.fetchall()
    found: Inventory = {"rows": {}, "row security": {name: [on, forced] for name, on, forced in tables}}
    for name, _, _ in tables:
        cursor.execute(f"select count(*) from public.{quote(name)}")
        found["rows"][name] = cursor.fetchone()[0]
    parts = {
        "policies": _POLICIES,
        "grants": _GRANTS,
        "triggers": _TRIGGERS,
        "constraints": _CONSTRAINTS,
        "indexes": _INDEXES,
        "functions": _FUNCTIONS,
        "sequences": _SEQUENCES,
    }
    for part, sql in parts.items():
        cursor.execute(sql)
        found[part] = dict(cursor.fetchall())
    return found


def is_empty(cursor: CursorWrapper) -> bool:
    """Whether nothing of anybody is in the database yet: no relation and no function outside the system's schemas."""
    cursor.execute(
        f"""select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
              where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and {_NOT_OF_AN_EXTENSION % "c"})
            or exists (select from pg_proc c join pg_namespace n on n.oid = c.pronamespace
              where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and {_NOT_OF_AN_EXTENSION % "c"})"""
    )
    return not cursor.fetchone()[0]


def differences(before: Inventory, here: Inventory) -> dict[str, list[str]]:
    """For each part the names that are missing, new or not the same; empty lists mean equal."""
    return {
        part: sorted(
            name
            for name in {*before[part], *here.get(part, {})}
            if before[part].get(name) != here.get(part, {}).get(name)
        )
        for part in sorted(before, key=lambda part: (part != "rows", part))
    }


def size(inventory: Inventory, part: str) -> int:
    """The figure of the printed table: rows of all tables, or how many things of this kind there are."""
    return sum(inventory[part].values()) if part == "rows" else len(inventory[part])
