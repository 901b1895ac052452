"""The context of a request, on every table: closed without one, put back after each, whatever happens (P-03, P-04)."""

import re
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import GeneratedField

from desmigratif.accounts.models import User
from desmigratif.core.access import Family
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import (
    NOBODY,
    SYSTEM,
    Actor,
    DbRole,
    Level,
    Reach,
    acting_as,
    current_actor,
    narrowed,
    switch,
)
from desmigratif.core.security import tables
from desmigratif.reporting.models import PersonCountDelta
from tests.conftest import BETAK, KALIDAWIR, OUTSIDE, TULUNGAGUNG, TUNGGANGRI
from tests.core.admin_rows import make_rows
from villages.models import Village

GUARDED = {
    model._meta.db_table: (model, access)
    for model, access in tables().items()
    if access is not None and access.family not in {Family.REFERENCE, Family.SYSTEM, Family.EVENT}
}  # of logs that nobody may read: tests/audit, tests/history
SETTINGS = ("app.level", "app.scope", "app.persons", "app.actor", "app.institution", "app.reach")
EMPTY = ("desm_app", "", "", "", "", "", "")


@pytest.fixture
def rows(petugas, petugas_betak, walidata, pimpinan, actor_of):
    """A row in every table of ours."""
    return make_rows(actor_of(petugas), actor_of(petugas_betak), walidata, pimpinan)


def context() -> tuple[str, ...]:
    """What the database is told at this moment."""
    settings = ", ".join(f"coalesce(current_setting('{name}', true), '')" for name in SETTINGS)
    with connection.cursor() as cursor:
        cursor.execute(f"select current_user::text, {settings}")
        return cursor.fetchone()


def touch(table: str) -> str:
    """A statement that changes every row it may, and no value."""
    key = GUARDED[table][0]._meta.pk.column
    return f"update {table} set {key} = {key}"


def refused(words: str):
    """The statement fails with these words, and the transaction goes on."""
    return pytest.raises(DatabaseError, match=words)


def test_without_a_context_no_guarded_table_gives_a_row_although_all_have_some(rows, raw):
    assert len(GUARDED) >= 11
    for table in GUARDED:
        with acting_as(SYSTEM):
            assert raw(f"select count(*) from {table}")[0][0] > 0, table
        assert context() == EMPTY
        assert raw(f"select count(*) from {table}") == [(0,)], table


def test_without_a_context_nothing_can_be_changed_or_deleted_either(rows):
    for table, (_, access) in GUARDED.items():
        for verb in ("update", "delete"):
            statement = touch(table) if verb == "update" else f"delete from {table}"
            with connection.cursor() as cursor:
                if access.app == "rw":
                    cursor.execute(statement)
                    assert cursor.rowcount == 0, table
                else:
                    with refused("permission denied"), transaction.atomic():
                        cursor.execute(statement)


def _columns(table: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "select string_agg(quote_ident(attname), ', ') from pg_attribute where attrelid = %s::regclass"
            " and attnum > 0 and not attisdropped and attgenerated = ''",
            [table],
        )
        return cursor.fetchone()[0]


def _insert_copy(table: str, code: str, column: str = "village_code") -> None:
    """The rows the actor sees once more, for another place. Row security is asked before any unique key."""
    columns = _columns(table)
    values = re.sub(rf"\b{column}\b", f"'{code}'", columns)
    with connection.cursor() as cursor:
        cursor.execute(f"insert into {table} ({columns}) select {values} from {table}")


def _scope_column(model) -> str:
    """The column a row's region is written in: some tables generate the others from `code`, some know a district."""
    if not any(field.name == "village_code" for field in model._meta.local_fields):
        return "kab_code"
    generated = isinstance(model._meta.get_field("village_code"), GeneratedField)
    return "code" if generated else "village_code"


def test_no_row_can_be_written_into_another_scope(rows, petugas, disnaker, actor_of, raw):
    tried = set()
    for table, (model, access) in GUARDED.items():
        if access.app not in {"rw", "append"} or access.family not in {Family.REGION, Family.PERSON}:
            continue
        column = _scope_column(model)
        for who, code in ((petugas, BETAK), (petugas, OUTSIDE), (disnaker, OUTSIDE)):
            with acting_as(actor_of(who)):
                assert raw(f"select count(*) from {table}")[0][0] > 0, table
                with refused("row-level security"), transaction.atomic():
                    _insert_copy(table, code, column)
                if access.app == "rw":
                    with refused("row-level security"), transaction.atomic(), connection.cursor() as cursor:
                        cursor.execute(f"update {table} set {column} = %s", [code])
        tried.add(table)
    assert len(tried) > 25
    with acting_as(actor_of(disnaker)), refused("row-level security"), transaction.atomic():
        _insert_copy("workers_nikreview", "33.01", "kab_code")


