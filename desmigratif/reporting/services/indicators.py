"""Indicators: the list that comes with the system, and what the data steward puts right in it."""

from pathlib import Path
from typing import Any, TypedDict, Unpack

from django.db import transaction

from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.reference.services.kept_lists import add_to_list, change_in_list
from desmigratif.reference.services.source import read_rows
from desmigratif.reporting.models import Indicator

OF = "Daftar indikator"
FILE = Path(__file__).resolve().parent.parent / "data" / "indicators.csv"
COMPUTED = {"ya": True, "tidak": False}


class Description(TypedDict, total=False):
    """What is known of an indicator; a key that is absent stays as it is."""

    name: str
    definition: str
    numerator: str
    denominator: str
    unit: str
    direction: str
    frequency: str
    source_table: str
    pillar: str
    reader: str
    aim: str


def read_file(path: Path = FILE) -> list[dict[str, Any]]:
    """The rows of the list, by column. Raises KeyError for an `is_computed` that is neither "ya" nor "tidak"."""
    return [{**row, "is_computed": COMPUTED[row["is_computed"]]} for row in read_rows(path)]


@transaction.atomic
def load_indicators() -> tuple[int, int]:
    """Make the indicators that are missing; returns how many were made and how many there are.

    May run again: an indicator that is there keeps what the data steward wrote. Whether it is computed follows the
    software that is installed, so that is brought up to date.
    """
    made = 0
    with acting_as(SYSTEM):
        for row in read_file():
            found, created = Indicator.objects.get_or_create(code=row["code"], defaults=row)
            made += created
            if found.is_computed != row["is_computed"]:
                found.is_computed = row["is_computed"]
                found.save(update_fields=["is_computed"])
        return made, Indicator.objects.count()


def add_indicator(*, code: str, by: Actor, **description: Unpack[Description]) -> Indicator:
    """An indicator that no page computes yet. Raises DomainError, ValidationError {field: errors}."""
    return add_to_list(row=Indicator(code=code.strip().upper(), **description), of=OF, by=by)


def describe_indicator(*, indicator: Indicator, by: Actor, **description: Unpack[Description]) -> Indicator:
    """Put words right; the code stays. Raises DomainError, ValidationError {field: errors}."""
    return change_in_list(row=indicator, values={**description}, of=OF, by=by)
