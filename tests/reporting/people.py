"""Invented people, made in bulk past the services: the counts must hold however rows are written."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from tests.conftest import TUNGGANGRI
from tests.workers.web_people import make_person
from workers.models import Person


def person(**changed: Any) -> Person:
    """Not saved."""
    fields = {
        "id": uuid7(),
        "village_code": TUNGGANGRI,
        "full_name": "Siti Nurjanah",
        "sex": "2",
        "no_nik_reason": "LUPA",
        "status": "PURNA",
        "record_status": "KIRIM",
        "last_country_id": "TW",
        "last_return_year": 2024,
        **changed,
    }
    return Person(**fields)


def make(*people: dict[str, Any]) -> list[Person]:
    """Write them in one statement, as the system."""
    with acting_as(SYSTEM):
        return Person.objects.bulk_create([person(**changed) for changed in people])


def many(number: int, **changed: Any) -> list[dict[str, Any]]:
    """The same person several times."""
    return [changed] * number


def everybody() -> QuerySet[Person]:
    """All that counts; call inside `acting_as(SYSTEM)`."""
    return Person.objects.filter(withdrawn_at=None).exclude(record_status="DRAF").exclude(status="")


def totals(values: Iterable[Any]) -> int:
    """The sum of figures' n."""
    return sum(value.n for value in values)


def register(by: Actor, **changed: Any) -> Person:
    """One person through the service, as the officer does it."""
    return make_person(by, **{"nik": "", "no_nik_reason": "LUPA", **changed})
