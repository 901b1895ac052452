"""A village with people for the tests of the pillars, and how they act."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from desmigratif.core.clock import today
from desmigratif.core.ids import uuid7
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from pillars.enums import Pillar
from pillars.models import Activity
from pillars.services import activities
from villages import services as village_services
from villages.models import Village
from workers.models import Child, Consent, Person


def make_village(code: str) -> Village:
    """The village's page, without which nothing can be recorded there."""
    with acting_as(SYSTEM) as by:
        found = Village.objects.filter(village_code=code).first()
        return found or village_services.create_village(village_code=code, by=by)


def make_person(code: str, name: str = "Sulastri", *, sex: str = "2", year: str = "1988", **more: Any) -> Person:
    """Somebody of the village."""
    values = {"no_nik_reason": "LUPA", "hamlet": "Krajan", "status": "PURNA", **more}
    with acting_as(SYSTEM) as by:
        return Person(village_code=code, full_name=name, sex=sex, birth_date=PartialDate(year), **values).save_new(
            by=by
        )


def make_child(code: str, carer: Person, name: str = "Bagus") -> Child:
    """A child of the village in somebody's care."""
    born = make_person(code, name, sex="1", year="2016", status="", no_nik_reason="U17")
    with acting_as(SYSTEM) as by:
        consent = Consent(
            village_code=code, subject=born, guardian_name=carer.full_name, guardian_relation="WALI", purpose="Uji",
            text_id="1", method="TANDA_TANGAN", given_on=timezone.localdate(),
        ).save_new(by=by)  # fmt: skip
        return Child(
            village_code=code, person=born, carer=carer, parent_abroad="IBU", carer_relation="KAKEK_NENEK",
            school_status="SD", consent=consent,
        ).save_new(by=by)  # fmt: skip


def told(pillar: Pillar = Pillar.PENGASUHAN, **changed: Any) -> dict[str, Any]:
    """What is said of an activity that was held."""
    values = {
        "title": "Rumah belajar",
        "kind": {"LAYANAN": "SOSIALISASI", "USAHA": "PELATIHAN", "PENGASUHAN": "SENI", "KOPERASI": "RAT"}[pillar],
        "held_on": today() - timedelta(days=3),
        "participants_female": 9,
        "participants_male": 6,
        **({"audience": "ANAK"} if pillar is Pillar.PENGASUHAN else {}),
    }
    return {**values, **changed}


def hold(by: Actor, pillar: Pillar = Pillar.PENGASUHAN, *, send: bool = True, **changed: Any) -> Activity:
    """Record an activity as the actor."""
    with acting_as(by):
        return activities.record_activity(
            pillar=pillar, record_id=uuid7(), values=told(pillar, **changed), send=send, by=by
        )


def fresh(record: Any) -> Any:
    """The record as it stands."""
    with acting_as(SYSTEM):
        return type(record).objects.get(pk=record.pk)


def do(service: Any, *, by: Actor, **arguments: Any) -> Any:
    """Call a service in the actor's context, on the present version of its record unless one is given."""
    for name in ("activity", "service", "letter"):
        if name in arguments:
            arguments.setdefault("version", fresh(arguments[name]).version)
    with acting_as(by):
        return service(**arguments, by=by)
