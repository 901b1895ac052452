"""Functions and triggers that write history, and the one function that reads it, made from what models declare."""

from django.db import connections, models, transaction
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.models import Model

from desmigratif.core.access import PRIVILEGES, Access, Family
from desmigratif.core.history import Tracked, is_untold, kept_fields, tracked
from desmigratif.core.scope import DbRole
from desmigratif.core.security import ROLES, RULES, access_of

TEXTS = (models.CharField, models.TextField)
TRIGGERS = {
    "history_insert": "insert on {} referencing new table as new_rows",
    "history_update": "update on {} referencing old table as old_rows new table as new_rows",
    "history_delete": "delete on {} referencing old table as old_rows",
}


def sync(connection: DatabaseWrapper) -> None:
    """Make functions and triggers as declared, in the database of this (owner's) connection.

    Only what is missing or different is made anew: making a trigger waits for all writers of its table.
    """
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("select to_regclass('history_event')")
        if cursor.fetchone()[0] is None:  # a migration stopped before it, or went back
            return
        cursor.execute(
            "select relname, tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid"
            " where tgname like 'history\\_%' and c.relnamespace = 'public'::regnamespace"
        )
        present = set(cursor.fetchall())
        wanted = {(model._meta.db_table, name) for model in tracked() for name in TRIGGERS}
        for table, name in sorted(present - wanted):
            cursor.execute(f'drop trigger "{name}" on "{table}"')
        for model, kept in tracked().items():
            cursor.execute(_recorder(model, kept))
            table = model._meta.db_table
            for name in TRIGGERS:
                if (table, name) not in present:
                    cursor.execute(_trigger(table, name))
        cursor.execute(_reader())


def recorder_of(table: str) -> str:
    """Name of the function that writes the events of a table."""
    return f"history_of_{table}"[:63]


def _trigger(table: str, name: str) -> str:
    when = TRIGGERS[name].format(f'"{table}"')
    return f'create trigger {name} after {when} for each statement execute function "{recorder_of(table)}"()'


def _kept_value(column: models.Field, row: str, *, untold: bool) -> str:
    """A column of a whole row: what is empty takes no room."""
    name = f'{row}."{column.column}"'
    if untold:
        given = f"nullif({name}, '') is not null" if isinstance(column, TEXTS) else f"{name} is not null"
        return f"case when {given} then '{{}}'::jsonb end as \"{column.column}\""
    return f"nullif({name}, '') as \"{column.column}\"" if isinstance(column, TEXTS) else name


def _difference(column: models.Field, *, untold: bool) -> str:
    """[before, after] of a changed column, or {} where values are not kept; nothing where it did not change."""
    old, new = f'o."{column.column}"', f'n."{column.column}"'
    told = "'{}'::jsonb" if untold else f"jsonb_build_array({old}, {new})"
    return f"'{column.column}', case when {old} is distinct from {new} then {told} end"


def _chunks(parts: list[str], size: int = 40) -> str:
    """One jsonb object: a function takes 100 arguments at most."""
    groups = [parts[start : start + size] for start in range(0, len(parts), size)] or [[]]
    return " || ".join(f"jsonb_build_object({', '.join(group)})" for group in groups)


def _recorder(model: type[Model], kept: Tracked) -> str:
    """The function of a table. Its plans are kept for the session: one made for a single row, by a nested loop, would
    take hours for a statement of 20,000 (measured), so loops are off."""
    columns = kept_fields(model, kept)
    key = f'"{model._meta.pk.column}"'
    told = {column: is_untold(kept, column) for column in columns}
    whole = {
        row: f"(select {', '.join(_kept_value(column, row, untold=untold) for column, untold in told.items())}) r"
        for row in ("o", "n")
    }
    data = "jsonb_strip_nulls(to_jsonb(r))"
    changed = f"jsonb_strip_nulls({_chunks([_difference(column, untold=untold) for column, untold in told.items()])})"
    into = (
        "insert into history_event (at, tx, kind, record_id, action, data, user_id, context)"
        f" select v_at, v_tx, '{model._meta.label}',"
    )
    by = "v_user, v_context"
    return f"""
create or replace function "{recorder_of(model._meta.db_table)}"() returns trigger
language plpgsql security definer set search_path = public, pg_temp set enable_nestloop = off as $body$
declare
    v_at timestamptz := clock_timestamp();
    v_tx bigint := pg_current_xact_id()::text::bigint;
    v_user uuid := nullif(current_setting('app.actor', true), '')::uuid;
    v_context jsonb := nullif(current_setting('app.context', true), '')::jsonb;
begin
    if tg_op = 'INSERT' then
        {into} n.{key}::text, 'I', {data}, {by} from new_rows n, lateral {whole["n"]};
    elsif tg_op = 'DELETE' then
        {into} o.{key}::text, 'D', {data}, {by} from old_rows o, lateral {whole["o"]};
    else
        {into} n.{key}::text, 'U', d.data, {by}
        from old_rows o join new_rows n using ({key})
        cross join lateral (select {changed} as data) d where d.data <> '{{}}';
        -- A key that changed would part the record from what is told of it: it ends and begins.
        {into} o.{key}::text, 'D', {data}, {by} from old_rows o, lateral {whole["o"]}
        where not exists (select from new_rows n where n.{key} = o.{key});
        {into} n.{key}::text, 'I', {data}, {by} from new_rows n, lateral {whole["n"]}
        where not exists (select from old_rows o where o.{key} = n.{key});
    end if;
    return null;
end $body$"""  # noqa: S608  names of our own tables and columns


def _rule_for(access: Access, name: str) -> str:
    """Whether a database role sees a row of the table now, as grants and policies say."""
    if "select" not in PRIVILEGES[getattr(access, name)]:
        return "false"
    if name == "system" or (name != "app" and access.family not in {Family.SHARED, Family.OWN}):
        return "true"
    return RULES.get(access.family, "true")


def _reader() -> str:
    """Whether who asks may see a record where it is now: after a move the old village may not."""
    branches = []
    for model in tracked():
        access, table = access_of(model), connections["default"].ops.quote_name(model._meta.db_table)
        if access is None:
            continue
        rules = " ".join(f"when '{role}' then {_rule_for(access, name)}" for name, role in ROLES.items())
        key, kind = f'"{model._meta.pk.column}"', model._meta.pk.db_type(connections["default"]) or "text"
        kind = kind.replace("serial", "int")
        branches.append(
            f"when '{model._meta.label}' then return exists (select from {table} where {key} = p_record_id::{kind}"
            f" and case current_setting('role') {rules} else false end);"
        )
    return f"""
create or replace function history_visible(p_kind text, p_record_id text) returns boolean
language plpgsql stable security definer set search_path = public, pg_temp as $body$
begin
    case p_kind
    {chr(10).join(branches)}
    else return false;
    end case;
end $body$;
revoke all on function history_visible(text, text) from public;
create or replace function history_of(p_kinds text[], p_ids text[], p_before bigint, p_most integer)
returns setof history_event language sql stable security definer set search_path = public, pg_temp as $body$
    with asked as materialized (
        select a.kind, a.record_id from unnest(p_kinds, p_ids) as a(kind, record_id)
        where history_visible(a.kind, a.record_id)
    )
    select e.* from asked a join history_event e on e.record_id = a.record_id and e.kind = a.kind
    where p_before is null or e.id < p_before
    order by e.id desc limit least(p_most, 500)
$body$;
revoke all on function history_of(text[], text[], bigint, integer) from public;
grant execute on function history_of(text[], text[], bigint, integer) to {", ".join(DbRole)}"""  # noqa: S608  names of our own tables
