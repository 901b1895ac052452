"""Role × page × region: who gets which answer. A new address without a row here fails the tests.

A role without the right gets 403 whether the row exists or not; with the right, a row of another village gets 404 with
the bytes of an id that nobody has.
"""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from desmigratif.accounts.roles import Role
from desmigratif.core.scope import Level
from tests.architecture.addresses import pages
from tests.architecture.world import POSTS, Place, World, make_world
from tests.conftest import BETAK, OUTSIDE, TUNGGANGRI

ROLES = [
    Role.PETUGAS,
    Role.KADES,
    Role.KECAMATAN,
    Role.DISNAKER,
    Role.OPD,
    Role.DISNAKER_PROV,
    Role.BP3MI,
    Role.KL,
    Role.ANALIS,
    Role.PIMPINAN,
    Role.PENANGAN,
    Role.PENATA,
    Role.WALIDATA,
    Role.AUDITOR,
    Role.ADMIN,
]

# GET of the pages without a row. 302: sent on to the own region; 405: takes only POST; 404: asks for a query.
PAGES = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
home                     200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
account                  200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
assignment-switch        405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
login                    302 302 302 302 302 302 302 302 302 302 302 302 302 302 302
logout                   405 405 405 405 405 405 405 405 405 405 405 405 405 405 405
help                     200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
privacy                  200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
accessibility            200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
offline                  200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
session-state            200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
service-worker           200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
api-docs                 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
region-search            200 200 200 200 200 200 200 200 200 200 200 200 200 200 200
dashboard                302 302 302 302 403 302 302 200 200 200 403 200 200 403 403
dashboard-figure         404 404 404 404 403 404 404 404 404 404 403 404 404 403 403
village-list             302 302 200 200 200 200 200 200 200 200 403 200 200 403 403
village-add              403 403 403 200 403 403 403 403 403 403 403 200 403 403 403
person-list              200 200 403 200 403 403 403 403 403 403 403 200 403 403 403
person-register          200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
person-find-nik          200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
person-queue             403 403 403 200 403 403 403 403 403 403 403 403 403 403 403
export-list              200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
export-create            200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
agreement-list           403 403 403 403 403 403 403 403 403 200 403 403 200 403 200
agreement-draft          403 403 403 403 403 403 403 403 403 403 403 403 200 403 403
"""

# GET of the pages about one row, for the row of Tunggangri.
ROWS = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
dashboard-region         200 200 200 200 403 200 200 200 200 200 403 200 200 403 403
village-people-summary   200 200 200 200 403 200 200 200 200 200 403 200 200 403 403
village-detail           200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
village-edit             200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
village-programme-add    403 403 403 200 403 403 403 403 403 403 403 200 403 403 403
village-programme-edit   403 403 403 200 403 403 403 403 403 403 403 200 403 403 403
village-officer-add      200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
village-officer-edit     200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
village-officer-end      200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
village-hamlet-add       200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
village-hamlet-edit      200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
person-detail            200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
person-edit              200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
person-withdraw          200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
person-resubmit          200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
person-verify            403 403 403 200 403 403 403 403 403 403 403 403 403 403 403
person-return            403 403 403 200 403 403 403 403 403 403 403 403 403 403 403
episode-add              200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
episode-edit             200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
episode-cancel           200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
nik-review-decide        403 403 403 200 403 403 403 403 403 403 403 403 403 403 403
export-detail            200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
export-progress          200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
export-download          405 403 403 405 403 403 403 403 403 403 403 405 403 403 403
export-retry             405 403 403 405 403 403 403 403 403 403 403 405 403 403 403
export-approve           403 403 403 405 403 403 403 403 403 403 403 405 403 403 403
export-refuse            403 403 403 200 403 403 403 403 403 403 403 200 403 403 403
agreement-detail         403 403 403 403 403 403 403 403 403 200 403 403 200 403 200
agreement-edit           403 403 403 403 403 403 403 403 403 403 403 403 200 403 403
agreement-approve        403 403 403 403 403 403 403 403 403 200 403 403 403 403 403
agreement-end            403 403 403 403 403 403 403 403 403 403 403 403 200 403 403
client-create            403 403 403 403 403 403 403 403 403 403 403 403 200 403 403
client-stop              403 403 403 403 403 403 403 403 403 403 403 403 200 403 403
"""

