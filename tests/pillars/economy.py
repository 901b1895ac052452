"""Invented groups, businesses, aid and cooperatives for the tests, and how these tests act."""

from datetime import date
from typing import Any

from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.reference.models import Institution
from pillars.models import Aid, Business, Cooperative, Group, PillarLog
from pillars.services import aid, businesses, cooperatives, groups
from pillars.services.members import NewMember, add_members
from tests.conftest import TUNGGANGRI
from tests.workers.registering import now, register
from villages import services as village_services
from villages.models import Village
from workers.models import Person

__all__ = ["now", "register"]

JOINED = date(2025, 3, 1)


def do(service: Any, *, by: Actor, **arguments: Any) -> Any:
    """Call a service in the actor's context."""
    with acting_as(by):
        return service(**arguments, by=by)


def make_village(code: str = TUNGGANGRI) -> Village:
    """A village with a page."""
    with acting_as(SYSTEM) as by:
        return village_services.create_village(village_code=code, by=by)


def make_person(code: str = TUNGGANGRI, **values: Any) -> Person:
    """Somebody of the village, put straight into the table."""
    with acting_as(SYSTEM):
        return Person.objects.create(
            **{
                "village_code": code,
                "full_name": "Siti Contoh",
                "sex": "2",
                "status": "PURNA",
                "no_nik_reason": "LUPA",
                "record_status": "VERIF",
                **values,
            }
        )


def make_group(by: Actor, **details: Any) -> Group:
    """A group of the officer's village."""
    values = {"name": "KWT Melati", "kind": "KWT", **details}
    return do(groups.create_group, by=by, village_code=by.code, **values)


def make_business(by: Actor, **details: Any) -> Business:
    """A business of the officer's village."""
    values = {"name": "Keripik Melati", "kind": "OLAHAN", **details}
    return do(businesses.create_business, by=by, village_code=by.code, **values)


def make_aid(by: Actor, **details: Any) -> Aid:
    """Aid in the officer's village."""
    values = {
        "giver": Institution.objects.get(code="KEMNAKER"),
        "kind": "ALAT",
        "description": "Mesin perajang",
        "given_on": date(2026, 1, 15),
        "village_code": by.code,
        **details,
    }
    return do(aid.create_aid, by=by, **values)


def make_cooperative(by: Actor, **details: Any) -> Cooperative:
    """A cooperative of the officer's village."""
    values = {"name": "Makmur", "kind": "KONSUMEN", "status": "RINTISAN", **details}
    return do(cooperatives.create_cooperative, by=by, village_code=by.code, **values)


def join(body: Group | Cooperative, *people: Person, by: Actor, category: str = "", **shared: Any) -> int:
    """People join."""
    chosen = [NewMember(person, category) for person in people]
    return do(add_members, by=by, body=body, members=chosen, **{"starts_on": JOINED, **shared})


def journal(record: Any) -> list[PillarLog]:
    """The journal of a record, oldest first."""
    with acting_as(SYSTEM):
        return list(PillarLog.objects.filter(record_id=record.pk).order_by("seq"))


def new_id() -> str:
    """The id a form carries."""
    return str(uuid7())


def words(answer: Any) -> str:
    """The page as a reader sees it, on one line."""
    return " ".join(answer.content.decode().split())
