"""The published figures that come with the system: those that are quoted most, as the handbook found them."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reference.models import Region
from desmigratif.reference.services.source import read_rows
from desmigratif.reporting.models import Figure
from desmigratif.reporting.services.figures import publish_figure

FILE = Path(__file__).resolve().parent.parent / "data" / "figures.csv"
DAYS = ("period_start", "period_end", "accessed_on")


def read_figures(path: Path = FILE) -> list[dict[str, Any]]:
    """The rows of the file as the service takes them, `region` as a code. Raises ValueError for a malformed one."""
    return [
        {
            **row,
            "id": UUID(row["id"]),
            "value": Decimal(row["value"]),
            "decimals": int(row["decimals"]),
            "published_on": PartialDate(row["published_on"]) if row["published_on"] else None,
            **{name: date.fromisoformat(row[name]) for name in DAYS},
        }
        for row in read_rows(path)
    ]


@transaction.atomic
def load_figures() -> tuple[int, int]:
    """Make the figures that are missing; returns how many were made and how many the file holds.

    May run again: a figure keeps what was corrected since, and one that was withdrawn stays withdrawn.
    """
    rows = read_figures()
    with acting_as(SYSTEM) as by:
        known = set(Figure.objects.values_list("pk", flat=True))
        missing = [row for row in rows if row["id"] not in known]
        regions = Region.objects.in_bulk({row["region"] for row in missing} - {""})
        for row in reversed(missing):  # the first of the file becomes the newest, which lists show first
            row["region"] = regions[row["region"]] if row["region"] else None
            publish_figure(by=by, record_id=row.pop("id"), **row)
        return len(missing), len(rows)
