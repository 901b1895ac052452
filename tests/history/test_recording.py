"""Whatever changes a row, history has it: who, when, why, before and after; and never an identity number."""

import json

import pytest
from django.db import ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from desmigratif.accounts.roles import Role
from desmigratif.core.ids import uuid7
from desmigratif.core.owner import as_owner
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, Origin, acting_as, because, coming_from
from desmigratif.history.reading import events_of
from desmigratif.history.services import make_partitions
from tests.conftest import BETAK, TUNGGANGRI, make_user
from tests.workers.households import child_of, members_of, record
from tests.workers.registering import OTHER_WOMAN, do, now, register
from workers import services
from workers.models import Person


def told(record, by=SYSTEM):
    """The record's events, oldest first."""
    with acting_as(by):
        return events_of([record], most=200).events[::-1]


@pytest.fixture
def officer(petugas, actor_of):
    return actor_of(petugas)


@pytest.fixture
def person(officer):
    return register(officer)


def test_a_change_is_kept_with_who_in_which_role_from_where_and_why(person, officer, disnaker, actor_of):
    by = actor_of(disnaker)
    with coming_from(Origin("permintaan-1", "Chrome di HP Android")), acting_as(by), because("Menurut KTP"):
        services.correct_person(
            person=person, version=now(person).version, reason="Menurut KTP", changes={"nickname": "Endang"}, by=by
        )
    begun, changed = told(person)
    assert (begun.action, begun.user_id, begun.context["role"]) == ("I", officer.user_id, "petugas")
    assert begun.data["full_name"] == "Endang Lestari"
    assert (changed.action, changed.user_id) == ("U", by.user_id)
    assert changed.data["nickname"] == ["", "Endang"]
    assert changed.context == {
        "role": "disnaker",
        "assignment": str(by.assignment_id),
        "request": "permintaan-1",
        "device": "Chrome di HP Android",
        "reason": "Menurut KTP",
    }
    assert changed.tx == begun.tx, "one transaction of the test"


def test_a_reason_ends_with_its_block_and_with_an_error(person):
    with acting_as(SYSTEM):
        with pytest.raises(RuntimeError), because("Gagal"):
            raise RuntimeError
        with because("Benar"):
            Person.objects.filter(pk=person.pk).update(nickname="A")
        Person.objects.filter(pk=person.pk).update(nickname="B")
    assert [event.context.get("reason", "") for event in told(person)] == ["", "Benar", ""]


def test_a_new_nik_is_told_without_any_value(person, disnaker, actor_of):
    before = told(person)[0]
    assert before.data["nik_hash"] == {}
    do(services.set_nik, person=person, nik=OTHER_WOMAN, by=actor_of(disnaker), reason="Salah ketik di KTP lama")
    changed = told(person)[-1]
    assert changed.data["nik_hash"] == {}
    assert not {"nik_sealed", "nik_masked"} & (before.data.keys() | changed.data.keys())
    kept = json.dumps([event.data for event in told(person)])
    held = now(person)
    for secret in (OTHER_WOMAN, held.nik_masked, bytes(held.nik_hash).hex(), bytes(held.nik_sealed).hex()):
        assert secret not in kept


@pytest.mark.parametrize(
    "change",
    [
        "update workers_person set hamlet = 'Lain' where id = %s",
        "with moved as (update workers_person set hamlet = 'Lain' where id = %s returning id) select * from moved",
        "merge into workers_person p using (select %s::uuid as id) g on g.id = p.id"
        " when matched then update set hamlet = 'Lain'",
    ],
)
def test_raw_statements_are_kept_too(person, officer, change):
    with acting_as(officer), connection.cursor() as cursor:
        cursor.execute(change, [person.pk])
    assert told(person)[-1].data == {"hamlet": ["Krajan", "Lain"]}


def test_a_save_that_changes_nothing_but_the_version_is_no_event(person, officer):
    with acting_as(officer):
        Person.objects.get(pk=person.pk).save_changed(by=officer)
    assert [event.action for event in told(person)] == ["I"]


def test_a_changed_key_ends_one_record_and_begins_another(db):
    (alone,), other = people(1), Person(pk=uuid7())
    with acting_as(SYSTEM), connection.cursor() as cursor:
        alone.save(force_insert=True)
        cursor.execute("update workers_person set id = %s where id = %s", [other.pk, alone.pk])
    assert [(event.action, event.data["full_name"]) for event in told(other)] == [("I", "Warga 0")]
    assert told(alone) == [], "a record that is no more is in nobody's scope"


