"""Every table is classified, and the database holds what its model declares: read from the server's own catalogue."""

from django.apps import apps
from django.db.models import GeneratedField

from desmigratif.core.scope import DbRole
from desmigratif.core.security import ROLES, tables
from tests.architecture.grids import UNLISTED, UNSCOPED
from tests.architecture.guards.database import (
    ABOUT_PERSONS,
    GUARDED,
    VERBS,
    by_table,
    open_parts,
    open_search_paths,
    owned_by_roles,
    rows_of,
    undeclared,
    views_of_the_owner,
    wrong_grants,
    wrong_policies,
    wrong_row_security,
    wrong_rules,
)
from tests.architecture.guards.files import PACKAGES
from tests.architecture.guards.models import (
    open_to_statistics,
    unclassified,
    unguarded_columns,
    unlocked_versions,
    unrecorded,
    unscoped,
)

NATIONAL = (DbRole.STAT, DbRole.PERSON, DbRole.SYSTEM)
PERSONAL = ("workers", "accounts")  # apps of which every table is about people


def models_of_ours():
    """The models of every app of the project, a new one's too."""
    return [
        model
        for config in apps.get_app_configs()
        if config.name.split(".")[0] in PACKAGES
        for model in config.get_models()
    ]


def test_every_table_is_classified():
    assert unclassified(tables()) == set()


def test_the_database_holds_no_table_that_no_model_declares(owner):
    assert undeclared(owner) == set()


def test_row_security_is_on_for_the_families_that_need_it_and_never_forced(owner):
    assert wrong_row_security(owner) == set()


def test_each_guarded_table_has_its_policies_for_the_right_roles(owner):
    assert wrong_policies(owner) == set()


def test_the_rule_compares_by_equality_checks_writes_too_and_is_closed_without_a_context(owner):
    asked = rows_of(owner, "select count(*) from pg_policies where policyname = 'scope'")
    assert asked == [(sum(access.family in GUARDED for access in by_table().values()),)]
    assert wrong_rules(owner) == set()


def test_the_rule_of_a_table_about_persons_asks_whether_the_role_may_see_persons(owner):
    about_persons = {table for table, access in by_table().items() if access.family in ABOUT_PERSONS}
    assert about_persons >= {"workers_person", "workers_migrationepisode", "workers_personlog", "workers_nikreview"}
    rules = rows_of(owner, "select tablename, qual from pg_policies where policyname = 'scope'")
    assert {table for table, rule in rules if "app.persons" in rule} == about_persons


def test_each_role_has_exactly_the_declared_grants(owner):
    assert wrong_grants(owner) == set()


def test_no_part_of_a_table_is_open_by_its_own_name(owner):
    parts = rows_of(owner, "select count(*) from pg_class where relispartition and relkind = 'r'")
    assert parts[0][0] >= 4, "the history is cut by month"
    assert open_parts(owner) == set()


def test_a_table_nobody_classified_is_closed_to_every_role(owner):
    owner.execute("create table public.nobody_classified_it (id int)")
    for role in ROLES.values():
        for right in VERBS:
            held = rows_of(owner, "select has_table_privilege(%s, 'nobody_classified_it', %s)", str(role), right)
            assert held == [(False,)], (role, right)
    assert rows_of(owner, "select 1 from pg_default_acl") == []


def test_no_stat_role_reads_a_table_about_persons():
    assert open_to_statistics(tables()) == set()


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


def test_the_roles_own_nothing(owner):
    assert owned_by_roles(owner) == set()


def test_the_app_role_can_neither_become_the_owner_nor_make_a_table(raw, owner):
    (name,) = rows_of(owner, "select current_user")[0]
    assert rows_of(owner, "select pg_has_role(%s, %s, 'member')", str(DbRole.APP), name) == [(False,)]
    assert rows_of(owner, "select has_schema_privilege(%s, 'public', 'create')", str(DbRole.APP)) == [(False,)]
    assert raw("select current_user") == [(str(DbRole.APP),)], "tests run as the app role"


def test_functions_that_run_as_the_owner_fix_their_search_path(owner):
    definers = rows_of(owner, "select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef")
    assert ("workers_report_duplicate_nik",) in definers
    assert open_search_paths(owner) == set()


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


def test_views_run_as_their_reader(owner):
    assert views_of_the_owner(owner) == set()


def test_a_scoped_table_carries_the_columns_of_its_family():
    assert unguarded_columns(tables()) == set()


def test_every_model_is_scoped_or_says_why_not():
    assert unscoped(tables()) - UNSCOPED.keys() == set()
    bare = {model._meta.label for model in models_of_ours() if not hasattr(model._default_manager.all(), "visible_to")}
    assert bare == UNSCOPED.keys()


def test_versioned_records_are_locked_by_their_queryset():
    assert unlocked_versions(models_of_ours()) == set()


def test_every_field_of_a_personal_table_is_in_the_record_of_processing():
    personal = [model for model in models_of_ours() if model._meta.app_label in PERSONAL]
    assert personal
    assert unrecorded(personal) == set()
    missing = {name.rsplit(".", 1)[0] for name in unrecorded(models_of_ours())}
    assert missing == UNLISTED.keys()


def test_only_reference_and_system_tables_are_left_out_of_the_record_of_processing():
    """A table about persons can't be excused."""
    excused = {model._meta.label for model in models_of_ours()} & UNLISTED.keys()
    assert excused == UNLISTED.keys()
    personal = {model._meta.label for model, access in tables().items() if access.family in ABOUT_PERSONS}
    assert personal & excused == set()
