"""Who may own a business or receive aid, as lists of (key, words, row) under a legend."""

from typing import Any

from desmigratif.core.scope import Actor
from pillars.models import Business, Group
from workers.enums import PmiStatus
from workers.models import Person

Offer = tuple[str, str, Any]
MOST_PEOPLE = 500  # a list one still scrolls on a phone; a village of the programme has fewer
RECIPIENTS_EMPTY = "Pilih penerima"
WHOLE_VILLAGE = "desa"


def group_key(group: Group) -> str:
    """Names a group among other kinds of rows."""
    return f"kelompok:{group.pk}"


def business_key(business: Business) -> str:
    """Names a business among other kinds of rows."""
    return f"usaha:{business.pk}"


def person_key(person: Person) -> str:
    """Names a person among other kinds of rows."""
    return f"orang:{person.pk}"


def _groups(village_code: str, by: Actor) -> list[Offer]:
    rows = Group.objects.visible_to(by).current().filter(village_code=village_code).order_by("name", "seq")
    return [(group_key(row), row.name, row) for row in rows]


def _person_words(person: Person) -> str:
    about = [person.get_status_display() if person.status else "", f"Dusun {person.hamlet}" if person.hamlet else ""]
    told = ", ".join(filter(None, about))
    return f"{person.full_name} ({told})" if told else person.full_name


def owners(village_code: str, *, by: Actor, present: Any = None) -> list[tuple[str, list[Offer]]]:
    """Groups of the village, then its people by name. `present`: the owner now, who stays offered."""
    people = Person.objects.visible_to(by).current().filter(village_code=village_code).exclude(status=PmiStatus.WAFAT)
    rows = list(people.order_by("search_name", "seq")[:MOST_PEOPLE])
    if isinstance(present, Person) and present not in rows:
        rows.append(present)
    return [
        ("Kelompok", _groups(village_code, by)),
        ("Orang", [(person_key(row), _person_words(row), row) for row in rows]),
    ]


def recipients(village_code: str, *, by: Actor) -> list[tuple[str, list[Offer]]]:
    """The whole village, its groups, its businesses."""
    rows = Business.objects.visible_to(by).current().filter(village_code=village_code)
    businesses = rows.select_related("group").order_by("name", "seq")
    return [
        ("Desa", [(WHOLE_VILLAGE, "Seluruh desa", None)]),
        ("Kelompok", _groups(village_code, by)),
        (
            "Usaha",
            [
                (business_key(row), f"{row.name} ({row.group.name if row.group else 'perorangan'})", row)
                for row in businesses
            ],
        ),
    ]
