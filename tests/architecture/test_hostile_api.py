"""Whatever programs send, no endpoint answers 500 (P-32)."""

import base64
from itertools import cycle, islice

import pytest
from django.db import transaction
from django.test import Client

from tests.architecture.addresses import endpoints
from tests.architecture.odd import BODIES, ODD_SEGMENTS, ODD_VALUES, RAW_QUERIES, Findings, odd_forms, undone
from tests.architecture.world import World, make_world


@pytest.fixture
def world(db) -> World:
    return make_world()


@pytest.fixture
def program() -> Client:
    """A caller without a log-in; errors become answers."""
    return Client(raise_request_exception=False)


@pytest.fixture
def token(world) -> str:
    data = {
        "grant_type": "client_credentials",
        "client_id": world.client.client_id,
        "client_secret": "rahasia-uji",
    }
    return Client().post("/oauth2/token/", data).json()["access_token"]


def test_the_api_answers_every_odd_request(program, token):
    broken, client, values = Findings(), program, cycle(ODD_VALUES.items())
    known = {"Authorization": f"Bearer {token}"}
    for found in endpoints():
        if not found.path.startswith("/api/v1/"):
            continue
        path = found.filled("35.04" if "region" in found.name else "x")
        names = (
            [found_field.name for found_field in getattr(found.view.dataset, "fields", ())]
            if hasattr(found.view, "dataset")
            else []
        )
        for name in ("limit", "cursor", "updated_since", "\u202e", *names):
            for label, value in islice(values, 4):
                broken.look(client.get(path, {name: value}, headers=known), found.name, name, label)
        for label, query in RAW_QUERIES.items():
            answer = client.get(f"{path}?{query}", headers=known)
            broken.look(answer, found.name, label)
            assert answer.headers["Content-Type"].startswith(("application/", "text/yaml")), (found.name, label)
        for segment in ODD_SEGMENTS if found.parameters else []:
            broken.look(client.get(found.filled(segment), headers=known), found.name, segment)
    assert broken == []


ODD_CREDENTIALS = [
    "Bearer",
    "Bearer  ",
    "Bearer " + "a" * 10_000,
    "Bearer \u00ff\u00fe",
    "Bearer a b",
    "Basic",
    "Basic zzz",
    "Basic " + base64.b64encode(b"\x00:\x00").decode(),
    "Basic " + base64.b64encode(b"\xff\xfe:\xff").decode(),
    "Basic " + base64.b64encode(b"%00:%00").decode(),
    "Basic " + base64.b64encode(b"%ff%fe:%ff").decode(),
    "Basic " + base64.b64encode(b"no colon").decode(),
    "Basic " + base64.b64encode(b"a" * 5000 + b":b").decode(),
    "Digest zzz",
    "\u00ff",
]


def test_odd_credentials_are_refused(world, program):
    broken, client = Findings(), program
    for given in ODD_CREDENTIALS:
        known = {"Authorization": given}
        for path in ("/oauth2/token/", "/oauth2/revoke_token/", "/oauth2/introspect/"):
            for data in ({"grant_type": "client_credentials", "token": "x"}, {"grant_type": "x"}, {}):
                with transaction.atomic():
                    answer = client.post(path, data, headers=known)
                broken.look(answer, path, given[:40])
                assert answer.status_code >= 400, (path, given[:40])
        answer = client.get("/api/v1/regions/", headers=known)
        broken.look(answer, given[:40])
        assert answer.status_code >= 401, given[:40]
    assert broken == []


def test_the_token_endpoint_takes_every_odd_field(world, program):
    broken = Findings()
    good = {
        "grant_type": "client_credentials",
        "client_id": world.client.client_id,
        "client_secret": "rahasia-uji",
        "scope": "villages:read",
        "token": "x",
    }
    for path in ("/oauth2/token/", "/oauth2/revoke_token/", "/oauth2/introspect/"):
        for turn in range(3):
            for label, data in odd_forms(good, turn):
                broken.look(undone(program, path, data), path, label)
    assert broken == []


def test_every_endpoint_takes_every_odd_body(world, program):
    broken = Findings()
    for found in endpoints():
        for label, body, kind in BODIES:
            broken.look(undone(program, found.filled("x"), body, kind), found.name, label)
    assert broken == []
