"""Logging in and out (P-12, P-14)."""

import importlib
import json
import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from desmigratif.accounts.models import Session, User
from tests.conftest import PASSWORD
from tests.hashers import CheapArgon2

WRONG = "kata-sandi-yang-salah"
MESSAGE = "Nama pengguna atau kata sandi tidak cocok."
PHONE = "+6281234567811"


@pytest.fixture
def officer(petugas) -> User:
    """The officer of Tunggangri, with a telephone."""
    petugas.phone = PHONE
    petugas.save(update_fields=["phone"])
    return petugas


def log_in(client: Client, username: str, password: str = PASSWORD, **extra):
    return client.post("/masuk/", {"username": username, "password": password}, **extra)


def is_in(client: Client) -> bool:
    return client.get("/akun/").status_code == 200


@pytest.mark.parametrize(
    "typed",
    [
        "petugas-35.04.14.2011",
        "  Petugas-35.04.14.2011 ",
        "081234567811",
        "0812 3456 7811",
        "0812-3456-7811",
        "6281234567811",
        "+6281234567811",
        "+62 812 3456 7811",
        "(0812) 3456.7811",
    ],
)
def test_the_user_name_and_every_spelling_of_the_phone_lead_in(officer, typed):
    client = Client()
    answer = log_in(client, typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert is_in(client)


def _page(answer, username: str) -> str:
    """The page without what differs by nature: the token, the typed name, the nonce."""
    text = answer.content.decode().replace(username, "NAMA")
    return re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", text)


def test_unknown_wrong_inactive_and_passwordless_users_look_the_same(officer, kades, camat):
    camat.is_active = False
    camat.save(update_fields=["is_active"])
    kades.set_unusable_password()
    kades.save(update_fields=["password"])
    tried = [
        (officer.username, WRONG),
        ("siapa-saja", WRONG),
        ("0812 0000 0000", WRONG),
        (kades.username, WRONG),
        (camat.username, PASSWORD),
        (camat.username, WRONG),
    ]
    answers = [(log_in(Client(), name, password), name) for name, password in tried]
    assert {answer.status_code for answer, _ in answers} == {422}
    assert len({_page(answer, name) for answer, name in answers}) == 1
    assert MESSAGE in answers[0][0].content.decode()
    assert WRONG not in answers[0][0].content.decode()
    assert all(name in answer.content.decode() for answer, name in answers), "what was typed stays, but the password"


def test_an_unknown_name_costs_as_many_hashes_as_a_wrong_password(officer, monkeypatch):
    made = []
    original = CheapArgon2.encode
    monkeypatch.setattr(CheapArgon2, "encode", lambda *args, **kw: made.append("made") or original(*args, **kw))
    checked = CheapArgon2.verify
    monkeypatch.setattr(CheapArgon2, "verify", lambda *args, **kw: made.append("checked") or checked(*args, **kw))
    for name in (officer.username, "siapa-saja", PHONE, "0899 9999 9999"):
        made.clear()
        log_in(Client(), name, WRONG)
        assert len(made) == 1, name


def test_the_fifth_wrong_password_locks_and_a_quarter_of_an_hour_opens_again(officer):
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        statuses = [log_in(client, officer.username, WRONG).status_code for _ in range(6)]
        assert statuses == [422, 422, 422, 422, 429, 429]
        refused = log_in(client, officer.username)
        assert refused.status_code == 429, "the right password doesn't open it either"
        assert refused.headers["Retry-After"] == "900"
        assert "tunggu 15 menit" in refused.content.decode()
        clock.shift(timedelta(minutes=14))
        assert log_in(client, officer.username).status_code == 429
        clock.shift(timedelta(minutes=16))
        assert log_in(client, officer.username).status_code == 302
        assert is_in(client)


def test_another_spelling_of_the_same_account_is_no_new_chance(officer):
    """A telephone can be written in endless ways; the lock counts the account, not the text."""
    spellings = [officer.username, "081234567811", "0812 3456 7811", "0812-3456-7811", PHONE, "62812 3456 7811"]
    statuses = [log_in(Client(), name, WRONG).status_code for name in spellings]
    assert statuses == [422, 422, 422, 422, 429, 429]
    assert log_in(Client(), officer.username.upper()).status_code == 429


def test_an_unknown_number_locks_as_a_known_one_does(db):
    """So the lock doesn't tell who exists."""
    spellings = ["0812 0000 0000", "081200000000", "0812-0000-0000", "+6281200000000", "62812 0000 0000"]
    assert [log_in(Client(), name, WRONG).status_code for name in spellings] == [422, 422, 422, 422, 429]


@pytest.mark.parametrize("typed", ["3504144411900011", "0812 0000 0000", WRONG, "siapa-saja"])
def test_what_belongs_to_nobody_is_counted_without_being_kept(db, typed):
    """People type a NIK or their password where the name belongs."""
    log_in(Client(), typed, PASSWORD)
    attempt = AccessAttempt.objects.get()
    kept = [str(getattr(attempt, field.name)) for field in AccessAttempt._meta.fields]
    assert not [value for value in kept if typed in value or typed.replace(" ", "")[-8:] in value or PASSWORD in value]


def test_a_lock_shuts_out_neither_others_at_that_address_nor_the_same_user_elsewhere(officer, kades):
    """Many officers share one address behind their mobile operator."""
    for _ in range(5):
        log_in(Client(), officer.username, WRONG)
    assert log_in(Client(), officer.username).status_code == 429
    assert log_in(Client(), kades.username).status_code == 302
    assert log_in(Client(REMOTE_ADDR="198.51.100.7"), officer.username).status_code == 302


def test_a_forwarded_address_is_not_believed(officer):
    for number in range(5):
        log_in(Client(), officer.username, WRONG, headers={"X-Forwarded-For": f"203.0.113.{number}"})
    answer = log_in(Client(), officer.username, headers={"X-Forwarded-For": "203.0.113.99"})
    assert answer.status_code == 429


def test_a_success_starts_the_count_anew(officer):
    for _ in range(2):
        assert [log_in(Client(), "0812 3456 7811", WRONG).status_code for _ in range(4)] == [422] * 4
        assert log_in(Client(), "0812 3456 7811").status_code == 302


def test_passwords_are_kept_as_argon2id():
    base = importlib.import_module("desmigratif.settings.base")
    assert base.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert issubclass(CheapArgon2, Argon2PasswordHasher)
    user = User()
    user.set_password(PASSWORD)
    assert user.password.startswith("argon2$argon2id$")
    assert any(
        "MinimumLength" in rule["NAME"] and rule["OPTIONS"]["min_length"] >= 12
        for rule in settings.AUTH_PASSWORD_VALIDATORS
    )


def test_a_deactivated_user_is_out_with_the_next_request(officer):
    client = Client()
    log_in(client, officer.username)
    assert is_in(client)
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    assert client.get("/akun/").status_code == 302


def test_a_new_password_ends_every_session(officer):
    clients = [Client(), Client()]
    for client in clients:
        log_in(client, officer.username)
    officer.set_password("sungai-biru-batu-tenang")
    officer.save(update_fields=["password"])
    assert [is_in(client) for client in clients] == [False, False]


def test_the_cookies_are_closed_to_scripts_and_to_other_sites(officer):
    client = Client()
    client.get("/masuk/")
    log_in(client, officer.username)
    for name in ("sessionid", "csrftoken"):
        cookie = client.cookies[name]
        assert cookie["httponly"], name
        assert cookie["samesite"] == "Lax", name
    assert client.cookies["sessionid"]["max-age"] == 12 * 3600


def test_production_sends_cookies_through_tls_only():
    key = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "desmigratif.settings.production",
        "ALLOWED_HOSTS": "desmigratif.example",
        "DATABASE_URL": "postgresql://desm_app@localhost/none",
        "DATABASE_OWNER_URL": "postgresql://owner@localhost/none",
        "REDIS_URL": "redis://localhost/0",
        "DESMIGRATIF_SECRET_KEY": "x" * 64,
        "DESMIGRATIF_NIK_KEYS": f"1:{key}",
        "DESMIGRATIF_NIK_HMAC_KEY": key.replace("QUFB", "QkJC", 1),
    }
    names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "DEMO", "DEBUG", "PASSWORD_HASHERS"]
    program = (
        f"import json; from django.conf import settings as s; print(json.dumps([getattr(s, n) for n in {names}]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=settings.BASE_DIR, capture_output=True, check=True
    )
    assert json.loads(done.stdout) == [True, True, True, False, False, settings_hashers()]


