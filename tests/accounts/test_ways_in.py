"""The ways to a password without the old one: invitation, forgotten, by mail or by a code handed over (P-12)."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from desmigratif.accounts import services
from desmigratif.accounts.enums import CodeWay
from desmigratif.accounts.models import AccountLog, OneTimeCode, User
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import uuid7
from tests.conftest import BETAK, OUTSIDE, PASSWORD

GOOD = "sungai-biru-batu-tenang"
ADDRESS = "ratna@contoh.example"


@pytest.fixture
def coordinator(disnaker, as_user) -> Client:
    return as_user(disnaker)


@pytest.fixture
def mailed(petugas) -> User:
    """The officer of Tunggangri, with an address."""
    petugas.email = ADDRESS
    petugas.save(update_fields=["email"])
    return petugas


def new_account(**changed):
    typed = {
        "record_id": str(uuid7()),
        "full_name": "Ratna Wulandari",
        "phone": "0812 3456 7811",
        "email": "",
        "username": "",
        "role": "petugas",
        "region": BETAK,
        "starts_on": f"{timezone.localdate():%d-%m-%Y}",
        "ends_on": "",
        "reason": "SK Disnaker nomor 12 tahun 2026",
        "way": "KODE",
    }
    return {**typed, **changed}


def digits_of(page) -> str:
    """What the page of a code just made shows."""
    found = re.search(r"\b(\d{4}) (\d{4})\b", page.content.decode())
    assert found, "no code on the page"
    return "".join(found.groups())


def use(client: Client, username: str, digits: str, password: str = GOOD):
    """Type the code, then the password; returns the last answer."""
    answer = client.post(reverse("login-code"), {"username": username, "code": digits})
    if answer.status_code != 302:
        return answer
    return client.post(reverse("login-new-password"), {"password": password, "password_again": password})


def log_in(username: str, password: str = GOOD) -> int:
    return Client().post("/masuk/", {"username": username, "password": password}).status_code


def link_in(letter) -> str:
    found = re.search(r"https?://[^/]+(/\S+)", letter.body)
    assert found
    return found.group(1)


def test_the_coordinator_invites_an_officer_who_makes_the_password(coordinator, disnaker):
    page = coordinator.post(reverse("account-new"), new_account())
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    user = User.objects.get(full_name="Ratna Wulandari")
    assert user.username == "ratna.wulandari"
    assert not user.has_password
    digits = digits_of(page)
    assert digits not in coordinator.get(user.get_absolute_url()).content.decode(), "shown once"
    assert digits not in str(OneTimeCode.objects.get().__dict__)
    browser = Client()
    done = use(browser, "0812 3456 7811", digits)
    assert (done.status_code, done.headers["Location"]) == (302, "/masuk/")
    assert log_in(user.username) == 302
    first = use(Client(), user.username, digits)
    assert first.status_code == 422, "a code opens once"
    told = [row.comment for row in AccountLog.objects.filter(record_id=user.pk).order_by("seq")]
    begin = [
        "Akun ratna.wulandari dibuat. Alasan: SK",
        "Penugasan diberikan: Petugas Desmigratif, Desa Betak",
        "Kode sekali pakai dibuat (kata sandi pertama).",
        "Kata sandi dibuat dengan kode atau tautan sekali pakai.",
    ]
    assert [line[: len(start)] for line, start in zip(told, begin, strict=True)] == begin
    assert not any(digits in line or GOOD in line for line in told)
    assert AccountLog.objects.filter(record_id=user.pk, by=disnaker).count() == 3


def test_a_second_press_makes_no_second_account(coordinator):
    typed = new_account()
    for _ in range(2):
        assert coordinator.post(reverse("account-new"), typed).status_code == 200
    user = User.objects.get(full_name="Ratna Wulandari")
    assert user.assignments.count() == 1
    assert OneTimeCode.objects.open(timezone.now()).filter(user=user).count() == 1


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"full_name": ""}, "full_name"),
        ({"phone": "12"}, "phone"),
        ({"email": "bukan surel"}, "email"),
        ({"username": "Ratna W"}, "username"),
        ({"role": "admin"}, "role"),
        ({"role": "disnaker"}, "role"),
        ({"region": OUTSIDE}, "region"),
        ({"region": ""}, "region"),
        ({"starts_on": "31-2-2026"}, "starts_on"),
        ({"ends_on": "1-1-2020"}, "ends_on"),
        ({"reason": ""}, "reason"),
        ({"way": "MERPATI"}, "way"),
        ({"way": "SUREL"}, "way"),
    ],
)
def test_a_wrong_invitation_is_refused_beside_its_field_and_nothing_is_lost(coordinator, changed, field):
    page = coordinator.post(reverse("account-new"), new_account(**changed))
    assert page.status_code == 422
    assert field in page.context["form"].errors, page.context["form"].errors
    assert "SK Disnaker nomor 12" in page.content.decode() or field == "reason"
    assert not User.objects.filter(full_name="Ratna Wulandari").exists()


def test_the_administrator_gives_any_role_and_level_follows_from_the_code(admin_user, as_user):
    manager = as_user(admin_user)
    typed = new_account(role="disnaker", region="35.04", institution="")
    assert manager.post(reverse("account-new"), typed).status_code == 200
    assert User.objects.get(full_name="Ratna Wulandari").assignments.get().level == "kab"
    wrong = new_account(full_name="Wiji", phone="", role="disnaker", region=BETAK)
    page = manager.post(reverse("account-new"), wrong)
    assert page.status_code == 422
    assert "kabupaten" in page.context["form"].errors["region"][0]


def test_five_wrong_digits_end_the_code(petugas, disnaker, actor_of):
    issued = services.issue_code(user=petugas, way=CodeWay.KODE, reason="datang", by=actor_of(disnaker))
    wrong = "00000000" if issued.digits != "00000000" else "11111111"
    for place in range(5):
        address = f"198.51.100.{place}"
        assert use(Client(REMOTE_ADDR=address), petugas.username, wrong).status_code == 422
    late = use(Client(REMOTE_ADDR="198.51.100.9"), petugas.username, issued.digits)
    assert late.status_code == 422
    assert AccountLog.objects.filter(record_id=petugas.pk, comment__contains="lima kali salah").exists()


def test_tries_from_one_address_are_stopped_for_a_quarter_of_an_hour(petugas):
    statuses = [use(Client(), petugas.username, "00000000").status_code for _ in range(6)]
    assert statuses == [422, 422, 422, 422, 429, 429]


def test_an_unknown_name_and_one_without_a_code_look_like_a_wrong_code(petugas, disnaker, kades, actor_of):
    services.issue_code(user=petugas, way=CodeWay.KODE, reason="datang", by=actor_of(disnaker))
    pages = []
    for name in (petugas.username, kades.username, "siapa-saja"):
        text = use(Client(), name, "00000000").content.decode().replace(name, "NAMA")
        pages.append(re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", text))
    assert len(set(pages)) == 1


def test_a_code_ends_after_three_days_and_a_newer_one_ends_the_older(petugas, disnaker, actor_of):
    by = actor_of(disnaker)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        old = services.issue_code(user=petugas, way=CodeWay.KODE, reason="datang", by=by)
        new = services.issue_code(user=petugas, way=CodeWay.KODE, reason="datang lagi", by=by)
        if old.digits != new.digits:
            assert use(Client(), petugas.username, old.digits).status_code == 422
        clock.shift(timedelta(hours=73))
        assert use(Client(), petugas.username, new.digits).status_code == 422


def test_an_easy_password_is_refused_and_the_code_still_holds(petugas, disnaker, actor_of):
    issued = services.issue_code(user=petugas, way=CodeWay.KODE, reason="datang", by=actor_of(disnaker))
    browser = Client()
    for easy in ("pendek", "password1234", petugas.username):
        assert use(browser, petugas.username, issued.digits, easy).status_code == 422, easy
    assert use(browser, petugas.username, issued.digits).status_code == 302
    assert log_in(petugas.username) == 302


def test_a_forgotten_password_is_replaced_by_mail_and_every_session_ends(mailed, as_user):
    officer = as_user(mailed)
    page = Client().post(reverse("login-forgotten"), {"username": mailed.username})
    assert page.status_code == 200
    assert len(mail.outbox) == 0, "the page does not wait for the mail server"
    services.send_waiting_links()
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert "abaikan surel ini" in letter.body
    browser = Client()
    for _ in range(2):  # mail programs open links too
        opened = browser.get(link_in(letter))
        assert (opened.status_code, opened.headers["Location"]) == (302, reverse("login-new-password"))
    assert mailed.full_name in browser.get(reverse("login-new-password")).content.decode()
    done = browser.post(reverse("login-new-password"), {"password": GOOD, "password_again": GOOD})
    assert done.headers["Location"] == "/masuk/"
    assert officer.get("/akun/").status_code == 302, "open sessions end"
    assert (log_in(mailed.username), log_in(mailed.username, PASSWORD)) == (302, 422)
    again = Client().get(link_in(letter))
    assert "tidak berlaku" in again.content.decode()


def test_a_link_ends_after_two_hours_and_can_not_be_made_up(mailed):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        Client().post(reverse("login-forgotten"), {"username": ADDRESS})
        services.send_waiting_links()
        link = link_in(mail.outbox[0])
        forged = re.sub(r":.", ":X", link)
        for wrong in (forged, link[:-3], reverse("login-new-password") + "?tautan=x"):
            assert "tidak berlaku" in Client().get(wrong).content.decode()
        clock.shift(timedelta(hours=2, minutes=1))
        assert "tidak berlaku" in Client().get(link).content.decode()


def test_the_answer_to_a_forgotten_password_is_the_same_for_everybody(mailed, kades, camat):
    camat.email, camat.is_active = "camat@contoh.example", False
    camat.save(update_fields=["email", "is_active"])
    pages = set()
    for name in (mailed.username, ADDRESS, kades.username, camat.username, "siapa-saja", "lain@contoh.example"):
        text = Client().post(reverse("login-forgotten"), {"username": name}).content.decode().replace(name, "NAMA")
        pages.add(re.sub(r'(csrfmiddlewaretoken" value|nonce)="[^"]+"', "", text))
    assert len(pages) == 1
    services.send_waiting_links()
    assert [letter.to for letter in mail.outbox] == [[ADDRESS]], "two requests at once are one mail"


def test_a_stranger_who_asks_by_mail_does_not_end_a_code_that_was_handed_over(mailed, disnaker, actor_of):
    issued = services.issue_code(user=mailed, way=CodeWay.KODE, reason="datang", by=actor_of(disnaker))
    Client().post(reverse("login-forgotten"), {"username": mailed.username})
    assert services.send_waiting_links() == 0
    assert use(Client(), mailed.username, issued.digits).status_code == 302


def test_without_a_mail_server_the_page_tells_of_codes_and_no_link_is_made(mailed, disnaker, actor_of, settings):
    settings.CAN_SEND_MAIL = False
    page = Client().get(reverse("login-forgotten")).content.decode()
    assert "Minta kode ke Disnaker" in page
    assert "Kirim tautan" not in page
    Client().post(reverse("login-forgotten"), {"username": mailed.username})
    assert not OneTimeCode.objects.exists()
    with pytest.raises(DomainError, match="Buat kode saja"):
        services.issue_code(user=mailed, way=CodeWay.SUREL, reason="x", by=actor_of(disnaker))


def test_a_mail_server_that_is_away_loses_no_link(mailed, settings, caplog):
    Client().post(reverse("login-forgotten"), {"username": mailed.username})
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert services.send_waiting_links() == 0
    assert "was not sent" in caplog.text
    assert ADDRESS not in caplog.text
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert services.send_waiting_links() == 1


def test_a_code_or_link_dies_with_the_account_and_with_another_address(mailed, disnaker, actor_of):
    by = actor_of(disnaker)
    issued = services.issue_code(user=mailed, way=CodeWay.KODE, reason="datang", by=by)
    services.change_user(user=mailed, email="lain@contoh.example", reason="salah ketik", by=by)
    assert use(Client(), mailed.username, issued.digits).status_code == 422
    issued = services.issue_code(user=mailed, way=CodeWay.KODE, reason="datang", by=by)
    services.deactivate_user(user=mailed, reason="berhenti", by=by)
    assert use(Client(), mailed.username, issued.digits).status_code == 422
    with pytest.raises(DomainError, match="tidak aktif"):
        services.issue_code(user=mailed, way=CodeWay.KODE, reason="datang", by=by)


def test_nobody_makes_a_code_for_the_own_account(disnaker, admin_user, actor_of):
    with pytest.raises(DomainError, match="akun sendiri"):
        services.issue_code(user=admin_user, way=CodeWay.KODE, reason="x", by=actor_of(admin_user))


def test_the_page_of_a_new_password_without_a_right_says_where_to_go(db):
    for answer in (
        Client().get(reverse("login-new-password")),
        Client().post(reverse("login-new-password"), {"password": GOOD, "password_again": GOOD}),
    ):
        assert "tidak berlaku" in answer.content.decode()


def test_mails_of_the_demo_are_read_on_a_page_that_exists_nowhere_else(mailed, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    Client().post(reverse("login-forgotten"), {"username": mailed.username})
    services.send_waiting_links()
    assert len(list(Path(tmp_path).glob("*.log"))) == 1
    page = Client().get(reverse("demo-mailbox")).content.decode()
    assert ADDRESS in page
    href = re.search(r'href="([^"]*tautan=[^"]+)"', page)
    assert href, "the link can be pressed"
    settings.DEMO = False
    assert Client().get(reverse("demo-mailbox")).status_code == 404


def test_a_mail_holds_one_link_and_nothing_of_the_account_but_its_name(mailed, disnaker, actor_of):
    mailed.set_unusable_password()
    mailed.save(update_fields=["password"])
    services.issue_code(user=mailed, way=CodeWay.SUREL, reason="SK nomor 1", by=actor_of(disnaker))
    services.send_waiting_links()
    (letter,) = mail.outbox
    assert letter.subject == "Undangan ke Desmigratif"
    assert mailed.username in letter.body
    assert letter.body.count("http") == 1
    assert settings.SITE_URL in letter.body
    assert "72 jam" in letter.body
    assert "SK nomor 1" not in letter.body
