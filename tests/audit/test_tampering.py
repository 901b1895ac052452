"""What the log shows when whoever owns the server changes it, and what it cannot show before rows are sealed (P-11).

The application's log-in can do none of this (test_log). A superuser can, and today no page says so. These tests hold
that state of things, so that the promise is not read as more than it is; seals will turn them round.
"""

import psycopg2
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from desmigratif.accounts.roles import Role
from desmigratif.core.scope import Level
from tests.audit.logged import log
from tests.conftest import TUNGGANGRI, make_user
from tests.reporting.people import make, many


def as_owner(sql: str, *params: object) -> list[tuple]:
    """On a connection of the owner, committed: past every grant and policy."""
    given = settings.DATABASE_OWNER
    keys = {"user": given["USER"], "password": given["PASSWORD"], "host": given["HOST"], "port": given["PORT"]}
    server = psycopg2.connect(
        dbname=connection.settings_dict["NAME"], **{key: value for key, value in keys.items() if value}
    )
    try:
        with server, server.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall() if cursor.description else []
    finally:
        server.close()


def browser(user) -> Client:
    client = Client()
    client.force_login(user, backend="desmigratif.accounts.backends.UsernameOrPhoneBackend")
    return client


@pytest.fixture
def looked(own_database):
    """An officer opened three persons, one after the other; the auditor's browser; the ids of the log."""
    officer = make_user(Role.PETUGAS, Level.DESA, TUNGGANGRI)
    client, people = browser(officer), make(*many(3))
    for person in people:
        client.get(reverse("person-detail", args=[person.pk]))
    rows = [row for row in log(how="DETAIL") if row.what == "workers.Person"]
    assert [row.record_id for row in rows] == [person.pk for person in reversed(people)]
    return people, rows, browser(make_user(Role.AUDITOR, Level.NATION))


def shown(auditor: Client, **params: str) -> list:
    answer = auditor.get(reverse("access-log"), {"cara": "DETAIL", **params})
    assert answer.status_code == 200
    return [line["row"] for line in answer.context["rows"] if line["row"].what == "workers.Person"]


def test_a_row_that_was_taken_out_is_missing_and_nothing_says_so(looked):
    people, rows, auditor = looked
    as_owner("delete from audit_accesslog where id = %s", str(rows[1].pk))
    assert [row.record_id for row in shown(auditor)] == [people[2].pk, people[0].pk]
    assert "segel" not in auditor.get(reverse("access-log")).content.decode().lower()


def test_the_newest_rows_that_were_cut_off_are_missing_and_nothing_says_so(looked):
    people, rows, auditor = looked
    as_owner("delete from audit_accesslog where id >= %s", str(rows[1].pk))
    assert [row.record_id for row in shown(auditor)] == [people[0].pk]


def test_a_row_that_was_changed_shows_what_it_was_changed_to(looked):
    people, rows, auditor = looked
    other = make_user(Role.KADES, Level.DESA, TUNGGANGRI)
    as_owner("update audit_accesslog set user_id = %s where id = %s", str(other.pk), str(rows[0].pk))
    assert [row.user_id for row in shown(auditor, catatan=str(people[2].pk))] == [other.pk]


def test_rows_that_changed_places_show_in_the_false_order_though_their_clock_differs_from_their_id(looked):
    """The one trace: `at` no longer agrees with the moment in the id. The page shows `at` and orders by id."""
    people, rows, auditor = looked
    newest, oldest = str(rows[0].pk), str(rows[2].pk)
    as_owner("update audit_accesslog set id = '00000000-0000-7000-8000-000000000001' where id = %s", newest)
    as_owner("update audit_accesslog set id = %s where id = %s", newest, oldest)
    as_owner("update audit_accesslog set id = %s where id = '00000000-0000-7000-8000-000000000001'", oldest)
    found = shown(auditor)
    assert [row.record_id for row in found] == [people[0].pk, people[1].pk, people[2].pk]
    assert [row.at for row in found] != sorted((row.at for row in found), reverse=True)


def test_no_row_carries_a_seal_yet(looked):
    assert as_owner("select count(*) from audit_accesslog where seal is not null") == [(0,)]
    assert as_owner("select count(*) > 2 from audit_accesslog") == [(True,)]
