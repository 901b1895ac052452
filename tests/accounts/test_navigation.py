"""The navigation of each role: what stands in the bar, and which entry is the page that is open."""

import pytest
from django.urls import reverse

from desmigratif.accounts.roles import Role, rule_of
from desmigratif.accounts.web.navigation import BAR_LENGTH, GROUPS, ORDERS, PAGES, navigation
from desmigratif.core.scope import Actor


def actor(role: Role) -> Actor:
    return Actor(role=role, perms=rule_of(role).perms)


def labels(items) -> list[str]:
    return [item.label for item in items]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_entry_has_a_page(page):
    assert reverse(page.name)


@pytest.mark.parametrize("role", list(Role))
def test_every_page_a_role_may_open_is_offered_once(role):
    menu = navigation(actor(role), "/")
    hidden = [item for group in menu.groups if not group.is_narrow for item in group.items]
    offered = [item.url for item in [*menu.bar, *hidden]]
    assert offered == list(dict.fromkeys(offered))
    assert set(offered) == {reverse(page.name) for page in PAGES if actor(role).may(page.perm)}
    assert len(menu.bar) <= BAR_LENGTH
    assert menu.bar[0].label == "Beranda"


@pytest.mark.parametrize("role", list(ORDERS))
def test_the_bar_of_a_role_is_what_it_does_most(role):
    pages = {page.name: page for page in PAGES}
    assert all(actor(role).may(pages[name].perm) for name in ORDERS[role])
    assert labels(navigation(actor(role), "/").bar[1:]) == [pages[name].label for name in ORDERS[role]]


def test_every_entry_but_home_has_a_heading():
    assert {page.group for page in PAGES if page.name != "home"} == set(GROUPS)


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/", "Beranda"),
        ("/rencana-aksi/saya/", "Aksi kami"),
        ("/rencana-aksi/019a0000-0000-7000-8000-000000000000/", "Rencana aksi"),
        ("/ikhtisar/35.04/", "Ikhtisar"),
    ],
)
def test_the_open_page_is_marked_once_by_the_longest_address(path, label):
    menu = navigation(actor(Role.KL), path)
    assert labels(item for item in menu.bar if item.is_current) == [label]


def test_a_page_of_no_entry_marks_nothing():
    menu = navigation(actor(Role.KL), "/akun/")
    assert not any(item.is_current for item in menu.bar)
    assert not menu.is_current_behind


def test_an_open_page_behind_more_is_told_at_more():
    menu = navigation(actor(Role.KL), reverse("revision-list"))
    assert menu.is_current_behind
