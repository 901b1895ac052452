"""Tokens: who gets one, and when it stops being good (security P-15)."""

from base64 import b64encode
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from desmigratif.core.clock import today
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.exchange.enums import AgreementStatus
from desmigratif.exchange.models import AccessToken
from desmigratif.exchange.services import deactivate_client, end_agreement
from tests.conftest import TULUNGAGUNG
from tests.exchange.conftest import SECRET, Caller


@pytest.fixture
def api_client(agreement, make_api_client):
    return make_api_client(agreement)


def test_a_client_gets_a_token_for_fifteen_minutes_with_the_scopes_of_its_agreement(api_client, ask_token):
    answer = ask_token(api_client)

    assert answer.status_code == 200
    body = answer.json()
    assert body["expires_in"] == 900
    assert set(body["scope"].split()) == {"reference:read", "villages:read", "persons:read"}
    assert "refresh_token" not in body
    assert "no-store" in answer["Cache-Control"]


def test_basic_authentication_works_too(api_client):
    headers = {"Authorization": "Basic " + b64encode(f"{api_client.client_id}:{SECRET}".encode()).decode()}
    assert Client().post("/oauth2/token/", {"grant_type": "client_credentials"}, headers=headers).status_code == 200


def test_neither_secret_nor_token_is_stored(api_client, ask_token):
    raw = ask_token(api_client).json()["access_token"]
    stored = AccessToken.objects.get(application=api_client)

    assert api_client.client_secret.startswith("argon2$") or SECRET not in api_client.client_secret
    assert stored.token == ""
    assert raw not in stored.token_checksum


def test_a_wrong_secret_is_refused(api_client, ask_token):
    answer = ask_token(api_client, secret="salah")
    assert answer.status_code == 401
    assert answer.json()["error"] == "invalid_client"


def test_a_client_may_ask_for_less_but_not_for_more(make_agreement, make_api_client, ask_token):
    client = make_api_client(make_agreement(region=TULUNGAGUNG, datasets={"villages": ["name"]}))

    assert ask_token(client, scope="villages:read").json()["scope"] == "villages:read"
    refused = ask_token(client, scope="persons:read")
    assert refused.status_code == 400
    assert refused.json()["error"] == "invalid_scope"


def test_a_token_without_the_scope_does_not_open_the_dataset(api_client, ask_token):
    caller = Caller(ask_token(api_client, scope="villages:read").json()["access_token"])

    assert caller.get("villages/").status_code == 200
    assert caller.get("persons/").status_code == 403
    assert caller.get("countries/").status_code == 200


@pytest.mark.parametrize(
    "grant",
    [
        "",
        "password",
        "authorization_code",
        "refresh_token",
        "urn:ietf:params:oauth:grant-type:device_code",
        "x" * 3000,
    ],
)
def test_every_other_grant_is_refused(api_client, ask_token, grant):
    assert ask_token(api_client, grant_type=grant).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/o/applications/", "/o/applications/register/", "/oauth2/applications/", "/oauth2/authorize/",
        "/oauth2/authorized_tokens/", "/oauth2/device-authorization/", "/o/token/", "/oauth2/register/",
        "/.well-known/openid-configuration",
    ],
)  # fmt: skip
def test_nothing_else_of_the_package_is_mounted(as_user, admin_user, path):
    assert as_user(admin_user).get(path).status_code == 404


@pytest.mark.parametrize(
    "change", [{"status": AgreementStatus.BERAKHIR}, {"starts_on": timedelta(days=1)}, {"ends_on": timedelta(days=-1)}]
)
def test_no_token_outside_the_agreements_time(make_agreement, make_api_client, ask_token, change):
    values = {name: today() + value if isinstance(value, timedelta) else value for name, value in change.items()}
    client = make_api_client(make_agreement(region=TULUNGAGUNG, **values))

    assert ask_token(client).status_code == 401


