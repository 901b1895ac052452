"""Log-ins, log-outs and refusals are in the access log too (P-10)."""

import pytest
from django.test import Client

from tests.audit.logged import Since
from tests.conftest import PASSWORD


def knock(client: Client, name: str, password: str = PASSWORD, **extra):
    return client.post("/masuk/", {"username": name, "password": password}, **extra)


def test_logging_in_and_out_is_logged_with_the_address(petugas):
    client, since = Client(), Since()
    assert knock(client, petugas.username, REMOTE_ADDR="192.0.2.7").status_code == 302
    [row] = since.rows()
    assert (row.how, row.user_id, row.address, row.what, row.record_id) == ("MASUK", petugas.pk, "192.0.2.7", "", None)

    assert client.post("/keluar/").status_code == 302
    [row] = since.rows()
    assert (row.how, row.user_id) == ("KELUAR", petugas.pk)


def test_a_wrong_password_is_logged_under_the_account_that_was_tried(petugas):
    client, since = Client(), Since()
    assert knock(client, petugas.username.upper(), "salah-sekali-ini").status_code == 422
    [row] = since.rows()
    assert (row.how, row.user_id, row.client) == ("DITOLAK", petugas.pk, "")


def test_a_name_that_is_nobodys_is_kept_as_a_hash(db):
    """People type a NIK or their password into this field."""
    client, since = Client(), Since()
    for _ in range(2):
        assert knock(client, "3504145405900001", "salah-sekali-ini").status_code == 422
    rows = since.rows()
    assert [row.how for row in rows] == ["DITOLAK", "DITOLAK"]
    assert len({row.client for row in rows}) == 1
    assert rows[0].user_id is None
    assert "3504145405900001" not in repr([vars(row) for row in rows])
    assert rows[0].client.startswith("nobody-")


def test_the_fifth_wrong_password_is_logged_as_a_lock(petugas):
    client, since = Client(), Since()
    for _ in range(4):
        knock(client, petugas.username, "salah-sekali-ini")
    assert {row.how for row in since.rows()} == {"DITOLAK"}
    assert knock(client, petugas.username, "salah-sekali-ini").status_code == 429
    [row] = since.rows()
    assert (row.how, row.user_id) == ("DIKUNCI", petugas.pk)
    assert knock(client, petugas.username).status_code == 429
    assert [row.how for row in since.rows()] == ["DIKUNCI"]


def test_an_empty_form_is_no_attempt(db):
    client, since = Client(), Since()
    assert client.post("/masuk/", {"username": "", "password": ""}).status_code == 422
    assert since.rows() == []


@pytest.mark.parametrize("address", ["bukan-alamat", "", "192.0.2.7, 10.0.0.1"])
def test_an_address_that_is_none_is_left_out(petugas, address):
    client, since = Client(), Since()
    assert knock(client, petugas.username, REMOTE_ADDR=address).status_code == 302
    [row] = since.rows()
    assert row.address is None


def test_without_the_log_nobody_logs_in(petugas, monkeypatch):
    monkeypatch.setattr("desmigratif.audit.services.INSERT", "insert into nowhere values (%s)")
    client = Client()
    assert knock(client, petugas.username).status_code == 503
    assert client.get("/akun/").status_code == 302


def test_tokens_given_and_refused_are_logged(agreement, make_api_client, ask_token):
    api_client, since = make_api_client(agreement), Since()
    assert ask_token(api_client).status_code == 200
    assert ask_token(api_client, secret="salah").status_code == 401
    assert ask_token(api_client, client_id="tidak-ada-3504145405900001").status_code == 401
    assert [(row.how, row.client) for row in reversed(since.rows())] == [
        ("TOKEN", api_client.client_id),
        ("TOLAKAPI", api_client.client_id),
        ("TOLAKAPI", ""),
    ]


def test_a_call_with_a_bad_token_is_logged(agreement, make_api_client, ask_token):
    api_client = make_api_client(agreement)
    token = ask_token(api_client).json()["access_token"]
    api_client.is_active = False
    since = Since()
    answer = Client().get("/api/v1/persons/", headers={"Authorization": "Bearer tidak-ada"})
    assert answer.status_code == 401
    [row] = since.rows()
    assert (row.how, row.client, row.user_id) == ("TOLAKAPI", "", None)
    assert "tidak-ada" not in repr(vars(row))
    assert token not in repr(vars(row))
