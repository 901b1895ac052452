"""Role × page × region: who gets which answer. A new address without a row here fails the tests.

A role without the right gets 403 whether the row exists or not; with the right, a row of another village gets 404 with
the bytes of an id that nobody has.
"""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from desmigratif.accounts.roles import Role
from desmigratif.core.scope import Level
from tests.architecture.addresses import pages
from tests.architecture.grids import (
    ONE_BUTTON,
    PAGES,
    ROLES,
    ROW_OF,
    ROW_OF_NO_VILLAGE,
    ROWS,
    UNKNOWN,
    WITHOUT_A_FORM,
)
from tests.architecture.world import POSTS, World, make_world
from tests.conftest import BETAK, OUTSIDE, TUNGGANGRI

OWN_EXPORT = {"export-detail", "export-progress", "export-download", "export-retry"}


def address(name: str, key: Any) -> str:
    """The path of a row; an address with two parts takes a tuple."""
    return reverse(name, args=key if isinstance(key, tuple) else [key])


def key_for(world: World, name: str, role: Role) -> Any:
    """The row that lies in the role's own region, and for downloads is the role's own."""
    if name in ROW_OF_NO_VILLAGE:
        return ROW_OF_NO_VILLAGE[name](world)
    if name in OWN_EXPORT and role in world.own_exports:
        return world.own_exports[role].pk
    return ROW_OF[name](world.places[TUNGGANGRI])


def foreign_villages(role: Role) -> list[str]:
    """Villages that the role's region doesn't hold: for a village the neighbour too."""
    level, _, _ = POSTS[role]
    return {Level.DESA: [BETAK, OUTSIDE], Level.NATION: [], Level.NONE: []}.get(level, [OUTSIDE])


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def clients(world, as_user) -> dict[Role, Client]:
    return {role: as_user(user) for role, user in world.users.items()}


def test_every_page_has_a_row_and_every_role_a_column():
    with_key = {found.name for found in pages() if found.parameters}
    without = {found.name for found in pages() if not found.parameters}
    assert PAGES.keys() == without
    assert ROWS.keys() == with_key == ROW_OF.keys() | ROW_OF_NO_VILLAGE.keys()
    assert set(ROLES) == set(Role) == POSTS.keys()


def test_pages_without_a_row_answer_each_role_as_the_table_says(clients):
    wrong = {
        (name, str(role)): found
        for name, row in PAGES.items()
        for role, status in row.items()
        if (found := clients[role].get(reverse(name)).status_code) != status
    }
    assert wrong == {}


def test_pages_about_a_row_of_the_own_region_answer_each_role_as_the_table_says(world, clients):
    """Without the right the answer doesn't tell either whether the row exists."""
    wrong = {}
    for name, row in ROWS.items():
        for role, status in row.items():
            known = clients[role].get(address(name, key_for(world, name, role)))
            if known.status_code != status:
                wrong[name, str(role)] = known.status_code
            elif status == 403 and role in {Role.PETUGAS, Role.KADES, Role.OPD, Role.ANALIS, Role.PENATA}:
                unknown = clients[role].get(address(name, UNKNOWN.get(name, uuid4())))
                assert (unknown.status_code, unknown.content) == (403, known.content), (name, role)
    assert wrong == {}


def headers_of(answer):
    """All but the name every request has for itself."""
    return {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_row_of_another_village_looks_like_one_that_nobody_has(world, clients, method):
    asked = 0
    for name, row in ROWS.items():
        for role in (role for role, status in row.items() if status in {200, 405}):
            if (row[role] == 405 and method == "get") or (name in WITHOUT_A_FORM and method == "post"):
                continue
            unknown = getattr(clients[role], method)(address(name, UNKNOWN.get(name, uuid4())))
            assert unknown.status_code == 404, (name, role)
            for village in foreign_villages(role) if name in ROW_OF else []:
                found = getattr(clients[role], method)(address(name, ROW_OF[name](world.places[village])))
                assert found.status_code == 404, (name, role, village)
                assert found.content == unknown.content, (name, role, village)
                assert headers_of(found) == headers_of(unknown), (name, role, village)
                asked += 1
    assert asked > 35


def test_the_downloads_of_others_look_like_none_even_in_the_own_village(world, clients, as_user):
    theirs = world.places[TUNGGANGRI].ready.pk
    for role in (Role.DISNAKER, Role.PENATA):
        assert clients[role].get(address("export-detail", theirs)).status_code == 404
        assert clients[role].post(address("export-download", theirs), {"token": "x"}).status_code == 404


def test_without_the_right_nothing_can_be_posted(world, clients):
    posted = 0
    for name, row in (PAGES | ROWS).items():
        for role in (role for role, status in row.items() if status == 403):
            key = [] if name in PAGES else [key_for(world, name, role)]
            path = address(name, key[0]) if key else reverse(name)
            answer = clients[role].post(path, {"version": "1"})
            assert answer.status_code == 403, (name, role)
            posted += 1
    assert posted > 300


def test_with_the_right_an_empty_form_comes_back_with_its_errors(world, clients):
    """The row of the own region: refused in words, whatever is missing; never a success and never a fault."""
    for name, row in ROWS.items():
        for role in (role for role, status in row.items() if status in {200, 405}):
            if name in ONE_BUTTON:
                continue
            expected = {405} if name in WITHOUT_A_FORM else {404} if name == "export-download" else {422}
            answer = clients[role].post(address(name, key_for(world, name, role)))
            assert answer.status_code in expected, (name, role, answer.status_code)


def test_the_admin_opens_for_the_steward_and_the_system_administrator_only(clients):
    opened = {role for role in ROLES if clients[role].get(reverse("admin:index")).status_code != 403}
    assert opened == {Role.PENATA, Role.ADMIN}


def test_without_an_assignment_only_the_public_pages_are_open(world, clients):
    public = {"help", "privacy", "accessibility", "offline", "session-state", "service-worker", "api-docs"}
    public |= {"login-code", "login-new-password", "login-forgotten", "login-second-step", "demo-mailbox"}
    for role, user in world.users.items():
        user.assignments.update(ends_on="2023-06-30")
        for name, row in PAGES.items():
            if name != "login" and set(row.values()) != {405}:
                expected = 200 if name in public else 403
                assert clients[role].get(reverse(name)).status_code == expected, (role, name)
