"""`manage.py api_client`: the demo client's id and secret, as shell lines to paste."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from desmigratif.accounts.models import User
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.exchange.demo import create_demo_client
from desmigratif.reference.models import Institution


class Command(BaseCommand):
    """Make the demo client when it is missing, and print how to use it."""

    help = "Make the demo agreement and API client (development only) and print them as shell variables."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--drafter", default="walidata", help="user name of the data custodian")
        parser.add_argument("--approver", default="pimpinan", help="user name of the approver")
        parser.add_argument("--institution", default="KEMNAKER", help="code of the receiving institution")

    def handle(self, **options: Any) -> None:
        with acting_as(SYSTEM):
            drafter = User.objects.filter(username=options["drafter"]).first()
            approver = User.objects.filter(username=options["approver"]).first()
            institution = Institution.objects.filter(code=options["institution"]).first()
            if drafter is None or approver is None or institution is None:
                raise CommandError("Run `manage.py seed` first: the demo client needs its accounts and institutions.")
            try:
                client_id, secret = create_demo_client(drafter=drafter, approver=approver, institution=institution)
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"export DESMIGRATIF_URL='{settings.SITE_URL}'")
        self.stdout.write(f"export DESMIGRATIF_CLIENT_ID='{client_id}'")
        self.stdout.write(f"export DESMIGRATIF_CLIENT_SECRET='{secret}'")
