"""Indicators: the list that comes with the system, and what the data steward puts right in it."""

import csv
from pathlib import Path
from typing import Any, TypedDict, Unpack

from django.db import transaction

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, Actor, Level, acting_as
from desmigratif.reporting.models import Indicator

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
    with path.open(encoding="utf-8", newline="") as file:
        return [{**row, "is_computed": COMPUTED[row["is_computed"]]} for row in csv.DictReader(file)]


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


@transaction.atomic
def add_indicator(*, code: str, by: Actor, **description: Unpack[Description]) -> Indicator:
    """An indicator that no page computes yet. Raises DomainError, ValidationError {field: errors}."""
    _refuse_regions(by)
    with acting_as(SYSTEM):  # a reference table: no role writes it, and these services are its only door
        indicator = Indicator(code=code.strip().upper(), **description)
        indicator.full_clean()
        indicator.save(force_insert=True)
        return indicator


@transaction.atomic
def describe_indicator(*, indicator: Indicator, by: Actor, **description: Unpack[Description]) -> Indicator:
    """Put words right; the code is the API's contract and stays.

    Raises DomainError, ValidationError {field: errors}.
    """
    _refuse_regions(by)
    with acting_as(SYSTEM):
        locked = Indicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
        for name, value in description.items():
            setattr(locked, name, value)
        locked.full_clean()
        locked.save(update_fields=list(description))
        return locked


def _refuse_regions(by: Actor) -> None:
    if by.level is not Level.NATION:
        raise DomainError("Daftar indikator dijaga penata data di tingkat nasional.")
