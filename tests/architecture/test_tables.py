"""Every table is classified, and the database holds what its model declares: read from the server's own catalogue."""

import re

import pytest
from django.apps import apps
from django.db.models import GeneratedField

from desmigratif.core.access import PRIVILEGES, Family
from desmigratif.core.catalogue import uncatalogued
from desmigratif.core.models import BaseQuerySet
from desmigratif.core.scope import SCOPE_COLUMNS, DbRole
from desmigratif.core.security import ROLES, tables
from tests.architecture.grids import UNLISTED, UNSCOPED

OURS = (
    "core", "reference", "accounts", "notifications", "imports", "villages", "workers", "pillars", "coordination",
    "reporting", "exchange",
)  # fmt: skip
GUARDED = {
    Family.REGION, Family.PERSON, Family.DISTRICT, Family.INSTITUTION, Family.SHARED, Family.OWN, Family.EVENT,
}  # fmt: skip
ABOUT_PERSONS = {Family.PERSON, Family.DISTRICT, Family.OWN}
NATIONAL = (DbRole.STAT, DbRole.PERSON, DbRole.SYSTEM)
VERBS = ("select", "insert", "update", "delete")
ALL_RIGHTS = (*VERBS, "truncate", "references", "trigger")

PERSONAL = ("workers", "accounts")  # apps of which every table is about people


def by_table():
    return {model._meta.db_table: access for model, access in tables().items()}


def models_of_ours():
    return [model for label in OURS for model in apps.get_app_config(label).get_models()]


def rows_of(cursor, sql, *params):
    cursor.execute(sql, params)
    return cursor.fetchall()


def test_every_table_is_classified():
    assert [model._meta.label for model, access in tables().items() if access is None] == []


def test_the_database_holds_no_table_that_no_model_declares(owner):
    found = rows_of(
        owner,
        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'f', 'm')",
    )
    assert {name for (name,) in found} == by_table().keys() | {"django_migrations"}


def test_row_security_is_on_for_the_families_that_need_it_and_never_forced(owner):
    found = rows_of(
        owner,
        "select relname, relrowsecurity, relforcerowsecurity from pg_class"
        " where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')",
    )
    expected = {table: access.family in GUARDED for table, access in by_table().items()}
    assert {name: on for name, on, _ in found if name in expected} == expected
    assert [name for name, _, forced in found if forced] == [], "pg_dump would leave the table empty"


def test_each_guarded_table_has_its_policies_for_the_right_roles(owner):
    found = {}
    for table, policy, roles, command in rows_of(
        owner, "select tablename, policyname, roles::text[], cmd from pg_policies where schemaname = 'public'"
    ):
        found.setdefault(table, {})[policy] = (set(roles), command)
    expected = {}
    for table, access in by_table().items():
        if access.family not in GUARDED:
            continue
        expected[table] = {"scope": ({DbRole.APP}, "ALL"), "system_all": ({DbRole.SYSTEM}, "ALL")}
        readers = {DbRole.STAT for _ in [0] if access.stat != "none"} | {
            DbRole.PERSON for _ in [0] if access.person != "none"
        }
        if readers and access.family is not Family.EVENT:
            command = "ALL" if access.family is Family.SHARED else "SELECT"
            expected[table]["national"] = (readers, command)
    assert found == expected


def test_the_rule_compares_by_equality_checks_writes_too_and_is_closed_without_a_context(owner):
    found = rows_of(
        owner, "select tablename, qual, with_check from pg_policies where policyname = 'scope' order by tablename"
    )
    assert len(found) == sum(access.family in GUARDED for access in by_table().values())
    for table, rule, check in found:
        assert rule == check, table
        assert "current_setting('app." in rule, table
        assert not re.search(r"~~|like|select|<|substr|\bor\b", rule, re.IGNORECASE), (table, rule)
        if "CASE" in rule:
            assert re.search(r"ELSE false\s+END", rule), (table, rule)


def test_the_rule_of_a_table_about_persons_asks_whether_the_role_may_see_persons(owner):
    found = dict(rows_of(owner, "select tablename, qual from pg_policies where policyname = 'scope'"))
    about_persons = {table for table, access in by_table().items() if access.family in ABOUT_PERSONS}
    assert about_persons >= {"workers_person", "workers_migrationepisode", "workers_personlog", "workers_nikreview"}
    for table, rule in found.items():
        assert ("app.persons" in rule) == (table in about_persons), table


def test_each_role_has_exactly_the_declared_grants(owner):
    for table, access in by_table().items():
        for name, role in ROLES.items():
            wanted = {verb.strip() for verb in PRIVILEGES[getattr(access, name)].split(",") if verb.strip()}
            columns = ", ".join(f"has_table_privilege(%s, %s, '{right}')" for right in ALL_RIGHTS)
            held = rows_of(owner, f"select {columns}", *[str(role), table] * len(ALL_RIGHTS))[0]
            assert {right for right, has in zip(ALL_RIGHTS, held, strict=True) if has} == wanted, (table, role)


def test_a_table_nobody_classified_is_closed_to_every_role(owner):
    owner.execute("create table public.nobody_classified_it (id int)")
    for role in ROLES.values():
        for right in ALL_RIGHTS:
            held = rows_of(owner, "select has_table_privilege(%s, 'nobody_classified_it', %s)", str(role), right)
            assert held == [(False,)], (role, right)
    assert rows_of(owner, "select 1 from pg_default_acl") == []


