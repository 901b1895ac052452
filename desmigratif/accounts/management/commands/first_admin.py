"""`manage.py first_admin`: the one account that no other account can make."""

import sys
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from desmigratif.accounts.models import Assignment
from desmigratif.accounts.roles import Role
from desmigratif.accounts.services import assign, create_user
from desmigratif.core.clock import today
from desmigratif.core.scope import SYSTEM, Level, acting_as


class Command(BaseCommand):
    """Refuses where a system administrator is at work: from then on accounts are made by somebody, at /pengguna/."""

    help = "Make the first system administrator of an installation; asks for the password"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("full_name")

    def handle(self, *args: Any, username: str, full_name: str, **options: Any) -> None:
        with acting_as(SYSTEM):
            working = Assignment.objects.valid_on(today()).filter(role=Role.ADMIN, user__is_active=True)
            if working.exists():
                raise CommandError("There is a system administrator already; accounts are made at /pengguna/.")
            try:
                user = create_user(username=username, full_name=full_name, password=_password(), by=SYSTEM)
                assign(user=user, role=Role.ADMIN, level=Level.NONE, by=SYSTEM)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{user.username} may log in at /masuk/ and make the other accounts at /pengguna/.")


def _password() -> str:
    """Typed without being shown, or the first line of the input when there is no terminal."""
    if sys.stdin.isatty():
        return getpass("Password (12 characters or more): ")
    return sys.stdin.readline().rstrip("\n")