def test_a_shared_row_can_only_be_written_by_those_who_share_it(rows, kl, petugas, actor_of, raw):
    """An institution and a village read the rows that name them, and cannot write one that does not."""
    other = str(uuid7())
    shared = {table: access for table, (_, access) in GUARDED.items() if access.family is Family.SHARED}
    assert len(shared) > 10
    for who in (kl, petugas):
        actor = actor_of(who)
        mine = str(actor.institution_id) if actor.reach is Reach.INSTITUTION else actor.code
        for table, access in shared.items():
            with acting_as(SYSTEM), connection.cursor() as cursor:
                cursor.execute(f"update {table} set shared_with = array[%s]", [mine])
            with acting_as(actor):
                assert raw(f"select count(*) from {table}")[0][0] > 0, table
                with refused("row-level security"), transaction.atomic():
                    _insert_copy(table, f"{{{other}}}", "shared_with")
                if access.app == "rw":
                    with refused("row-level security"), transaction.atomic(), connection.cursor() as cursor:
                        cursor.execute(f"update {table} set shared_with = array[%s]", [other])
            with acting_as(SYSTEM), connection.cursor() as cursor:
                cursor.execute(f"update {table} set shared_with = array[%s]", [other])
            with acting_as(actor):
                assert raw(f"select count(*) from {table}") == [(0,)], table


def test_a_shared_row_for_everybody_needs_a_context_all_the_same(rows, kl, camat, actor_of, raw):
    for table, (_, access) in GUARDED.items():
        if access.family is Family.SHARED:
            with acting_as(SYSTEM), connection.cursor() as cursor:
                cursor.execute(f"update {table} set shared_with = '{{*}}'")
            assert raw(f"select count(*) from {table}") == [(0,)], table
            for who in (kl, camat):
                with acting_as(actor_of(who)):
                    assert raw(f"select count(*) from {table}")[0][0] > 0, table


def test_tables_that_only_the_system_writes_are_closed_to_everybody_else(rows, petugas, disnaker, penata, actor_of):
    read_only = {table for table, (_, access) in GUARDED.items() if access.app == "ro"}
    assert read_only >= {"reporting_export", "reporting_personcount", "reporting_personcountdelta"}
    for who in (petugas, disnaker, penata):
        for table in read_only:
            column = _scope_column(GUARDED[table][0])
            with acting_as(actor_of(who)), refused("permission denied"), transaction.atomic():
                _insert_copy(table, TULUNGAGUNG if column == "kab_code" else TUNGGANGRI, column)


@pytest.mark.parametrize("reader", ["analis", "penata"])
def test_national_roles_read_everywhere_and_write_nowhere(rows, reader, request, actor_of, raw):
    actor = actor_of(request.getfixturevalue(reader))
    with acting_as(SYSTEM):
        totals = {table: raw(f"select count(*) from {table}") for table in GUARDED}
    with acting_as(actor):
        for table, (_, access) in GUARDED.items():
            held = access.person if actor.sees_persons else access.stat
            if held == "none":
                with refused("permission denied"), transaction.atomic():
                    raw(f"select 1 from {table}")
                continue
            if access.family is Family.OWN:  # the own rows alone, whatever the level
                assert raw(f"select count(*) from {table} where user_id <> %s", actor.user_id) == [(0,)], table
                continue
            assert raw(f"select count(*) from {table}") == totals[table], table
            if access.family is Family.SHARED and not actor.sees_persons:
                continue  # Kemenko PMK writes what the coordination shares
            for statement in (touch(table), f"delete from {table}"):
                with refused("permission denied"), transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(statement)


def test_the_system_reads_and_writes_every_table(rows, raw):
    with acting_as(SYSTEM), connection.cursor() as cursor:
        for table in GUARDED:
            cursor.execute(touch(table))
            assert cursor.rowcount > 0, table


def test_a_forged_level_opens_no_more_than_the_forger_could_have_had(rows, raw):
    """Setting the context needs the app's own log-in; nonsense in it is closed."""
    for level, code in (("nation", ""), ("desa", ""), ("desa", "%"), ("kab", "35.04.14"), ("DESA", TUNGGANGRI)):
        with transaction.atomic():
            raw("select set_config('app.level', %s, true), set_config('app.scope', %s, true)", level, code)
            raw("select set_config('app.persons', 'on', true)")
            for table in GUARDED:
                assert raw(f"select count(*) from {table}") == [(0,)], (table, level, code)


