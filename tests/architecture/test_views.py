"""Every address asks for a right of the role table, or is public for a reason that stands here."""

from django.test import Client

from desmigratif.accounts.roles import ROLE_PERMS, Perm
from tests.architecture.addresses import addresses, admin_screens, endpoints, pages
from tests.architecture.guards.addresses import nameless, open_to_strangers, without_a_right, without_an_agreement

PUBLIC = {
    "login": "the way in",
    "login-code": "a way in: a code that was handed over",
    "login-new-password": "a way in: holds no data without the code or link",
    "login-forgotten": "a way in: the answer is the same for everybody",
    "login-second-step": "a way in: holds no data without the password",
    "demo-mailbox": "mails of the demo, for whoever tries it; 404 everywhere else",
    "help": "how the system is used; holds no data",
    "privacy": "what is held about people and whom to ask; holds no data",
    "accessibility": "statement; holds no data",
    "session-state": "tells a browser about its own session, so that a form is not sent into an ended one",
    "offline": "shown by the service worker when there is no network",
    "service-worker": "a script; holds no data",
    "policy-report": "takes what browsers report and answers nothing",
    "api-docs": "for integrators, who have no account; holds no data",
}
PUBLIC_ENDPOINTS = {
    "oauth2-token": "checks the client's secret itself",
    "oauth2-revoke": "checks the client's secret itself",
    "oauth2-introspect": "checks the client's secret itself",
    "schema": "the description of the API; holds no data",
}
LOGGED_IN_ONLY = {"logout": "everybody who is logged in may leave, with or without an assignment"}
OPEN_TO_EVERY_CLIENT = {"api-code-lists", "api-code-list"}  # coded lists belong to no dataset

# Rights that no page names: they are asked elsewhere.
ASKED_ELSEWHERE = {
    Perm.USER_MANAGE: "screens of the admin",
    Perm.REFERENCE_CHANGE: "screens of the admin",
    Perm.PERSON_CORRECT: "screens of the admin",
    Perm.PILLAR_CORRECT: "screens of the admin",
    Perm.COORDINATION_CORRECT: "screens of the admin",
    Perm.CHILD_EXCEPTION: "asked by the form of a child and its service",
    Perm.ADMIN_SITE: "the admin as a whole",
}


def test_every_address_has_a_name_of_its_own():
    assert nameless(pages() + endpoints()) == []


def test_every_page_names_a_right_of_the_role_table_or_is_public_with_a_reason():
    assert without_a_right(pages()) == PUBLIC.keys() | LOGGED_IN_ONLY.keys()


def test_every_right_is_held_by_some_role_and_asked_for_somewhere():
    held = set().union(*(rule.perms for rule in ROLE_PERMS.values()))
    assert held == set(Perm)
    asked = {found.view.permission_required for found in pages() if hasattr(found.view, "permission_required")}
    assert set(Perm) - asked == ASKED_ELSEWHERE.keys()


def test_exactly_the_public_addresses_are_open_without_a_log_in():
    """The endpoints ask for a token instead."""
    assert open_to_strangers(pages()) == PUBLIC.keys()


def test_every_screen_of_the_admin_goes_through_its_own_guard():
    assert len(admin_screens()) > 50
    assert open_to_strangers(admin_screens()) == {"login"}


def test_every_endpoint_asks_for_the_clients_agreement():
    assert without_an_agreement(endpoints()) == PUBLIC_ENDPOINTS.keys() | OPEN_TO_EVERY_CLIENT
    for found in endpoints():
        if found.name in OPEN_TO_EVERY_CLIENT:
            assert found.view.dataset is None, found


def test_nothing_more_of_the_oauth_package_is_mounted():
    mounted = {found.path for found in addresses() if found.view.__module__.startswith("oauth2_provider")}
    assert mounted == set()
    assert {found.path for found in endpoints() if found.path.startswith("/oauth2/")} == {
        "/oauth2/token/",
        "/oauth2/revoke_token/",
        "/oauth2/introspect/",
    }


def test_a_stranger_is_sent_to_the_log_in_page_by_every_page_that_is_not_public(db):
    client = Client()
    for found in pages():
        if found.name in PUBLIC:
            assert client.get(found.path).status_code == (405 if found.name == "policy-report" else 200), found
            continue
        path = found.filled("00000000-0000-4000-8000-000000000000" if "uuid:" in found.path else "1")
        for answer in (client.get(path), client.post(path, {"x": "1"})):
            assert (answer.status_code, answer.headers["Location"]) == (302, f"/masuk/?next={path}"), found


def test_a_stranger_without_a_token_is_refused_by_every_endpoint(db):
    client = Client()
    for found in endpoints():
        path = found.filled("x")
        expected = {"schema": 200}.get(found.name, 405 if found.name in PUBLIC_ENDPOINTS else 401)
        assert client.get(path).status_code == expected, found
        if found.name not in PUBLIC_ENDPOINTS:
            assert client.post(path).status_code in {401, 405}, found
            assert client.get(path, headers={"Authorization": "Bearer zzz"}).status_code == 401, found
