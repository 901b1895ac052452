"""The periods that figures count over: this month, this quarter, and the words for them."""

from dataclasses import dataclass
from datetime import date, timedelta

from desmigratif.core.partial_date import MONTHS

MONTHS_IN_A_QUARTER = 3
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included."""

    first: date
    last: date
    words: str


def month_of(day: date) -> Period:
    """The month a day lies in: November 2026."""
    first = day.replace(day=1)
    return Period(first, _before(_after(first, 1)), f"{MONTHS[first.month - 1]} {first.year}")


def quarter_of(day: date) -> Period:
    """The quarter a day lies in: triwulan IV 2026."""
    place = (day.month - 1) // MONTHS_IN_A_QUARTER
    first = date(day.year, place * MONTHS_IN_A_QUARTER + 1, 1)
    return Period(first, _before(_after(first, MONTHS_IN_A_QUARTER)), f"triwulan {ROMAN[place]} {first.year}")


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, the 28th at the latest."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))


def _after(first: date, months: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _before(day: date) -> date:
    return day - timedelta(days=1)
