"""`manage.py seed`: the example pilot of Kalidawir, once."""

from argparse import ArgumentTypeError
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from desmigratif.accounts.models import User
from desmigratif.accounts.roles import Role
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.devdata import coordinating, journeys, people, pilot, seeding, village_life
from desmigratif.devdata.accounts import DEMO_ACCOUNTS

LOCK = 771205  # two seeds at once: the second waits and finds everything done


def _number_of_people(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not journeys.FEWEST <= int(text) <= people.MOST:
        raise ArgumentTypeError(f"a number from {journeys.FEWEST} to {people.MOST}, not {text!r}")
    return int(text)


class Command(BaseCommand):
    """All or nothing, in one transaction. Does nothing where a demo account exists."""

    help = "Make the demo accounts, the three pilot villages and invented people (demo installations only, once)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=_number_of_people, default=300, help="how many; default 300")
        parser.add_argument("--seed", type=int, default=1, help="another number gives other people; default 1")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Example data belongs on demo installations; production settings refuse it.")
        with acting_as(SYSTEM):
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
            if User.objects.filter(username__in={account.username for account in DEMO_ACCOUNTS}).exists():
                self._say("example data: there already, nothing done", options)
                return
            self._seed(options)
        self._say(f"example data: {options['people']} invented people in {len(pilot.PILOT)} villages", options)

    def _seed(self, options: dict[str, Any]) -> None:
        self._say("example data: accounts and villages", options)
        staff = seeding.make_accounts()
        desks = journeys.Desks(
            officers={village.code: seeding.officer_of(staff, village.code) for village in pilot.PILOT},
            district=staff[pilot.DISTRICT, pilot.REGENCY],
            second=staff[pilot.SECOND_DISTRICT, pilot.REGENCY],
        )
        seeding.make_villages(by=desks.district)
        self._say("example data: people", options)
        records = journeys.plan(people=options["people"], seed=options["seed"])
        journeys.make_people(records=records, desks=desks, seed=options["seed"])
        self._say("example data: families and the four pillars", options)
        village_life.make_life(records=records, officers=desks.officers, district=desks.district, seed=options["seed"])
        self._say("example data: meetings, findings and actions", options)
        coordinating.make_coordination(
            coordinating.Desks(
                analyst=staff["analis", ""],
                deputy=staff["pimpinan", ""],
                officers={
                    account.institution: staff[account.username, account.region]
                    for account in DEMO_ACCOUNTS
                    if account.role in {Role.KL, Role.OPD, Role.BP3MI}
                },
            )
        )
        seeding.make_client()
        seeding.read_old_news()

    def _say(self, line: str, options: dict[str, Any]) -> None:
        if options["verbosity"]:
            self.stdout.write(line)
            self.stdout.flush()
