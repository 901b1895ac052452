"""Reporting periods: the cycle of domain.md 3.3, kept as data."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypedDict, Unpack

from django.db import transaction

from coordination.models import ReportingPeriod
from desmigratif.core.partial_date import MONTHS
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.reference.services.kept_lists import add_to_list, change_in_list

OF = "Periode lapor"
YEARS = range(2023, 2028)
QUARTER_ENDS = {3: 31, 6: 30, 9: 30, 12: 31}
DAYS_TO_REPORT = 15


class Span(TypedDict, total=False):
    """Name and dates of a period; a key that is absent stays as it is."""

    label: str
    starts_on: date
    ends_on: date
    due_on: date


def quarters(years: Iterable[int] = YEARS) -> list[ReportingPeriod]:
    """The periods B03, B06, B09 and B12 of the years, due 15 days after their end. Not saved."""
    return [
        ReportingPeriod(
            code=f"{year}-B{month:02d}",
            label=f"B{month:02d} {year} ({MONTHS[month - 3]} sampai {MONTHS[month - 1]})",
            starts_on=date(year, month - 2, 1),
            ends_on=date(year, month, last),
            due_on=date(year, month, last) + timedelta(days=DAYS_TO_REPORT),
        )
        for year in years
        for month, last in QUARTER_ENDS.items()
    ]


@transaction.atomic
def load_periods() -> tuple[int, int]:
    """Make the periods that are missing; returns how many were made and how many there are.

    May run again: a period that is there keeps what the data steward wrote.
    """
    with acting_as(SYSTEM):
        known = set(ReportingPeriod.objects.values_list("code", flat=True))
        made = ReportingPeriod.objects.bulk_create([row for row in quarters() if row.code not in known])
        return len(made), ReportingPeriod.objects.count()


def period_to_report(day: date) -> ReportingPeriod | None:
    """The period whose report is asked for on the day: of those that have begun and are not overdue, the first due."""
    rows = ReportingPeriod.objects.filter(starts_on__lte=day, due_on__gte=day)
    return rows.order_by("due_on", "code").first()


def last_closed(day: date) -> ReportingPeriod | None:
    """The newest period whose reports should all be there."""
    return ReportingPeriod.objects.filter(due_on__lt=day).order_by("-due_on", "-code").first()


def add_period(*, code: str, by: Actor, **span: Unpack[Span]) -> ReportingPeriod:
    """A period that is then reported for. Raises DomainError, ValidationError {field: errors}."""
    return add_to_list(row=ReportingPeriod(code=code.strip().upper(), **span), of=OF, by=by)


def describe_period(*, period: ReportingPeriod, by: Actor, **span: Unpack[Span]) -> ReportingPeriod:
    """Put name or dates right; the code stays. Raises DomainError, ValidationError {field: errors}."""
    return change_in_list(row=period, values={**span}, of=OF, by=by)
