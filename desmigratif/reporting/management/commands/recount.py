"""`manage.py recount`: are the dashboard's counts the number of people?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from desmigratif.reporting import counting


class Command(BaseCommand):
    """Compares; with --rebuild counts anew first."""

    help = "Compare the dashboard's counts with the people themselves; exits 1 when they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="throw the counts away and count anew")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rebuild"]:
            counting.rebuild()
        found = counting.differences()
        for difference in found[:50]:
            where = " ".join(str(part) or "-" for part in difference.dimensions)
            self.stdout.write(f"{where}: {difference.people} people, counted {difference.counted}")
        if found:
            raise CommandError(f"{len(found)} counts differ; run `manage.py recount --rebuild`.")
        self.stdout.write("0 differences")