def test_a_token_is_refused_after_fifteen_minutes(api_client, ask_token):
    caller = Caller(ask_token(api_client).json()["access_token"])
    assert caller.get("countries/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=15, seconds=1)):
        assert caller.get("countries/").status_code == 401


def test_the_end_of_an_agreement_stops_its_tokens_at_once(agreement, api_client, ask_token):
    caller = Caller(ask_token(api_client).json()["access_token"])
    with acting_as(SYSTEM):
        end_agreement(agreement=agreement, version=agreement.version, reason="Uji", by=SYSTEM)

    assert caller.get("persons/").status_code == 401
    assert ask_token(api_client).status_code == 401


def test_the_last_day_stops_its_tokens_without_anybody_doing_anything(api_client, ask_token):
    caller = Caller(ask_token(api_client).json()["access_token"])
    AccessToken.objects.update(expires=timezone.now() + timedelta(days=30))
    with time_machine.travel(timezone.now() + timedelta(days=11)):
        assert caller.get("persons/").status_code == 401


def test_a_stopped_client_is_refused_at_once(api_client, ask_token):
    caller = Caller(ask_token(api_client).json()["access_token"])
    with acting_as(SYSTEM):
        deactivate_client(client=api_client, by=SYSTEM)

    assert caller.get("persons/").status_code == 401
    assert ask_token(api_client).status_code == 401


def test_a_revoked_token_is_refused(api_client, ask_token):
    token = ask_token(api_client).json()["access_token"]
    form = {"token": token, "client_id": api_client.client_id, "client_secret": SECRET}

    assert Client().post("/oauth2/revoke_token/", form).status_code == 200
    assert Caller(token).get("persons/").status_code == 401


def test_a_client_cannot_revoke_or_look_into_the_token_of_another(api_client, agreement, make_api_client, ask_token):
    token = ask_token(api_client).json()["access_token"]
    other = make_api_client(agreement)
    form = {"token": token, "client_id": other.client_id, "client_secret": SECRET}

    Client().post("/oauth2/revoke_token/", form)
    assert Caller(token).get("countries/").status_code == 200
    assert Client().post("/oauth2/introspect/", form).json() == {"active": False}


def test_a_client_can_look_into_its_own_token(api_client, ask_token):
    token = ask_token(api_client).json()["access_token"]
    form = {"token": token, "client_id": api_client.client_id, "client_secret": SECRET}
    body = Client().post("/oauth2/introspect/", form).json()

    assert body["active"] is True
    assert body["client_id"] == api_client.client_id
    assert Client().post("/oauth2/introspect/", {**form, "client_secret": "salah"}).status_code == 401
    assert Client().get("/oauth2/introspect/", form).status_code == 405


def test_a_token_in_the_address_is_refused(api_client, ask_token):
    token = ask_token(api_client).json()["access_token"]
    for name in ("access_token", "token", "bearer_token"):
        assert Client().get("/api/v1/persons/", {name: token}).status_code == 401


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer x", "Basic x", "Bearer \xff\xfe", "Bearer " + "x" * 5000]
)
def test_garbage_in_the_header_is_401_with_a_challenge(db, header):
    answer = Client().get("/api/v1/persons/", headers={"Authorization": header})

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["type"] == "client_error"


@pytest.mark.parametrize("path", ["/oauth2/token/", "/oauth2/revoke_token/", "/oauth2/introspect/"])
@pytest.mark.parametrize(
    "body", [b"", b"\x00\xff", b"grant_type=client_credentials&client_id=%00", b"{}", b"a" * 5000]
)
@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=x"]
)
def test_garbage_never_breaks_the_token_endpoints(db, path, body, content_type):
    assert Client().post(path, body, content_type=content_type).status_code in {400, 401}


def test_a_session_of_an_officer_opens_nothing(as_user, petugas):
    assert as_user(petugas).get("/api/v1/persons/").status_code == 401
