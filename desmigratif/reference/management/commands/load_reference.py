"""Load regions, countries and institutions; safe to run every time."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reference.services import LoadReport, load_countries, load_institutions, load_regions
from desmigratif.reference.services.source import DATA

DECREE = "Kepmendagri 300.2.2-2138/2025"
DECREED_ON = date(2025, 4, 25)
SOURCE = "idn-area-data 4.0.1"
LICENCE = "ODbL-1.0"


class Command(BaseCommand):
    """Idempotent: a second run changes nothing."""

    help = "Load regions, countries and institutions"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="report what would change, write nothing")
        parser.add_argument("--force", action="store_true", help="compare again although the files are the same")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with acting_as(SYSTEM):
                report = load_regions(
                    folder=DATA,
                    decree=DECREE,
                    source=SOURCE,
                    licence=LICENCE,
                    valid_from=DECREED_ON,
                    write=not options["check"],
                    force=options["force"] or options["check"],
                )
                if not options["check"]:
                    countries = load_countries(path=DATA / "countries.csv")
                    institutions = load_institutions(path=DATA / "institutions.csv")
        except DomainError as error:
            raise CommandError(error.messages[0]) from error
        if options["verbosity"] > 0:
            self.stdout.write(self._line(report))
            if not options["check"]:
                self.stdout.write(f"countries: {countries}, institutions: {institutions}")

    @staticmethod
    def _line(report: LoadReport) -> str:
        counts = ", ".join(f"{level} {count:,}" for level, count in report.counts.items())
        if report.skipped:
            return f"regions: unchanged ({counts})"
        return f"regions: {counts}; added {report.added:,}, changed {report.changed:,}, closed {report.closed:,}"
