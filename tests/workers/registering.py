"""Invented people for the tests of the domain, and how the tests act."""

from typing import Any

from desmigratif.core.ids import uuid7
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.reference.models import Country
from workers import services
from workers.models import MigrationEpisode, Person, PersonLog

WOMAN = "3504144411900011"  # born 4 November 1990
OTHER_WOMAN = "3504145207870012"  # born 12 July 1987
MAN = "3504140902840013"  # born 9 February 1984


def answers(**changed: Any) -> dict[str, Any]:
    """The arguments of `register_returnee` without `by`."""
    return {
        "record_id": uuid7(),
        "full_name": "Endang Lestari",
        "sex": "",
        "birth_date": None,
        "nik": WOMAN,
        "no_nik_reason": "",
        "phone": "",
        "hamlet": "Krajan",
        "country": Country.objects.get(pk="HK"),
        "returned_on": PartialDate("2024"),
        "return_reason": "KONTRAK_SELESAI",
        "business_interest": "DAGANG",
        "has_minor_children": True,
        "needs_help": False,
        **changed,
    }


def register(by: Actor, **changed: Any) -> Person:
    """Register as the actor."""
    with acting_as(by):
        return services.register_returnee(**answers(**changed), by=by)


def do(service: Any, *, by: Actor, **arguments: Any) -> Any:
    """Call a service in the actor's context, on the present version of its record unless one is given."""
    for name in ("person", "episode"):
        if name in arguments and service.__name__ not in {"add_episode"}:
            arguments.setdefault("version", now(arguments[name]).version)
    with acting_as(by):
        return service(**arguments, by=by)


def now(record: Any) -> Any:
    """The record as it stands in the database."""
    with acting_as(SYSTEM):
        return type(record).objects.get(pk=record.pk)


def history(person: Person) -> list[PersonLog]:
    """The rows of the person's history, oldest first."""
    with acting_as(SYSTEM):
        return list(PersonLog.objects.filter(person=person).order_by("seq"))


def episode_of(person: Person) -> MigrationEpisode:
    """The person's only episode."""
    with acting_as(SYSTEM):
        return MigrationEpisode.objects.select_related("person").get(person=person)