# Which row of a village an address names.
ROW_OF: dict[str, Callable[[Place], Any]] = {
    "dashboard-region": lambda place: place.code,
    "village-people-summary": lambda place: place.village.pk,
    "village-detail": lambda place: place.village.pk,
    "village-edit": lambda place: place.village.pk,
    "village-programme-add": lambda place: place.village.pk,
    "village-programme-edit": lambda place: place.programme.pk,
    "village-officer-add": lambda place: place.village.pk,
    "village-officer-edit": lambda place: place.officer.pk,
    "village-officer-end": lambda place: place.officer.pk,
    "village-hamlet-add": lambda place: place.village.pk,
    "village-hamlet-edit": lambda place: place.hamlet.pk,
    "person-detail": lambda place: place.person.pk,
    "person-edit": lambda place: place.person.pk,
    "person-withdraw": lambda place: place.person.pk,
    "person-resubmit": lambda place: place.person.pk,
    "person-verify": lambda place: place.person.pk,
    "person-return": lambda place: place.person.pk,
    "episode-add": lambda place: place.person.pk,
    "episode-edit": lambda place: place.episode.pk,
    "episode-cancel": lambda place: place.episode.pk,
    "nik-review-decide": lambda place: place.review.pk,
    "export-detail": lambda place: place.ready.pk,
    "export-progress": lambda place: place.ready.pk,
    "export-download": lambda place: place.ready.pk,
    "export-retry": lambda place: place.ready.pk,
    "export-approve": lambda place: place.waiting.pk,
    "export-refuse": lambda place: place.waiting.pk,
}
# Agreements have no village.
ROW_OF_NO_VILLAGE: dict[str, Callable[[World], Any]] = {
    "agreement-detail": lambda world: world.agreement.pk,
    "agreement-edit": lambda world: world.draft.pk,
    "agreement-approve": lambda world: world.draft.pk,
    "agreement-end": lambda world: world.agreement.pk,
    "client-create": lambda world: world.agreement.pk,
    "client-stop": lambda world: world.client.pk,
}
OWN_EXPORT = {"export-detail", "export-progress", "export-download", "export-retry"}
# Pages that are only looked at, and forms of one button: nothing to fill in.
WITHOUT_A_FORM = {
    "dashboard-region",
    "village-people-summary",
    "village-detail",
    "person-detail",
    "export-detail",
    "export-progress",
    "agreement-detail",
}
ONE_BUTTON = {"export-approve", "client-stop"}
UNKNOWN = {"dashboard-region": "33.01.01.9999", "client-stop": 2**31 - 1}


def table(text: str) -> dict[str, dict[Role, int]]:
    """The rows of a table above, by address and role."""
    rows = [line.split() for line in text.strip().splitlines()[1:]]
    assert all(len(row) == len(ROLES) + 1 for row in rows)
    return {row[0]: dict(zip(ROLES, map(int, row[1:]), strict=True)) for row in rows}


def address(name: str, key: Any) -> str:
    return reverse(name, args=[key])


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
    assert table(PAGES).keys() == without
    assert table(ROWS).keys() == with_key == ROW_OF.keys() | ROW_OF_NO_VILLAGE.keys()
    assert set(ROLES) == set(Role) == POSTS.keys()


def test_pages_without_a_row_answer_each_role_as_the_table_says(clients):
    wrong = {
        (name, str(role)): found
        for name, row in table(PAGES).items()
        for role, status in row.items()
        if (found := clients[role].get(reverse(name)).status_code) != status
    }
    assert wrong == {}


def test_pages_about_a_row_of_the_own_region_answer_each_role_as_the_table_says(world, clients):
    """Without the right the answer doesn't tell either whether the row exists."""
    wrong = {}
    for name, row in table(ROWS).items():
        for role, status in row.items():
            known = clients[role].get(address(name, key_for(world, name, role)))
            if known.status_code != status:
                wrong[name, str(role)] = known.status_code
            elif status == 403 and role in {Role.PETUGAS, Role.KADES, Role.OPD, Role.ANALIS, Role.PENATA}:
                unknown = clients[role].get(address(name, UNKNOWN.get(name, uuid4())))
                assert (unknown.status_code, unknown.content) == (403, known.content), (name, role)
    assert wrong == {}


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_row_of_another_village_looks_like_one_that_nobody_has(world, clients, method):
    asked = 0
    for name, row in table(ROWS).items():
        for role in (role for role, status in row.items() if status in {200, 405}):
            if (row[role] == 405 and method == "get") or (name in WITHOUT_A_FORM and method == "post"):
                continue
            unknown = getattr(clients[role], method)(address(name, UNKNOWN.get(name, uuid4())))
            assert unknown.status_code == 404, (name, role)
            for village in foreign_villages(role) if name in ROW_OF else []:
                found = getattr(clients[role], method)(address(name, ROW_OF[name](world.places[village])))
                assert found.status_code == 404, (name, role, village)
                assert found.content == unknown.content, (name, role, village)
                assert found.headers == unknown.headers, (name, role, village)
                asked += 1
    assert asked > 35


def test_the_downloads_of_others_look_like_none_even_in_the_own_village(world, clients, as_user):
    theirs = world.places[TUNGGANGRI].ready.pk
    for role in (Role.DISNAKER, Role.PENATA):
        assert clients[role].get(address("export-detail", theirs)).status_code == 404
        assert clients[role].post(address("export-download", theirs), {"token": "x"}).status_code == 404


def test_without_the_right_nothing_can_be_posted(world, clients):
    posted = 0
    for name, row in (table(PAGES) | table(ROWS)).items():
        for role in (role for role, status in row.items() if status == 403):
            key = [] if name in table(PAGES) else [key_for(world, name, role)]
            answer = clients[role].post(reverse(name, args=key), {"version": "1"})
            assert answer.status_code == 403, (name, role)
            posted += 1
    assert posted > 300


def test_with_the_right_an_empty_form_comes_back_with_its_errors(world, clients):
    """The row of the own region: refused in words, whatever is missing; never a success and never a fault."""
    for name, row in table(ROWS).items():
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
    for role, user in world.users.items():
        user.assignments.update(ends_on="2023-06-30")
        for name, row in table(PAGES).items():
            if name != "login" and set(row.values()) != {405}:
                expected = 200 if name in public else 403
                assert clients[role].get(reverse(name)).status_code == expected, (role, name)
