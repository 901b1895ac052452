"""`manage.py load_indicators`."""

from typing import Any

from django.core.management.base import BaseCommand

from desmigratif.reporting.services.indicators import load_indicators


class Command(BaseCommand):
    """Loads the indicators; may run again."""

    help = "Make the indicators that are missing; what the data steward wrote stays."

    def handle(self, **options: Any) -> None:
        made, total = load_indicators()
        if options["verbosity"] > 0:
            self.stdout.write(f"indicators: {made} made, {total} in all")
