"""Rows of a person's history, and what changed in words."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from phonenumber_field.phonenumber import PhoneNumber

from desmigratif.core import catalogue
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor
from workers.enums import LogKind
from workers.models import Person, PersonLog

PERSON_FIELDS = (
    "full_name",
    "nickname",
    "sex",
    "birth_date",
    "no_nik_reason",
    "phone",
    "hamlet",
    "rt",
    "rw",
    "status",
    "status_on",
    "business_interest",
    "has_minor_children",
    "needs_help",
)
EPISODE_FIELDS = (
    "country",
    "city",
    "job_title",
    "scheme",
    "route",
    "departed_on",
    "returned_on",
    "return_reason",
)
Change = dict[str, str]


def _words(record: models.Model, name: str) -> str:
    field = record._meta.get_field(name)
    assert isinstance(field, models.Field)
    value = getattr(record, field.name)
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, PartialDate):
        return value.display()
    if isinstance(value, PhoneNumber):
        return value.as_international
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    return str(value)


def in_words(record: models.Model, names: Iterable[str]) -> dict[str, str]:
    """The fields as a reader sees them."""
    return {name: _words(record, name) for name in names}


def label_of(model: type[models.Model], name: str) -> str:
    """The field's label, beginning with a capital."""
    label = catalogue.label_of(model, name)
    return label[:1].upper() + label[1:]


def changes_since(before: dict[str, str], record: models.Model) -> list[Change]:
    """What differs from `before` (made by `in_words`)."""
    now = in_words(record, before)
    return [
        {"field": name, "label": label_of(type(record), name), "old": old, "new": now[name]}
        for name, old in before.items()
        if old != now[name]
    ]


def record_event(
    *, person: Person, kind: LogKind, by: Actor, comment: str = "", changes: list[Any] | None = None
) -> PersonLog:
    """Add a row to the person's history."""
    row = PersonLog(
        person=person,
        village_code=person.village_code,
        by_id=by.user_id,
        by_role=by.role,
        kind=kind,
        comment=comment,
        changes=changes or [],
    )
    row.full_clean(validate_unique=False)
    row.save(force_insert=True)
    return row
