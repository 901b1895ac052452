"""A new installation gets its first account from the command line, and only the first."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from desmigratif.accounts.models import User
from desmigratif.accounts.roles import Role
from tests.conftest import PASSWORD


@pytest.fixture
def type_password(monkeypatch):
    """Give the command its input."""

    def give(text: str) -> None:
        monkeypatch.setattr("sys.stdin", StringIO(f"{text}\n"))

    return give


def test_the_first_administrator_can_log_in_and_manage_users(db, client, type_password):
    type_password(PASSWORD)
    out = StringIO()
    call_command("first_admin", "ibu-admin", "Anik Lestari", stdout=out)
    assert "ibu-admin may log in" in out.getvalue()
    user = User.objects.get(username="ibu-admin")
    assert [a.role for a in user.assignments.all()] == [Role.ADMIN]
    assert client.post("/masuk/", {"username": "ibu-admin", "password": PASSWORD}).status_code == 302
    assert client.get("/kelola/accounts/user/").status_code == 200


def test_there_is_no_second_first_administrator(db, admin_user, type_password):
    type_password(PASSWORD)
    with pytest.raises(CommandError, match="administrator already"):
        call_command("first_admin", "lain", "Orang Lain")
    assert not User.objects.filter(username="lain").exists()


def test_an_easy_password_makes_no_account(db, type_password):
    type_password("rahasia")
    with pytest.raises(CommandError, match="12"):
        call_command("first_admin", "ibu-admin", "Anik Lestari")
    assert not User.objects.exists()


def test_a_taken_user_name_is_said(db, petugas, type_password):
    type_password(PASSWORD)
    with pytest.raises(CommandError, match=r"[Pp]engguna"):
        call_command("first_admin", petugas.username, "Anik Lestari")
    assert User.objects.count() == 1
