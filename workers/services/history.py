"""Rows of a person's history, and what changed in words."""

from typing import Any

from desmigratif.core.journal import Change, changes_since, in_words, label_of
from desmigratif.core.scope import Actor
from workers.enums import LogKind
from workers.models import Person, PersonLog

__all__ = ["EPISODE_FIELDS", "PERSON_FIELDS", "Change", "changes_since", "in_words", "label_of", "record_event"]

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


def record_event(
    *, person: Person, kind: LogKind, by: Actor, comment: str = "", changes: list[Any] | None = None
) -> PersonLog:
    """Add a row to the person's history."""
    row = PersonLog(
        person=person,
        village_code=person.village_code,
        by_id=by.user_id,
        by_role=by.role,
        by_deputy_of=by.standing_in_for,
        kind=kind,
        comment=comment,
        changes=changes or [],
    )
    row.full_clean(validate_unique=False)
    row.save(force_insert=True)
    return row
