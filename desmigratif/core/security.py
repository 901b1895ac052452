"""Grants and row security, applied from what the models declare.

`sync` runs at the end of every `migrate`, in one transaction: revoke all, grant what is declared, (re)create the
policies. Nothing about rights stands in migrations, so a new table is closed until its model says otherwise.
"""

from django.apps import apps
from django.db import transaction
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from desmigratif.core.access import PACKAGE_TABLES, PRIVILEGES, Access, Family
from desmigratif.core.scope import SCOPE_COLUMNS, DbRole

ROLES = {"app": DbRole.APP, "stat": DbRole.STAT, "person": DbRole.PERSON, "system": DbRole.SYSTEM}

# A CASE on the level over equality columns: the planner keeps the list index, and after SET LOCAL ends the setting
# is '' and matches no branch. LIKE, ranges and sub-selects lose the index, and LIKE '' shows everything.
REGION_RULE = (
    "case current_setting('app.level', true) "
    + " ".join(
        f"when '{level}' then {column} = current_setting('app.scope', true)" for level, column in SCOPE_COLUMNS.items()
    )
    + " else false end"
)
RULES = {
    Family.REGION: REGION_RULE,
    Family.PERSON: f"current_setting('app.persons', true) = 'on' and {REGION_RULE}",
    Family.DISTRICT: (
        "current_setting('app.persons', true) = 'on' and case current_setting('app.level', true)"
        " when 'kab' then kab_code = current_setting('app.scope', true) else false end"
    ),
    Family.INSTITUTION: "institution_id::text = current_setting('app.institution', true)",
    # Coordination: the row names who shares it, so that institution, region and coordinator are told apart without a
    # join. "*" opens a row to everybody who may open the page.
    Family.SHARED: (
        "case current_setting('app.reach', true) when 'all' then true"
        " when 'institution' then shared_with && array['*', current_setting('app.institution', true)]"
        " when 'region' then shared_with && array['*', current_setting('app.scope', true)]"
        " else false end"
    ),
    Family.OWN: "user_id::text = current_setting('app.actor', true)",
    # Added to by everybody who acts, in the own name; a program has no user. Nobody has a grant to read.
    Family.EVENT: (
        "case when coalesce(user_id::text, '') = current_setting('app.actor', true)"
        " then current_setting('app.level', true) = any (array['desa', 'kec', 'kab', 'prov', 'nation']) else false end"
    ),
}


def access_of(model: type[Model]) -> Access | None:
    """What a model declares, or what is recorded for a package's table; None when nobody classified it."""
    declared = model.__dict__.get("access")
    return declared if isinstance(declared, Access) else PACKAGE_TABLES.get(model._meta.label)


def tables() -> dict[type[Model], Access | None]:
    """Every concrete table of the project, automatic many-to-many tables included."""
    return {
        model: access_of(model)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    }


def sync(connection: DatabaseWrapper) -> None:
    """Apply the declared access to the database of this (owner's) connection."""
    quote = connection.ops.quote_name
    everyone = ", ".join(ROLES.values())
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("revoke all on schema public from public")
        cursor.execute(f"grant usage on schema public to {everyone}")
        cursor.execute(f"revoke all on all tables in schema public from public, {everyone}")
        cursor.execute(f"revoke all on all sequences in schema public from public, {everyone}")
        cursor.execute(f"grant usage on all sequences in schema public to {everyone}")
        cursor.execute(f"grant select on django_migrations to {everyone}")
        for model, access in tables().items():
            if access is not None:
                _apply(cursor, quote(model._meta.db_table), access)


def _apply(cursor: CursorWrapper, table: str, access: Access) -> None:
    for name, role in ROLES.items():
        privileges = PRIVILEGES[getattr(access, name)]
        if privileges:
            cursor.execute(f"grant {privileges} on {table} to {role}")
    for policy in ("scope", "national", "system_all"):
        cursor.execute(f"drop policy if exists {policy} on {table}")
    rule = RULES.get(access.family)
    if rule is None:
        cursor.execute(f"alter table {table} disable row level security")
        return
    cursor.execute(f"alter table {table} enable row level security")
    cursor.execute(f"create policy scope on {table} for all to {DbRole.APP} using ({rule}) with check ({rule})")
    readers = [role for name, role in ROLES.items() if name in {"stat", "person"} and getattr(access, name) != "none"]
    # A ministry's officer is national and sees the own institution's rows only, and everybody the own rows only.
    if readers and access.family in {Family.SHARED, Family.OWN}:
        cursor.execute(
            f"create policy national on {table} for all to {', '.join(readers)} using ({rule}) with check ({rule})"
        )
    elif readers and access.family is Family.EVENT:
        cursor.execute(f"create policy national on {table} for insert to {', '.join(readers)} with check ({rule})")
    elif readers:
        cursor.execute(f"create policy national on {table} for select to {', '.join(readers)} using (true)")
    cursor.execute(f"create policy system_all on {table} for all to {DbRole.SYSTEM} using (true) with check (true)")
