"""What `make run` prints below its `ready` line."""

from io import StringIO

from django.core.management import call_command

from desmigratif.accounts.models import User
from desmigratif.devdata.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD


def printed() -> str:
    """What the command says."""
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    return out.getvalue()


def test_nothing_is_printed_where_there_are_none(db):
    assert printed() == ""


def test_every_account_is_printed_with_role_and_place(db):
    call_command("seed", people=30, verbosity=0)
    first, *lines = printed().splitlines()
    assert first.endswith(DEMO_PASSWORD)
    assert len(lines) == len(DEMO_ACCOUNTS)
    for account, line in zip(DEMO_ACCOUNTS, lines, strict=True):
        assert line.split()[0] == account.username
        assert account.role.label in line
        assert line.split()[-1] in {account.region, account.institution, "-"}


def test_only_accounts_that_exist_are_printed(db):
    User.objects.create_user("analis", "Dimas Prakoso", None)
    assert [line.split()[0] for line in printed().splitlines()[1:]] == ["analis"]
