"""Notifications in words: each with the record it is about, found among those the reader may see now."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from desmigratif.core.scope import Actor
from desmigratif.notifications.models import Notification
from desmigratif.notifications.subjects import Subject, subjects
from desmigratif.reference.models import Region


@dataclass(frozen=True)
class Line:
    """One notification as its reader sees it."""

    note: Notification
    what: str
    noun: str
    record: Any
    who: str
    where: str

    @property
    def url(self) -> str:
        """Opens the record, and marks the notification read."""
        return reverse("notification-open", args=[self.note.pk])


def _wanted(notes: Iterable[Notification], actor: Actor) -> list[tuple[Subject, set[UUID]]]:
    """The kinds of records that the actor may open, with the ids that are asked for."""
    wanted: dict[str, set[UUID]] = defaultdict(set)
    for note in notes:
        wanted[note.record_kind].add(note.record_id)
    known = subjects()
    return [(known[label], ids) for label, ids in wanted.items() if label in known and actor.may(known[label].perm)]


def records_of(notes: Iterable[Notification], actor: Actor) -> dict[UUID, Any]:
    """The records of these notifications that the actor may open now, by id: one statement for each table."""
    found: dict[UUID, Any] = {}
    for subject, ids in _wanted(notes, actor):
        found |= subject.found(ids, actor)
    return found


def within_reach(notes: Iterable[Notification], actor: Actor) -> list[Notification]:
    """Those whose record the actor may open now. No record is loaded: counting shows nobody (security.md P-10)."""
    notes = list(notes)
    found = {pk for subject, ids in _wanted(notes, actor) for pk in subject.reachable(ids, actor)}
    return [note for note in notes if note.record_id in found]


def lines_of(notes: Iterable[Notification], actor: Actor) -> list[Line]:
    """In words, in their order; without those whose record the actor may no longer see."""
    notes = list(notes)
    found = records_of(notes, actor)
    codes = {note.village_code for note in notes if note.village_code and note.village_code != actor.code}
    places = dict(Region.objects.filter(pk__in=codes).values_list("pk", "name"))
    return [
        Line(
            note=note,
            what=note.get_kind_display(),
            noun=subjects()[note.record_kind].noun,
            record=found[note.record_id],
            who=note.by.full_name if note.by else "",
            where=places.get(note.village_code, ""),
        )
        for note in notes
        if note.record_id in found
    ]
