"""`manage.py load_figures`."""

from typing import Any

from django.core.management.base import BaseCommand

from desmigratif.reporting.services.figure_file import load_figures


class Command(BaseCommand):
    """Loads the published figures that come with the system; may run again."""

    help = "Make the published figures that are missing; what was corrected or withdrawn stays so."

    def handle(self, **options: Any) -> None:
        made, total = load_figures()
        if options["verbosity"] > 0:
            self.stdout.write(f"published figures: {made} made, {total} in the file")