def settings_hashers() -> list[str]:
    return importlib.import_module("desmigratif.settings.base").PASSWORD_HASHERS


def test_a_session_gets_a_new_key_at_log_in(officer):
    client = Client()
    planted = client.session
    planted["x"] = "1"
    planted.save()
    client.cookies["sessionid"] = planted.session_key
    log_in(client, officer.username)
    assert client.cookies["sessionid"].value != planted.session_key
    assert not Session.objects.filter(session_key=planted.session_key).exists()


def test_a_session_ends_after_twelve_hours(officer):
    client = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        log_in(client, officer.username)
        clock.shift(timedelta(hours=13))
        assert client.get("/akun/").status_code == 302


def test_logging_out_deletes_the_session_and_clears_the_browser(officer):
    client = Client()
    log_in(client, officer.username)
    key = client.cookies["sessionid"].value
    answer = client.post("/keluar/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/masuk/")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert not Session.objects.filter(session_key=key).exists()
    client.cookies["sessionid"] = key
    assert client.get("/akun/").status_code == 302


def test_a_link_can_not_log_anybody_out(officer):
    client = Client()
    log_in(client, officer.username)
    assert client.get("/keluar/").status_code == 405
    assert is_in(client)


@pytest.mark.parametrize(
    "target",
    [
        "https://contoh.example/",
        "//contoh.example/",
        "///contoh.example",
        "/\\contoh.example",
        "\\\\contoh.example",
        "javascript:alert(1)",
        "http:contoh.example",
        " https://contoh.example",
        "/masuk\r\nX: 1",
    ],
)
def test_nobody_is_sent_to_another_site_after_logging_in(officer, target):
    client = Client()
    answer = client.post("/masuk/", {"username": officer.username, "password": PASSWORD, "next": target})
    assert answer.status_code == 302
    assert "contoh" not in answer.headers["Location"]
    assert answer.headers["Location"].startswith("/")
    again = client.get("/masuk/", {"next": target})  # already in
    assert again.headers["Location"].startswith("/")
    assert "contoh" not in again.headers["Location"]


