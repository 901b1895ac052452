"""The second factor: who needs it, how it is set up, used once, lost (P-13)."""

import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings as installed
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse

from desmigratif.accounts import services
from desmigratif.accounts.enums import CodeWay
from desmigratif.accounts.models import AccountLog, RecoveryCode, SecondFactor
from desmigratif.accounts.roles import SECOND_FACTOR_ROLES, Role
from desmigratif.core.errors import DomainError
from tests.accounts.codes_of import code_of
from tests.accounts.second_factors import SECOND, SET_UP, STEP, begin, code, codes_on, enrol, log_in

GOOD = "sungai-biru-batu-tenang"
pytestmark = pytest.mark.usefixtures("real_rules")


def test_the_roles_that_reach_beyond_a_village_need_it():
    needed = {Role.ADMIN, Role.DISNAKER, Role.PENANGAN, Role.KL, Role.ANALIS, Role.PIMPINAN, Role.PENATA}
    assert needed <= SECOND_FACTOR_ROLES
    assert not {Role.PETUGAS, Role.KADES} & SECOND_FACTOR_ROLES


@pytest.mark.parametrize("who", ["admin_user", "disnaker", "analis", "pimpinan", "kl", "penata"])
def test_without_one_these_roles_get_no_further_than_its_page(request, who):
    client, _ = begin(request.getfixturevalue(who))
    for path in ("/", "/akun/", "/orang/", "/kelola/", "/pengguna/", "/ikhtisar/"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (302, SET_UP), path
    assert client.post(reverse("password-change"), {}).headers["Location"] == SET_UP
    assert "wajib" in client.get(SET_UP).content.decode()
    assert client.post("/keluar/").status_code == 302


def test_village_officers_work_without_one_and_may_have_one(petugas, actor_of):
    client, _ = begin(petugas)
    assert client.get("/orang/").status_code == 200
    enrol(petugas, actor_of)
    _, where = begin(petugas)
    assert where == SECOND


@pytest.mark.parametrize("who", ["disnaker", "analis", "penata", "admin_user"])
def test_it_is_set_up_in_the_browser_and_asked_at_the_next_log_in(request, who, clock):
    user = request.getfixturevalue(who)
    client, _ = begin(user)
    assert client.post(reverse("second-factor-start")).headers["Location"] == SET_UP
    page = client.get(SET_UP).content.decode()
    key = re.search(r'class="dm-code">\s*([A-Z2-7 ]+)', page)
    assert key
    assert "<svg" in page
    assert key.group(1).strip().replace(" ", "") not in str(SecondFactor.objects.get().__dict__), "sealed"
    assert client.post(SET_UP, {"code": "000000" if code(user) != "000000" else "111111"}).status_code == 422
    done = client.post(SET_UP, {"code": code(user)})
    codes = codes_on(done)
    assert len(set(codes)) == 10
    assert client.get("/").status_code == 200
    assert key.group(1).strip() not in client.get(SET_UP).content.decode(), "the key is shown while it is set up only"
    clock.shift(STEP)
    again, where = begin(user)
    assert where == SECOND
    assert again.get("/akun/").headers["Location"] == "/masuk/?next=/akun/", "the password alone is no log-in"
    assert again.post(SECOND, {"code": code(user)}).status_code == 302
    assert again.get("/akun/").status_code == 200
    assert AccountLog.objects.filter(record_id=user.pk, comment__startswith="Kode kedua dipasang").exists()


def test_a_used_code_is_refused_a_second_time(disnaker, actor_of, clock):
    enrol(disnaker, actor_of)
    used = code(disnaker)
    log_in(disnaker)
    client, _ = begin(disnaker)
    assert client.post(SECOND, {"code": used}).status_code == 422
    assert client.post(SECOND, {"code": code(disnaker, later=-1)}).status_code == 422, "nor an older one"
    clock.shift(STEP)
    assert client.post(SECOND, {"code": used}).status_code == 422, "nor while its time is still within tolerance"
    assert client.post(SECOND, {"code": code(disnaker)}).status_code == 302


def test_the_code_that_set_it_up_does_not_log_in(disnaker, actor_of, clock):
    factor = services.start_second_factor(user=disnaker, by=actor_of(disnaker))
    first = code_of(factor)
    services.confirm_second_factor(user=disnaker, typed=first, by=actor_of(disnaker))
    client, _ = begin(disnaker)
    assert client.post(SECOND, {"code": first}).status_code == 422


def test_telephones_that_are_half_a_minute_wrong_are_right_and_more_is_not(disnaker, actor_of, clock):
    enrol(disnaker, actor_of)
    client, _ = begin(disnaker)
    assert client.post(SECOND, {"code": code(disnaker, later=3)}).status_code == 422
    assert client.post(SECOND, {"code": code(disnaker, later=1)}).status_code == 302


def test_each_recovery_code_opens_once_however_it_is_typed(disnaker, actor_of, clock):
    codes = enrol(disnaker, actor_of)
    assert not RecoveryCode.objects.filter(digest__in=codes).exists(), "kept as keyed hashes"
    for typed in (codes[0], codes[1].upper().replace("-", " ")):
        client, _ = begin(disnaker)
        assert client.post(SECOND, {"code": typed}).status_code == 302
        assert client.get("/akun/").status_code == 200
        client, _ = begin(disnaker)
        assert client.post(SECOND, {"code": typed}).status_code == 422
    assert AccountLog.objects.filter(record_id=disnaker.pk, comment="Masuk dengan kode pemulihan. Tersisa 8.").exists()


def test_new_recovery_codes_end_the_old_ones_and_need_a_code(disnaker, actor_of, clock):
    old = enrol(disnaker, actor_of)
    client = log_in(disnaker)
    assert client.post(SET_UP, {"code": "999"}).status_code == 422
    clock.shift(STEP)
    new = codes_on(client.post(SET_UP, {"code": code(disnaker)}))
    assert len(new) == 10
    browser, _ = begin(disnaker)
    assert browser.post(SECOND, {"code": old[0]}).status_code == 422
    assert browser.post(SECOND, {"code": new[0]}).status_code == 302


def test_wrong_codes_are_stopped_after_five(disnaker, actor_of, clock):
    enrol(disnaker, actor_of)
    client, _ = begin(disnaker)
    statuses = [client.post(SECOND, {"code": "12345"}).status_code for _ in range(6)]
    assert statuses == [422, 422, 422, 422, 429, 429]
    assert client.post(SECOND, {"code": code(disnaker)}).status_code == 429


def test_a_reset_never_skips_it(disnaker, admin_user, actor_of, clock):
    enrol(disnaker, actor_of)
    issued = services.issue_code(user=disnaker, way=CodeWay.KODE, reason="datang", by=actor_of(admin_user))
    browser = Client()
    browser.post(reverse("login-code"), {"username": disnaker.username, "code": issued.digits})
    done = browser.post(reverse("login-new-password"), {"password": GOOD, "password_again": GOOD})
    assert done.headers["Location"] == "/masuk/"
    assert browser.get("/akun/").status_code == 302, "a new password is no log-in"
    _, where = begin(disnaker, GOOD)
    assert where == SECOND


def test_the_second_step_ends_after_ten_minutes_and_with_the_password(disnaker, actor_of, clock):
    enrol(disnaker, actor_of)
    client, _ = begin(disnaker)
    clock.shift(timedelta(minutes=11))
    assert client.post(SECOND, {"code": code(disnaker)}).status_code == 422
    assert client.get("/akun/").status_code == 302
    client, _ = begin(disnaker)
    disnaker.set_password(GOOD)
    disnaker.save(update_fields=["password"])
    assert client.post(SECOND, {"code": code(disnaker)}).status_code == 422
    client, _ = begin(disnaker, GOOD)
    disnaker.is_active = False
    disnaker.save(update_fields=["is_active"])
    assert client.post(SECOND, {"code": code(disnaker)}).status_code == 422
    assert client.get("/akun/").status_code == 302


def test_the_second_step_without_a_password_opens_nothing(disnaker, actor_of, clock):
    enrol(disnaker, actor_of)
    client = Client()
    assert client.post(SECOND, {"code": code(disnaker)}).status_code == 422
    assert "Mulai lagi" in client.get(SECOND).content.decode()
    assert client.get("/akun/").status_code == 302


def test_a_log_in_that_was_made_otherwise_is_asked_too(disnaker, actor_of, as_user):
    """Whatever makes a session, the rule is asked on every request."""
    enrol(disnaker, actor_of)
    assert as_user(disnaker).get("/akun/").headers["Location"] == SET_UP


def test_a_lost_one_is_taken_off_by_whoever_keeps_the_account_and_set_up_anew(disnaker, admin_user, actor_of, clock):
    enrol(disnaker, actor_of)
    enrol(admin_user, actor_of)
    officer, keeper = log_in(disnaker), log_in(admin_user)
    url = reverse("account-second-factor-remove", args=[disnaker.pk])
    assert keeper.post(url, {"reason": ""}).status_code == 422
    assert keeper.post(url, {"reason": "HP hilang, datang ke kantor"}).status_code == 302
    assert officer.get("/akun/").status_code == 302
    client, _ = begin(disnaker)
    assert client.get("/orang/").headers["Location"] == SET_UP
    assert not RecoveryCode.objects.filter(user=disnaker).exists()
    with pytest.raises(DomainError, match="akun sendiri"):
        services.remove_second_factor(user=admin_user, reason="x", by=actor_of(admin_user))
    with pytest.raises(DomainError, match="tidak memakai"):
        services.remove_second_factor(user=disnaker, reason="x", by=actor_of(admin_user))


def test_one_that_stands_is_not_replaced_by_starting_again(disnaker, actor_of, clock):
    enrol(disnaker, actor_of)
    client = log_in(disnaker)
    before = bytes(SecondFactor.objects.get().key_sealed)
    client.post(reverse("second-factor-start"))
    assert bytes(SecondFactor.objects.get().key_sealed) == before


# The demo's switch


def test_in_the_demo_a_password_is_enough_until_one_is_set_up(settings, disnaker, actor_of, clock):
    settings.DEMO_WITHOUT_SECOND_FACTOR = True
    client, _ = begin(disnaker)
    assert client.get("/orang/").status_code == 200
    assert client.get(reverse("account-new")).status_code == 200
    enrol(disnaker, actor_of)
    _, where = begin(disnaker)
    assert where == SECOND
    assert client.get(reverse("account-new")).status_code == 302, "who has one is asked"


def test_a_check_refuses_the_switch_and_files_of_mail_outside_the_demo(settings):
    settings.DEMO, settings.DEMO_WITHOUT_SECOND_FACTOR = False, True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert {"desmigratif.E007", "desmigratif.E008"} <= {found.id for found in run_checks()}
    settings.DEMO_WITHOUT_SECOND_FACTOR = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert not {"desmigratif.E007", "desmigratif.E008"} & {found.id for found in run_checks()}


def test_production_has_it_off_whatever_the_environment_says():
    key = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "desmigratif.settings.production",
        "DEMO_WITHOUT_SECOND_FACTOR": "1",
        "ALLOWED_HOSTS": "desmigratif.example",
        "DATABASE_URL": "postgresql://desm_app@localhost/none",
        "DATABASE_OWNER_URL": "postgresql://owner@localhost/none",
        "REDIS_URL": "redis://localhost/0",
        "DESMIGRATIF_SECRET_KEY": "x" * 64,
        "DESMIGRATIF_NIK_KEYS": f"1:{key}",
        "DESMIGRATIF_NIK_HMAC_KEY": key.replace("QUFB", "QkJC", 1),
    }
    program = "from django.conf import settings as s; print(s.DEMO_WITHOUT_SECOND_FACTOR, s.DEMO)"
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, cwd=installed.BASE_DIR, capture_output=True, check=True
    )
    assert done.stdout.decode().split() == ["False", "False"]
