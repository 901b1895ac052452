"""The system administrator keeps users and assignments."""

import threading
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from desmigratif.accounts import services
from desmigratif.accounts.models import Assignment, User
from desmigratif.accounts.roles import Role
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, Level, acting_as
from tests.conftest import PASSWORD, TUNGGANGRI, make_user
from tests.core.admin_forms import add_url, change_url, errors_of, send

GOOD = "sungai-biru-batu-tenang"
TOO_EASY = ["pendek", "password1234", "111111111111", "ratna.wulandari1"]


@pytest.fixture
def manager(admin_user, as_user):
    return as_user(admin_user)


@pytest.fixture
def second_admin(db):
    return make_user(Role.ADMIN, username="admin-kedua")


def new_user(**changed):
    typed = {
        "username": "ratna.wulandari",
        "full_name": "Ratna  Wulandari",
        "phone": "0812 3456 7811",
        "email": "",
        "reason": "SK Disnaker nomor 12 tahun 2026",
    }
    return {**typed, **changed}


def given(person, **changed):
    typed = {
        "user": person.username,
        "role": "petugas",
        "region": TUNGGANGRI,
        "institution": "",
        "starts_on": "1-1-2026",
        "ends_on": "",
        "reason": "SK Disnaker nomor 12 tahun 2026",
    }
    return {**typed, **changed}


def can_log_in(user, password):
    answer = Client().post(reverse("login"), {"username": user.username, "password": password})
    return answer.status_code == 302


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def test_a_user_is_made_without_a_password_that_anybody_knows(manager, admin_user):
    assert manager.post(add_url(User), new_user(password=GOOD, password_again=GOOD)).status_code == 302
    user = User.objects.get(username="ratna.wulandari")
    assert (user.full_name, str(user.phone)) == ("Ratna Wulandari", "+6281234567811")
    assert not user.has_password
    assert not can_log_in(user, GOOD)
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (admin_user, str(user.pk))
    assert "Alasan: SK Disnaker nomor 12 tahun 2026" in entry.change_message
    assert reverse("account-detail", args=[user.pk]) in manager.get(change_url(user)).content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"username": "Ratna W"}, "username"),
        ({"username": "a" * 61}, "username"),
        ({"phone": "12"}, "phone"),
        ({"email": "bukan surel"}, "email"),
        ({"full_name": "  "}, "full_name"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_wrong_user_is_refused_beside_its_field(changed, field, manager):
    answer = manager.post(add_url(User), new_user(**changed))
    assert field in errors_of(answer)
    assert not User.objects.filter(full_name="Ratna Wulandari").exists()


def test_a_name_or_phone_that_is_taken_is_refused(manager, petugas):
    manager.post(add_url(User), new_user())
    assert "username" in errors_of(manager.post(add_url(User), new_user(phone="")))
    assert "phone" in errors_of(manager.post(add_url(User), new_user(username="lain")))


def test_contact_is_put_right(manager, petugas):
    assert send(manager, change_url(petugas), full_name="Ratna W.", phone="081234567812").status_code == 302
    assert (fresh(petugas).full_name, str(fresh(petugas).phone)) == ("Ratna W.", "+6281234567812")
    assert "phone" in errors_of(send(manager, change_url(petugas), phone="abc"))
    assert send(manager, change_url(petugas), phone="").status_code == 302
    assert fresh(petugas).phone is None


def test_a_deactivated_user_is_out_at_once_and_can_come_back(manager, petugas, as_user):
    officer = as_user(petugas)
    assert officer.get(reverse("account")).status_code == 200
    assert send(manager, change_url(petugas), is_active=None).status_code == 302
    assert officer.get(reverse("account")).status_code == 302
    assert not can_log_in(petugas, PASSWORD)
    assert send(manager, change_url(petugas), is_active="on").status_code == 302
    assert can_log_in(petugas, PASSWORD)
    assert "Aktif: Ya → Tidak" in LogEntry.objects.order_by("action_time").first().change_message


def test_nobody_deactivates_the_own_account(manager, admin_user, second_admin):
    assert "is_active" in errors_of(send(manager, change_url(admin_user), is_active=None))
    assert fresh(admin_user).is_active


def test_the_last_administrator_stays(admin_user, second_admin, actor_of):
    by = actor_of(second_admin)
    services.deactivate_user(user=second_admin, by=actor_of(admin_user))
    with pytest.raises(DomainError, match="terakhir"):
        services.deactivate_user(user=admin_user, by=by)
    with pytest.raises(DomainError, match="terakhir"):
        services.end_assignment(assignment=admin_user.assignments.get(), ends_on=today(), by=by)
    services.reactivate_user(user=second_admin, by=actor_of(admin_user))
    assert not services.deactivate_user(user=admin_user, by=by).is_active


def test_an_administrator_whose_time_is_over_does_not_count(admin_user, second_admin, actor_of):
    by = actor_of(admin_user)
    services.end_assignment(assignment=second_admin.assignments.get(), ends_on=today(), by=by)
    with pytest.raises(DomainError, match="terakhir"):
        services.end_assignment(assignment=admin_user.assignments.get(), ends_on=today(), by=by)
    with pytest.raises(DomainError, match="terakhir"):
        services.end_assignment(assignment=admin_user.assignments.get(), ends_on=today() - timedelta(days=9), by=by)
    assert fresh(admin_user).assignments.get().ends_on is None


@pytest.fixture
def two_admins(django_db_setup, django_db_blocker):
    """Committed, so that two connections see them, and taken away again: a flush would empty the reference tables."""
    with django_db_blocker.unblock():
        made = [make_user(Role.ADMIN, username=f"admin-serentak-{number}") for number in (1, 2)]
        yield made
        users = [user.pk for user in made]
        with acting_as(SYSTEM), connection.cursor() as cursor:  # the ORM would look into tables of others
            cursor.execute("delete from accounts_accountlog where by_id = any(%s)", [users])
            cursor.execute("delete from accounts_assignment where user_id = any(%s)", [users])
            cursor.execute("delete from accounts_user where id = any(%s)", [users])
        connection.close()


def test_two_administrators_cannot_shut_each_other_out_at_once(two_admins, actor_of):
    first, second = two_admins
    outcomes, start = [], threading.Barrier(2)

    def shut_out(user, by):
        start.wait()
        try:
            with acting_as(by):
                services.deactivate_user(user=user, by=by)
            outcomes.append("done")
        except DomainError:
            outcomes.append("refused")
        finally:
            connection.close()

    pairs = [(first, actor_of(second)), (second, actor_of(first))]
    threads = [threading.Thread(target=shut_out, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "refused"]
    assert User.objects.filter(is_active=True, assignments__role=Role.ADMIN).count() == 1


@pytest.mark.parametrize("who", ["penata", "petugas"])
def test_only_the_administrator_opens_accounts_in_the_admin(who, request, petugas_betak, as_user):
    client = as_user(request.getfixturevalue(who))
    assert client.get(change_url(petugas_betak)).status_code == 403


def test_nobody_sets_the_password_of_another_in_the_admin(manager, petugas):
    with pytest.raises(NoReverseMatch):
        reverse("admin:accounts_user_password", args=[petugas.pk])
    send(manager, change_url(petugas), full_name="Ratna W.", password=GOOD)
    assert fresh(petugas).check_password(PASSWORD)


def test_an_assignment_is_given_and_ended(manager, petugas):
    answer = manager.post(add_url(Assignment), given(petugas, role="kades"))
    assert answer.status_code == 302
    made = petugas.assignments.get(role=Role.KADES)
    assert (made.level, made.region_id, made.ends_on) == (Level.DESA, TUNGGANGRI, None)
    assert send(manager, change_url(made), ends_on="31-12-2026").status_code == 302
    assert fresh(made).ends_on.isoformat() == "2026-12-31"
    assert "Selesai: (kosong) → 31 Desember 2026" in LogEntry.objects.order_by("-action_time").first().change_message


def test_the_page_of_a_user_leads_to_a_new_assignment(manager, petugas):
    link = f"{add_url(Assignment)}?user={petugas.username}"
    assert link in manager.get(change_url(petugas)).content.decode()
    assert f'value="{petugas.username}"' in manager.get(link).content.decode()


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"user": "tidak-ada"}, "user"),
        ({"user": ""}, "user"),
        ({"role": ""}, "role"),
        ({"role": "raja"}, "role"),
        ({"region": "99.99"}, "region"),
        ({"region": "x" * 14}, "region"),
        ({"region": ""}, "region"),
        ({"region": "35.04"}, "region"),
        ({"role": "analis"}, "region"),
        ({"role": "opd", "region": "35.04"}, "institution"),
        ({"institution": "zzz"}, "institution"),
        ({"starts_on": "2026"}, "starts_on"),
        ({"ends_on": "31-12-2020"}, "__all__"),
        ({"reason": "ya"}, "reason"),
    ],
)
def test_a_wrong_assignment_is_refused_beside_its_field(changed, field, manager, petugas):
    typed = given(petugas, **changed)
    answer = manager.post(add_url(Assignment), typed)
    assert field in errors_of(answer)
    form = answer.context["adminform"].form
    assert {name: form[name].value() for name in typed} == typed
    assert petugas.assignments.count() == 1


