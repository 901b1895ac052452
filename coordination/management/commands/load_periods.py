"""`manage.py load_periods`."""

from typing import Any

from django.core.management.base import BaseCommand

from coordination.services.periods import load_periods


class Command(BaseCommand):
    """Loads the periods for which progress is reported; may run again."""

    help = "Make the reporting periods (B03, B06, B09, B12 of 2023 to 2027) that are missing."

    def handle(self, **options: Any) -> None:
        made, total = load_periods()
        if options["verbosity"] > 0:
            self.stdout.write(f"reporting periods: {made} made, {total} in all")
