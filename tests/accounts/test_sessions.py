"""How long a session lasts, and who ends it (P-14)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desmigratif.accounts import services
from desmigratif.accounts.models import AccountLog, Session
from desmigratif.accounts.services.sessions import handle_of
from desmigratif.core.web.device import device_words
from tests.conftest import PASSWORD

GOOD = "sungai-biru-batu-tenang"
PHONE = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.0.0 Mobile Safari/537.36"
)


def log_in(user, password: str = PASSWORD, **extra) -> Client:
    client = Client(**extra)
    assert client.post("/masuk/", {"username": user.username, "password": password}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/akun/").status_code == 200


def handles(client: Client) -> list[str]:
    return [handle for _, handle, is_here in client.get("/akun/").context["sessions"] if not is_here]


@pytest.mark.parametrize(
    ("who", "holds", "over"),
    [("petugas", timedelta(hours=7, minutes=50), timedelta(hours=8, minutes=10)),
     ("kades", timedelta(hours=7, minutes=50), timedelta(hours=8, minutes=10)),
     ("camat", timedelta(minutes=29), timedelta(minutes=31)),
     ("disnaker", timedelta(minutes=29), timedelta(minutes=31)),
     ("analis", timedelta(minutes=29), timedelta(minutes=31)),
     ("admin_user", timedelta(minutes=29), timedelta(minutes=31))],
)  # fmt: skip
def test_an_unused_session_ends_sooner_in_an_office_than_in_a_village(request, who, holds, over):
    user = request.getfixturevalue(who)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = log_in(user)
        assert is_in(client)
        clock.shift(holds)
        assert is_in(client)
        clock.shift(over)
        assert client.get("/akun/").headers["Location"] == "/masuk/?next=/akun/"


def test_use_keeps_a_session_but_not_beyond_twelve_hours(disnaker):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = log_in(disnaker)
        for _ in range(35):
            clock.shift(timedelta(minutes=20))
            assert is_in(client)
        clock.shift(timedelta(minutes=25))
        assert not is_in(client)


def test_a_new_log_in_begins_the_twelve_hours_anew(petugas):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client = log_in(petugas)
        clock.shift(timedelta(hours=7))
        assert is_in(client)
        client.post("/masuk/", {"username": petugas.username, "password": PASSWORD})
        client.post("/keluar/")
        client = log_in(petugas)
        clock.shift(timedelta(hours=7))
        assert is_in(client)


def test_the_key_is_another_after_the_log_in_and_the_old_one_opens_nothing(petugas):
    client = Client()
    client.get("/masuk/lupa/")
    session = client.session
    session["x"] = "1"
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    client.post("/masuk/", {"username": petugas.username, "password": PASSWORD})
    assert client.cookies["sessionid"].value != before
    assert not Session.objects.filter(pk=before).exists()


def test_one_sees_the_own_sessions_by_device_and_ends_them(petugas, kades):
    here, there = log_in(petugas, HTTP_USER_AGENT=PHONE), log_in(petugas)
    assert is_in(there)
    page = here.get("/akun/").content.decode()
    assert "Chrome di HP Android" in page
    assert "Perangkat ini" in page
    keys = list(Session.objects.filter(user=petugas).values_list("pk", flat=True))
    assert len(keys) == 2
    assert not any(key in page for key in keys), "the key opens the account, so it is on no page"
    (other,) = handles(here)
    stranger = log_in(kades)
    assert stranger.post(reverse("session-end"), {"session": other}).status_code == 404
    assert is_in(there)
    assert here.post(reverse("session-end"), {"session": other}).status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)
    assert AccountLog.objects.filter(record_id=petugas.pk, by=petugas, comment__contains="dikeluarkan").exists()


def test_ending_the_session_of_this_device_logs_out(petugas):
    client = log_in(petugas)
    here = handle_of(client.cookies["sessionid"].value)
    assert client.post(reverse("session-end"), {"session": here}).headers["Location"] == "/masuk/"
    assert not is_in(client)


@pytest.mark.parametrize("who", ["petugas", "analis", "penata", "admin_user"])
def test_a_changed_password_ends_every_other_session(request, who):
    """People of the nation, too: their database role may only read."""
    user = request.getfixturevalue(who)
    here, there = log_in(user), log_in(user)
    typed = {"current": PASSWORD, "password": GOOD, "password_again": GOOD}
    assert here.post(reverse("password-change"), typed).status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)
    log_in(user, GOOD)
    assert AccountLog.objects.filter(record_id=user.pk, comment__startswith="Kata sandi diganti sendiri").exists()


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"current": "salah-sama-sekali"}, "current"),
        ({"password_again": GOOD + "x"}, "password_again"),
        ({"password": "pendek", "password_again": "pendek"}, "password"),
        ({"password": PASSWORD, "password_again": PASSWORD}, "password"),
    ],
)
def test_a_password_is_not_changed_without_the_old_one_nor_to_an_easy_one(petugas, typed, field):
    client = log_in(petugas)
    data = {"current": PASSWORD, "password": GOOD, "password_again": GOOD, **typed}
    page = client.post(reverse("password-change"), data)
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert GOOD not in page.content.decode()
    petugas.refresh_from_db()
    assert petugas.check_password(PASSWORD)


def test_guessing_the_old_password_in_an_open_session_is_stopped(petugas):
    client = log_in(petugas)
    typed = {"current": "salah-sama-sekali", "password": GOOD, "password_again": GOOD}
    statuses = [client.post(reverse("password-change"), typed).status_code for _ in range(6)]
    assert statuses == [422, 422, 422, 422, 429, 429]


def test_deactivation_ends_every_session_and_reactivation_opens_none(petugas, disnaker, actor_of):
    clients = [log_in(petugas), log_in(petugas)]
    services.deactivate_user(user=petugas, reason="berhenti", by=actor_of(disnaker))
    assert not Session.objects.filter(user=petugas).exists()
    services.reactivate_user(user=petugas, reason="kembali", by=actor_of(disnaker))
    assert [is_in(client) for client in clients] == [False, False]
    log_in(petugas)


def test_the_coordinator_ends_the_sessions_of_a_lost_telephone(petugas, disnaker, as_user):
    officer = log_in(petugas)
    url = reverse("account-sessions-end", args=[petugas.pk])
    assert as_user(disnaker).post(url, {"reason": ""}).status_code == 422
    assert as_user(disnaker).post(url, {"reason": "HP hilang di pasar"}).status_code == 302
    assert not is_in(officer)
    assert AccountLog.objects.filter(record_id=petugas.pk, comment__contains="HP hilang di pasar").exists()


def test_sessions_that_are_over_are_deleted(petugas):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        log_in(petugas)
        clock.shift(timedelta(hours=13))
        services.clear_expired_sessions()
        assert not Session.objects.exists()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (PHONE, "Chrome di HP Android"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:126.0) Gecko/20100101 Firefox/126.0", "Firefox di Windows"),
        ("curl/8.5.0", ""),
        ("", ""),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_a_device_is_named_in_words_and_never_by_what_the_browser_says(agent, words):
    assert device_words(agent) == words