def test_nobody_gives_an_assignment_to_the_own_account(manager, admin_user):
    assert "__all__" in errors_of(manager.post(add_url(Assignment), given(admin_user)))


def test_an_administrator_is_named_by_another_administrator_only(manager, petugas, penata, actor_of):
    typed = given(petugas, role="admin", region="")
    assert manager.post(add_url(Assignment), typed).status_code == 302
    assert petugas.assignments.get(role=Role.ADMIN).level == Level.NONE
    with pytest.raises(DomainError, match="admin sistem lain"):
        services.assign(user=petugas, role=Role.ADMIN, level=Level.NONE, by=actor_of(penata))
    with acting_as(SYSTEM) as by:
        assert services.assign(user=penata, role=Role.ADMIN, level=Level.NONE, by=by)


def test_an_end_is_needed_and_not_before_the_start(manager, petugas):
    assignment = petugas.assignments.get()
    assert "ends_on" in errors_of(send(manager, change_url(assignment), ends_on="kapan-kapan"))
    assert errors_of(send(manager, change_url(assignment), ends_on="1-1-2020"))
    assert send(manager, change_url(assignment), ends_on="31-12-2026").status_code == 302
    assert "ends_on" in errors_of(send(manager, change_url(assignment), ends_on=""))


def test_an_easy_password_is_refused_by_the_service_too(admin_user, actor_of):
    with pytest.raises(ValidationError) as caught:
        services.create_user(username="uji", full_name="Uji", password="pendek", by=actor_of(admin_user))
    assert caught.value.message_dict.keys() == {"password"}
