"""What the tests of the screens type, and the people they look at."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse

from desmigratif.core.ids import uuid7
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.reference.models import Country
from villages.models import Hamlet, Village
from workers import services
from workers.models import Person

NIK_WOMAN = "3504145405880007"  # born 14 May 1988
NIK_MAN = "3504141203850002"  # born 12 March 1985


def typed(**changed: Any) -> dict[str, Any]:
    """A filled registration form."""
    data = {
        "record_id": str(uuid7()),
        "full_name": "Siti Nurjanah",
        "nik": NIK_WOMAN,
        "no_nik_reason": "",
        "sex": "",
        "birth_date": "",
        "phone": "0812 3456 7810",
        "hamlet": "Bangunsari",
        "country": "TW",
        "returned_on": "2025",
        "return_reason": "KONTRAK_SELESAI",
        "business_interest": "OLAHAN",
        "needs": ["ANAK"],
    }
    return {**data, **changed}


def make_person(by: Actor, **changed: Any) -> Person:
    """A registered person of the officer's village."""
    data = {
        "record_id": uuid7(),
        "full_name": "Siti Nurjanah",
        "sex": "2",
        "birth_date": PartialDate("1988-05-14"),
        "nik": NIK_WOMAN,
        "no_nik_reason": "",
        "phone": "+6281234567810",
        "hamlet": "Bangunsari",
        "returned_on": PartialDate("2025"),
        "return_reason": "KONTRAK_SELESAI",
        "business_interest": "OLAHAN",
        "has_minor_children": True,
        "needs_help": False,
        **changed,
    }
    with acting_as(by):
        data.setdefault("country", Country.objects.get(pk="TW"))
        return services.register_returnee(**data, by=by)


def make_village(code: str, *hamlets: str) -> None:
    """A village with a page, and its dusun."""
    with acting_as(SYSTEM):
        village = Village(village_code=code).save_new(by=SYSTEM)
        for name in hamlets:
            Hamlet(village=village, village_code=code, name=name).save_new(by=SYSTEM)


def verify(person: Person, by: Actor) -> Person:
    """The district confirms the record as it is now."""
    with acting_as(by):
        now = Person.objects.get(pk=person.pk)
        return services.verify_person(person=now, version=now.version, by=by)


def send_back(person: Person, by: Actor, comment: str) -> Person:
    """The district returns the record."""
    with acting_as(by):
        now = Person.objects.get(pk=person.pk)
        return services.return_person(person=now, version=now.version, comment=comment, by=by)


def set_route(person: Person, by: Actor) -> None:
    """The coordinator records how the person went."""
    with acting_as(by):
        episode = person.episodes.get()
        changes = {"route": "NONPROS"}
        services.correct_episode(episode=episode, version=episode.version, reason="Dicek", changes=changes, by=by)


def fresh(person: Person) -> Person:
    """The record as it is in the database."""
    with acting_as(SYSTEM):
        return Person.objects.get(pk=person.pk)


def same_as_unknown(client: Any, path: str, person: Person, method: str = "get") -> bool:
    """Whether the address answers about the person as about an id that nobody has."""
    known = getattr(client, method)(path)
    unknown = getattr(client, method)(path.replace(str(person.pk), str(uuid4())))
    return known.status_code == unknown.status_code == 404 and known.content == unknown.content


def text_of(response: HttpResponse) -> str:
    """The page."""
    return response.content.decode()


def posted_values(response: HttpResponse) -> dict[str, Any]:
    """What the form of the page would send as it stands, hidden inputs too."""
    form = response.context["form"]
    data = {name: form[name].value() for name in form.fields}
    data |= {f"awal-{name}": form.baseline(name) for name in getattr(form, "tracked", [])}
    return {name: value for name, value in data.items() if value is not None}
