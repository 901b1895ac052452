"""What a home page asks of its reader: one row a duty, the most urgent first, each with what to do next.

A duty is something due, waiting, returned or late. Its row leads to the page where it is done.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from desmigratif.reporting.wording import number

MINE = "Giliran: Anda"
LATE, WARN, INFO, NONE = "late", "warn", "info", "none"
URGENCY = (LATE, WARN, INFO, NONE)
LISTED = 5
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Duty:
    """One row: where it leads, how it stands in a badge, why, whose turn it is, what to do."""

    title: str
    url: str
    badge: str
    icon: str
    state: str
    step: str
    details: tuple[str, ...] = ()
    turn: str = MINE


def in_order(duties: Iterable[Duty]) -> list[Duty]:
    """The most urgent first, otherwise as they came."""
    return sorted(duties, key=lambda duty: URGENCY.index(duty.badge))


def counted(rows: QuerySet) -> int:
    """How many, counted no further than anybody would work through today."""
    return rows.order_by()[:MOST_COUNTED].count()


def count_words(n: int, unit: str) -> str:
    """3 data; 1.000 data atau lebih."""
    return f"{number(n)} {unit}{' atau lebih' if n >= MOST_COUNTED else ''}"


def page(name: str, *args: Any, **query: str) -> str:
    """An address, "" where the system has no such page."""
    try:
        path = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    return f"{path}?{urlencode(query)}" if query else path