def test_of_a_child_no_value_is_kept(petugas, actor_of):
    by = actor_of(petugas)
    child = child_of(by, members_of(record(by))["Dewi"].person)
    with acting_as(SYSTEM):
        type(child).objects.filter(pk=child.pk).update(school="SD Negeri 2", risks=["PUTUS_SEKOLAH"])
    assert {json.dumps(value) for event in told(child) for value in event.data.values()} == {"{}"}
    assert "school" in told(child)[-1].data


def people(number, code=TUNGGANGRI):
    return [
        Person(
            village_code=code, full_name=f"Warga {n}", sex="2", no_nik_reason="LUPA", birth_date=PartialDate("1990"),
            created_by=None, status="PURNA", status_on=PartialDate("2024"),
        )
        for n in range(number)
    ]  # fmt: skip


def test_a_thousand_rows_are_a_thousand_events_in_the_same_few_statements(own_database, record_property):
    with acting_as(SYSTEM), CaptureQueriesContext(connection) as asked:
        made = Person.objects.bulk_create(people(1000))
    assert len(asked) <= 4
    with acting_as(SYSTEM):
        Person.objects.filter(pk__in=[row.pk for row in made]).update(hamlet="Krajan")
    with as_owner() as owner, owner.cursor() as cursor:
        cursor.execute(
            "select action, count(*), avg(pg_column_size(e.*))::int from history_event e"
            " where kind = 'workers.Person' group by 1 order by 1"
        )
        found = cursor.fetchall()
        assert [row[:2] for row in found] == [("I", 1000), ("U", 1000)]
        assert all(size <= 600 for *_, size in found)
        record_property("measured", f"bytes per event: {[(action, size) for action, _, size in found]}")


def test_no_write_fails_for_want_of_a_month_and_what_waited_moves_into_it(own_database):
    with as_owner() as owner, owner.cursor() as cursor:
        cursor.execute("select max(relname) from pg_class where relname ~ '^history_event_[0-9]{4}_[0-9]{2}$'")
        last = cursor.fetchone()[0]
        cursor.execute(f"drop table {last}")
        cursor.execute(
            "insert into history_event (at, tx, kind, record_id, action, data)"
            " values (date_trunc('month', now()) + interval '2 months 3 days', 1, 'x', 'y', 'I', '{}')"
        )
        cursor.execute("select count(*) from history_event_default")
        assert cursor.fetchone() == (1,)
    assert make_partitions() == 1
    assert make_partitions() == 0
    with as_owner() as owner, owner.cursor() as cursor:
        cursor.execute(f"select count(*) from {last}")
        assert cursor.fetchone() == (1,)


STATEMENTS = [
    "select 1 from history_event",
    "select 1 from history_event_default",
    "insert into history_event (at, tx, kind, record_id, action, data) values (now(), 1, 'x', 'y', 'I', '{}')",
    "insert into history_event_default (at, tx, kind, record_id, action, data) values (now(), 1, 'x', 'y', 'I', '{}')",
    "update history_event set user_id = null",
    "delete from history_event",
    "truncate history_event",
    "alter table workers_person disable trigger history_update",
    "drop trigger history_update on workers_person",
    "set session_replication_role = replica",
    "select history_visible('workers.Person', gen_random_uuid()::text)",
]


def refused(statement, by):
    """Whether the database refuses a statement of the actor."""
    with acting_as(by), connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(statement)
        except ProgrammingError as error:
            return "permission denied" in str(error) or "must be owner" in str(error)
    return False


@pytest.mark.parametrize("statement", STATEMENTS)
def test_no_role_of_the_application_reads_forges_changes_or_deletes_events(statement, officer, penata, actor_of):
    assert [by.role for by in (officer, actor_of(penata), SYSTEM) if not refused(statement, by)] == []


def test_only_the_system_makes_months(officer):
    assert refused("select history_make_partitions()", officer)
    assert not refused("select history_make_partitions()", SYSTEM)


def test_history_goes_with_the_record_to_its_new_village(person, officer, petugas_betak, actor_of):
    there = actor_of(petugas_betak)
    assert len(told(person, officer)) == 1
    assert told(person, there) == []
    with acting_as(SYSTEM):
        Person.objects.filter(pk=person.pk).update(village_code=BETAK)
    assert told(person, officer) == []
    assert [event.action for event in told(person, there)] == ["I", "U"]


def test_who_sees_no_persons_gets_none_of_their_events(person, analis, camat, penata, db, actor_of):
    nobody = make_user(Role.ADMIN)
    for user in (analis, camat, nobody):
        assert told(person, actor_of(user)) == []
    assert len(told(person, actor_of(penata))) == 1
    with connection.cursor() as cursor:
        cursor.execute("select * from history_of(array['workers.Person'], array[%s], null, 10)", [str(person.pk)])
        assert cursor.fetchall() == [], "without a context"
