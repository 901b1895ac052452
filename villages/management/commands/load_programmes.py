"""`manage.py load_programmes`."""

from typing import Any

from django.core.management.base import BaseCommand

from villages.services import load_programmes


class Command(BaseCommand):
    """Loads the programmes a village may belong to; may run again."""

    help = "Make the programmes (Desa Migran Produktif, Desa Migran Emas, lain) that are missing."

    def handle(self, **options: Any) -> None:
        made, total = load_programmes()
        if options["verbosity"] > 0:
            self.stdout.write(f"programmes: {made} made, {total} in all")