def test_no_stat_role_reads_a_table_about_persons():
    open_to_stat = {
        model._meta.label
        for model, access in tables().items()
        if access.family in ABOUT_PERSONS and access.stat != "none"
    }
    assert open_to_stat == set()


def test_the_roles_are_as_weak_as_promised(owner):
    found = rows_of(
        owner,
        "select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolreplication from pg_roles"
        " where rolname = any(%s)",
        [str(role) for role in DbRole],
    )
    assert len(found) == len(DbRole)
    assert [row for row in found if any(row[1:])] == []
    assert rows_of(owner, "select rolcanlogin, rolinherit from pg_roles where rolname = %s", str(DbRole.APP)) == [
        (True, False)
    ]


def test_the_app_role_is_a_member_of_the_national_roles_without_inheriting_them(owner):
    for role in NATIONAL:
        held = rows_of(
            owner,
            "select pg_has_role(%s, %s, 'usage'), pg_has_role(%s, %s, 'member')",
            *[str(DbRole.APP), str(role)] * 2,
        )
        assert held == [(False, True)], role


@pytest.mark.parametrize("role", list(DbRole))
def test_the_roles_own_nothing(owner, role):
    owned = rows_of(
        owner,
        "select relname from pg_class where relowner = %(role)s::regrole"
        " union all select proname from pg_proc where proowner = %(role)s::regrole"
        " union all select nspname from pg_namespace where nspowner = %(role)s::regrole"
        " union all select datname from pg_database where datdba = %(role)s::regrole".replace("%(role)s", f"'{role}'"),
    )
    assert owned == []


def test_the_app_role_can_neither_become_the_owner_nor_make_a_table(raw, owner):
    (name,) = rows_of(owner, "select current_user")[0]
    assert rows_of(owner, "select pg_has_role(%s, %s, 'member')", str(DbRole.APP), name) == [(False,)]
    assert rows_of(owner, "select has_schema_privilege(%s, 'public', 'create')", str(DbRole.APP)) == [(False,)]
    assert raw("select current_user") == [(str(DbRole.APP),)], "tests run as the app role"


def test_functions_that_run_as_the_owner_fix_their_search_path(owner):
    found = rows_of(
        owner,
        "select proname, coalesce(array_to_string(proconfig, ' '), '') from pg_proc"
        " where pronamespace = 'public'::regnamespace and prosecdef",
    )
    assert "workers_report_duplicate_nik" in dict(found)
    assert [name for name, config in found if not re.search(r"search_path=\S*public, pg_temp", config)] == []


def test_generated_columns_are_stored(owner):
    found = rows_of(
        owner,
        "select c.relname, a.attname, a.attgenerated from pg_attribute a join pg_class c on c.oid = a.attrelid"
        " where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attgenerated <> ''",
    )
    declared = {
        (model._meta.db_table, field.column)
        for model in tables()
        for field in model._meta.local_fields
        if isinstance(field, GeneratedField)
    }
    assert {(table, column) for table, column, _ in found} == declared
    assert {kind for _, _, kind in found} == {"s"}


VIEWS_OF_THE_OWNER = (
    "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'"
    " and not coalesce('security_invoker=true' = any(reloptions), false)"
)


def test_views_run_as_their_reader(owner):
    """A plain view runs as its owner, past row security; the second half shows that this test would see one."""
    assert rows_of(owner, VIEWS_OF_THE_OWNER) == []
    owner.execute("create view everyone as select full_name from workers_person")
    assert rows_of(owner, VIEWS_OF_THE_OWNER) == [("everyone",)]
    owner.execute("alter view everyone set (security_invoker = true)")
    assert rows_of(owner, VIEWS_OF_THE_OWNER) == []


def test_a_scoped_table_carries_the_columns_of_its_family():
    for model, access in tables().items():
        columns = {field.column for field in model._meta.local_fields}
        if access.family in {Family.REGION, Family.PERSON}:
            assert columns >= set(SCOPE_COLUMNS.values()), model
        if access.family is Family.DISTRICT:
            assert "kab_code" in columns, model
        if access.family is Family.SHARED:
            assert "shared_with" in columns, model


def test_every_model_is_scoped_or_says_why_not():
    scoped, bare = set(), set()
    for model in models_of_ours():
        manager = model._default_manager
        (scoped if hasattr(manager.all(), "visible_to") else bare).add(model._meta.label)
    assert bare == UNSCOPED.keys()
    guarded = {model._meta.label for model, access in tables().items() if access.family in GUARDED}
    assert scoped == guarded


def test_versioned_records_are_locked_by_their_queryset():
    for model in models_of_ours():
        if any(field.name == "version" for field in model._meta.local_fields):
            assert isinstance(model._default_manager.all(), BaseQuerySet), model


def test_every_field_of_a_personal_table_is_in_the_record_of_processing():
    assert uncatalogued(*PERSONAL) == []
    missing = {name.rsplit(".", 1)[0] for name in uncatalogued(*OURS)}
    assert missing == UNLISTED.keys()


def test_only_reference_and_system_tables_are_left_out_of_the_record_of_processing():
    """A table about persons can't be excused."""
    excused = {model._meta.label for model in models_of_ours()} & UNLISTED.keys()
    assert excused == UNLISTED.keys()
    personal = {model._meta.label for model, access in tables().items() if access.family in ABOUT_PERSONS}
    assert personal & excused == set()
