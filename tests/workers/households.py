"""A household for the tests of families, and how they act."""

from typing import Any

from desmigratif.core.clock import today
from desmigratif.core.ids import uuid7
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from workers import services
from workers.models import Child, Family, FamilyMembership, Person
from workers.services import GivenConsent, NewMember

KK = "3504142305110007"
OTHER_KK = "3504140102120031"


def row(key: str, relation: str, name: str, year: str, *, sex: str = "2", **more: Any) -> NewMember:
    """Somebody new, without a NIK."""
    values = {"no_nik_reason": "U17" if int(year) > today().year - 17 else "LUPA", **more}
    return NewMember(key, relation, full_name=name, sex=sex, birth_date=PartialDate(year), **values)


def five(**changed: NewMember) -> list[NewMember]:
    """Father, mother, three children."""
    rows = {
        "m0": row("m0", "1", "Suparman", "1985", sex="1"),
        "m1": row("m1", "3", "Sulastri", "1988"),
        "m2": row("m2", "4", "Bagas", "2010", sex="1"),
        "m3": row("m3", "4", "Dewi", "2014"),
        "m4": row("m4", "4", "Rangga", "2018", sex="1"),
    }
    return list({**rows, **changed}.values())


def record(by: Actor, members: list[NewMember] | None = None, *, kk: str = KK, **details: Any) -> Family:
    """Record a household as the actor."""
    with acting_as(by):
        return services.register_family(
            record_id=uuid7(),
            kk=kk,
            details={"hamlet": "Krajan", **details},
            members=five() if members is None else members,
            by=by,
        )


def now(record: Any) -> Any:
    """The record as it stands."""
    with acting_as(SYSTEM):
        return type(record).objects.get(pk=record.pk)


def members_of(family: Family) -> dict[str, FamilyMembership]:
    """Those in it now, by name."""
    with acting_as(SYSTEM):
        rows = FamilyMembership.objects.filter(family=family, ended=False).select_related("person")
        return {found.person.full_name: found for found in rows}


def do(service: Any, *, by: Actor, **arguments: Any) -> Any:
    """Call a service in the actor's context, on the present version of its record unless one is given."""
    for name in ("family", "membership", "child"):
        if name in arguments and service is not services.add_member:
            arguments.setdefault("version", now(arguments[name]).version)
    with acting_as(by):
        return service(**arguments, by=by)


CONSENT = GivenConsent(
    guardian_name="Mbah Sarmi", guardian_relation="KAKEK_NENEK", method="CAP_JEMPOL", given_on=today()
)


def answers(**changed: Any) -> dict[str, Any]:
    """What is said of a child."""
    return {
        "migrant": None,
        "parent_abroad": "IBU",
        "carer": None,
        "carer_name": "Mbah Sarmi",
        "carer_relation": "KAKEK_NENEK",
        "school_status": "SD",
        **changed,
    }


def child_of(by: Actor, person: Person, **changed: Any) -> Child:
    """Record a child with consent as the actor."""
    given = {
        "consent": CONSENT,
        **{name: changed.pop(name) for name in ("consent", "exception_reason") if name in changed},
    }
    with acting_as(by):
        return services.register_child(record_id=uuid7(), person=person, values=answers(**changed), by=by, **given)