def test_the_page_one_wanted_comes_after_the_log_in(officer):
    assert Client().get("/orang/").headers["Location"] == "/masuk/?next=/orang/"
    data = {"username": officer.username, "password": PASSWORD, "next": "/orang/"}
    assert Client().post("/masuk/", data).headers["Location"] == "/orang/"


def test_a_form_without_its_token_is_refused_in_words(officer):
    client = Client(enforce_csrf_checks=True)
    answer = log_in(client, officer.username)
    assert answer.status_code == 403
    assert "sessionid" not in client.cookies
    assert "<h1" in answer.content.decode()
    assert "CSRF" not in answer.content.decode()

    page = client.get("/masuk/").content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    data = {"username": officer.username, "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/masuk/", data).status_code == 302
    assert client.post("/keluar/").status_code == 403
    assert is_in(client)


def test_the_log_in_of_the_admin_is_the_same_one_and_locked_alike(officer):
    cache.clear()
    for _ in range(5):
        log_in(Client(), officer.username, WRONG)
    answer = Client().post("/kelola/login/", {"username": officer.username, "password": PASSWORD}, follow=True)
    assert not answer.wsgi_request.user.is_authenticated
    assert log_in(Client(), officer.username).status_code == 429


def test_pages_after_the_log_in_are_not_kept_by_the_browser(officer):
    client = Client()
    log_in(client, officer.username)
    assert client.get("/akun/").headers["Cache-Control"] == "no-store"
