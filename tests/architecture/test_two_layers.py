"""Each of the two layers of the row scope holds alone: take one away, and the rows of others stay hidden (P-03)."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from desmigratif.accounts.roles import Role
from desmigratif.core.models import ScopedQuerySet, SharedQuerySet
from desmigratif.core.owner import as_owner
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.core.security import RULES, tables
from tests.architecture.grids import ROW_OF, ROWS, UNKNOWN
from tests.architecture.test_access_matrix import address, foreign_villages
from tests.architecture.world import NAMES, World, make_world
from workers.models import Person
from workers.models.review import NikReviewQuerySet

BACKEND = "desmigratif.accounts.backends.UsernameOrPhoneBackend"
GUARDED = [model._meta.db_table for model, access in tables().items() if access and access.family in RULES]


def log_in(user: Any) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def leaks(world: World) -> Iterator[tuple[str, str, str]]:
    """Addresses that answer about a row of another village otherwise than about no row at all."""
    clients = {role: log_in(user) for role, user in world.users.items()}
    for name in ROW_OF:
        for role in (role for role, status in ROWS[name].items() if status == 200):
            unknown = clients[role].get(address(name, UNKNOWN.get(name, uuid4())))
            for village in foreign_villages(role):
                found = clients[role].get(address(name, ROW_OF[name](world.places[village])))
                if (found.status_code, found.content) != (404, unknown.content):
                    yield name, str(role), village
    for role in (Role.PETUGAS, Role.KADES, Role.DISNAKER):
        page = clients[role].get("/orang/").content.decode()
        for village in foreign_villages(role):
            if NAMES[village] in page:
                yield "person-list", str(role), village


def test_row_security_alone_hides_the_rows_of_others(db, monkeypatch):
    """As if every view had forgotten to ask for the actor's rows."""
    world = make_world()
    for queryset in (ScopedQuerySet, SharedQuerySet, NikReviewQuerySet):
        monkeypatch.setattr(queryset, "visible_to", lambda rows, actor: rows)
    with acting_as(SYSTEM) as by:
        assert Person.objects.visible_to(by).count() > 3
    assert list(leaks(world)) == []


@pytest.fixture
def without_row_security(own_database) -> None:
    """As if somebody had switched it off in the database."""
    with as_owner() as owner, owner.cursor() as cursor:
        for name in GUARDED:
            cursor.execute(f"alter table {name} disable row level security")
        cursor.execute("select count(*) from pg_class where relrowsecurity")
        assert cursor.fetchone() == (0,)


def test_the_queryset_alone_hides_the_rows_of_others(without_row_security):
    world = make_world()
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from workers_person")
        assert cursor.fetchone()[0] > 3, "nothing but the queryset holds now"
    assert list(leaks(world)) == []


def test_the_two_tests_above_would_see_a_leak(without_row_security, monkeypatch):
    world = make_world()
    monkeypatch.setattr(ScopedQuerySet, "visible_to", lambda rows, actor: rows)
    found = list(leaks(world))
    assert ("person-detail", "petugas", "33.01.01.2001") in found
    assert ("person-list", "kades", "33.01.01.2001") in found
    assert len(found) > 30
