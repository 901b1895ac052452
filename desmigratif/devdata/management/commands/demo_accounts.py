"""Print the demo accounts; `make run` shows them when it is ready."""

from typing import Any

from django.core.management.base import BaseCommand

from desmigratif.accounts.models import User
from desmigratif.devdata.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD


class Command(BaseCommand):
    """One line per assignment. Prints nothing when the demo was never seeded."""

    help = "Print the demo accounts that exist"

    def handle(self, *args: Any, **options: Any) -> None:
        names = {account.username for account in DEMO_ACCOUNTS}
        present = set(User.objects.filter(username__in=names).values_list("username", flat=True))
        rows = [account for account in DEMO_ACCOUNTS if account.username in present]
        if not rows:
            return
        self.stdout.write(f"Demo accounts, password of all: {DEMO_PASSWORD}")
        for account in rows:
            place = account.region or account.institution or "-"
            self.stdout.write(f"  {account.username:<15} {account.role.label:<32} {place}")