VILLAGE = Actor(level=Level.DESA, code=TUNGGANGRI, sees_persons=True)
DISTRICT = Actor(level=Level.KAB, code=TULUNGAGUNG)
SUBDISTRICT = Actor(level=Level.KEC, code=KALIDAWIR)


def told(actor: Actor) -> tuple[str, ...]:
    """What `context` gives for an actor of a region."""
    return ("desm_app", actor.level, actor.code, "on" if actor.sees_persons else "", "", "", "")


def test_nested_contexts_are_put_back_one_by_one(db):
    with acting_as(DISTRICT):
        with acting_as(VILLAGE):
            with acting_as(SYSTEM):
                assert context()[:2] == ("desm_system", "nation")
                assert current_actor() is SYSTEM
            assert context() == told(VILLAGE)
        assert context() == told(DISTRICT)
        assert current_actor() is DISTRICT
    assert context() == EMPTY
    assert current_actor() is NOBODY


@pytest.mark.parametrize("break_it", ["python", "database", "nested database"])
def test_a_context_that_fails_is_put_back_too(db, raw, break_it):
    def fail() -> None:
        if break_it == "python":
            raise LookupError("uji")
        if break_it == "nested database":
            with acting_as(SYSTEM):
                raw("select 1/0")
        raw("select * from villages_village where nothing = 1")

    with acting_as(DISTRICT):
        with pytest.raises((LookupError, DatabaseError)), acting_as(VILLAGE):
            fail()
        assert context() == told(DISTRICT)
        assert current_actor() is DISTRICT
    assert context() == EMPTY


def test_a_failing_outermost_context_leaves_nothing(db):
    with pytest.raises(LookupError), acting_as(VILLAGE):
        raise LookupError
    assert context() == EMPTY
    assert current_actor() is NOBODY


def test_an_error_swallowed_inside_does_not_widen_what_follows(rows, raw, petugas, actor_of):
    with acting_as(actor_of(petugas)) as by:
        with pytest.raises(DatabaseError), transaction.atomic():
            raw("select 1/0")
        with pytest.raises(DatabaseError), acting_as(SYSTEM):
            raw("select 1/0")
        assert context()[:3] == ("desm_app", "desa", TUNGGANGRI)
        assert raw("select distinct village_code from workers_person") == [(TUNGGANGRI,)]
        assert current_actor() == by


def test_switching_lasts_until_the_surrounding_context_ends(db):
    with acting_as(DISTRICT):
        with acting_as(NOBODY):
            switch(VILLAGE)
            assert context() == told(VILLAGE)
        assert context() == told(DISTRICT)
        assert current_actor() is DISTRICT
    assert context() == EMPTY


def test_the_steward_narrows_to_one_village_and_comes_back(rows, raw, penata, actor_of):
    with acting_as(actor_of(penata)) as by:
        with narrowed(by, TUNGGANGRI) as inside:
            assert (inside.level, inside.code, inside.db_role) == (Level.DESA, TUNGGANGRI, DbRole.APP)
            assert raw("select distinct village_code from workers_person") == [(TUNGGANGRI,)]
            assert raw("update villages_village set population = 5, population_year = 2024 returning 1") == [(1,)]
        assert context()[0] == "desm_person"
        assert len(raw("select distinct village_code from workers_person")) == 2
        with refused("permission denied"), transaction.atomic():
            raw("update villages_village set population = 6 returning 1")


def test_others_are_not_narrowed(db):
    for actor in (VILLAGE, DISTRICT, SYSTEM):
        with acting_as(actor), narrowed(actor, BETAK) as inside:
            assert inside is actor


def test_visible_to_gives_an_actor_without_a_region_nothing(rows):
    with acting_as(SYSTEM):
        assert PersonCountDelta.objects.exists()
        for model, _ in GUARDED.values():
            found = model._default_manager.all()
            assert not found.visible_to(NOBODY).exists(), model
            assert not found.visible_to(replace(NOBODY, code=TUNGGANGRI, sees_persons=True)).exists(), model


def test_each_request_has_the_context_of_its_assignment_and_leaves_none(rows, as_user, petugas, monkeypatch):
    seen = []
    original = Village.get_absolute_url
    monkeypatch.setattr(Village, "get_absolute_url", lambda village: seen.append(context()) or original(village))
    assert as_user(petugas).get("/desa/").status_code == 302
    assignment = User.objects.get(pk=petugas.pk).assignments.get()
    assert seen[0] == ("desm_app", "desa", TUNGGANGRI, "on", str(petugas.pk), "", "region")
    assert assignment.as_actor().sees_persons
    assert context() == EMPTY
