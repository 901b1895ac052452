"""Where the second factor is asked once more, and that nothing typed is lost by it (P-13)."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlparse

import pytest
from django.urls import reverse

from tests.accounts.second_factors import AGAIN, SET_UP, STEP, begin, code, enrol, log_in

pytestmark = pytest.mark.usefixtures("real_rules")


def test_an_approval_is_asked_for_a_code_when_the_last_is_older_than_five_minutes(disnaker, actor_of, clock):
    enrol(disnaker, actor_of)
    client, url = log_in(disnaker), reverse("account-new")
    assert client.get(url).status_code == 200
    clock.shift(timedelta(minutes=4))
    assert client.get(url).status_code == 200
    clock.shift(timedelta(minutes=2))
    asked = client.get(url)
    assert asked.status_code == 302
    assert urlparse(asked.headers["Location"]).path == AGAIN
    assert client.get("/orang/").status_code == 200, "nothing else is asked"
    page = client.get(asked.headers["Location"])
    assert page.status_code == 200
    assert client.post(AGAIN, {"lanjut": url, "kode_kedua": "123"}).status_code == 422
    right = client.post(AGAIN, {"lanjut": url, "kode_kedua": code(disnaker)})
    assert (right.status_code, right.headers["Location"]) == (302, url)
    assert client.get(url).status_code == 200


def test_what_was_typed_is_carried_along_and_sent_on(disnaker, actor_of, clock, petugas):
    enrol(disnaker, actor_of)
    client = log_in(disnaker)
    url = reverse("account-code", args=[petugas.pk])
    typed = {"way": "KODE", "reason": "Datang membawa kartu <pegawai>"}
    clock.shift(timedelta(minutes=10))
    assert client.post(url, typed).status_code == 200, "begun in time"
    clock.shift(timedelta(minutes=10))
    page = client.post(url, typed)
    assert page.status_code == 403
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode()))
    assert hidden["reason"] == "Datang membawa kartu &lt;pegawai&gt;"
    assert hidden["lanjut"] == url
    sent = {**hidden, **typed}
    wrong = client.post(AGAIN, {**sent, "kode_kedua": "123"})
    assert wrong.status_code == 422
    assert "Datang membawa kartu" in wrong.content.decode()
    right = client.post(AGAIN, {**sent, "kode_kedua": code(disnaker)})
    assert (right.status_code, right.headers["Location"]) == (307, url)
    assert client.post(url, sent).status_code == 200


def test_those_who_have_none_set_one_up_first_and_come_back(petugas, clock):
    client, _ = begin(petugas)
    asked = client.get(reverse("export-create"))
    where = urlparse(asked.headers["Location"])
    assert (where.path, parse_qs(where.query)) == (SET_UP, {"lanjut": [reverse("export-create")]})
    client.post(reverse("second-factor-start"), {"lanjut": reverse("export-create")})
    done = client.post(SET_UP, {"code": code(petugas), "lanjut": reverse("export-create")})
    assert f'href="{reverse("export-create")}"' in done.content.decode()
    assert client.get(reverse("export-create")).status_code == 200


def test_a_used_code_is_refused_here_too_and_guessing_is_stopped(disnaker, actor_of, clock):
    enrol(disnaker, actor_of)
    used = code(disnaker)
    client = log_in(disnaker)
    statuses = [client.post(AGAIN, {"kode_kedua": used}).status_code for _ in range(6)]
    assert statuses == [422, 422, 422, 422, 429, 429]


@pytest.mark.parametrize(
    "target", ["https://contoh.example/", "//contoh.example/", "/\\contoh.example", "javascript:1"]
)
def test_nobody_is_sent_to_another_site_after_the_code(disnaker, actor_of, clock, target):
    enrol(disnaker, actor_of)
    client = log_in(disnaker)
    clock.shift(STEP)
    right = client.post(AGAIN, {"lanjut": target, "kode_kedua": code(disnaker)})
    assert right.headers["Location"] == "/akun/"


def test_a_fragment_sends_the_whole_page(disnaker, actor_of, clock):
    enrol(disnaker, actor_of)
    client = log_in(disnaker)
    clock.shift(timedelta(minutes=6))
    answer = client.get(reverse("account-new"), headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith(AGAIN)


def test_those_without_the_right_are_asked_nothing(kades, actor_of):
    client, _ = begin(kades)
    assert client.get(reverse("export-create")).status_code == 403


# (The page, who opens it; rows come from no test here, so an unknown id stands for one: the code is asked first.)
RELEASES = [
    ("export-create", "disnaker", "get"),
    ("export-download", "disnaker", "post"),
    ("export-approve", "disnaker", "post"),
    ("agreement-approve", "pimpinan", "get"),
    ("client-create", "walidata", "get"),
    ("revision-decide", "pimpinan", "get"),
    ("account-new", "admin_user", "get"),
    ("account-code", "admin_user", "get"),
    ("account-assign", "admin_user", "get"),
    ("account-second-factor-remove", "admin_user", "get"),
    ("assignment-stand-in", "admin_user", "get"),
]


@pytest.mark.parametrize(("name", "who", "method"), RELEASES)
def test_exports_approvals_and_access_for_others_ask_again(request, name, who, method, actor_of, clock):
    user = request.getfixturevalue(who)
    enrol(user, actor_of)
    client = log_in(user)
    nothing = "0190a000-0000-7000-8000-000000000000"
    url = reverse(name) if name in {"export-create", "account-new"} else reverse(name, args=[nothing])
    assert getattr(client, method)(url).status_code in {200, 404}
    clock.shift(timedelta(minutes=16))
    asked = getattr(client, method)(url)
    assert asked.status_code == (302 if method == "get" else 403)
    assert AGAIN in asked.headers.get("Location", asked.content.decode())
