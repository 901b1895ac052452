"""What a notification may be about: each app registers its records in `<app>/notices.py`, found by name.

A notification holds no words of a record. Whoever reads it finds the record among those the reader may see now; one
that lies out of reach by now is not shown at all.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.utils.module_loading import autodiscover_modules

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Actor

Rows = Callable[[Actor], QuerySet]


@dataclass(frozen=True)
class Subject:
    """Records of one table: the right to open them, what one is called, and which ones the actor may see."""

    model: type[Model]
    perm: Perm
    noun: str
    rows: Rows

    def found(self, ids: Iterable[UUID], actor: Actor) -> dict[UUID, Any]:
        """Those of these records that the actor may open, by id."""
        return {row.pk: row for row in self.rows(actor).filter(pk__in=list(ids))}

    def reachable(self, ids: Iterable[UUID], actor: Actor) -> set[UUID]:
        """Which of them those are, without loading one."""
        return set(self.rows(actor).filter(pk__in=list(ids)).values_list("pk", flat=True))


_subjects: dict[str, Subject] = {}


def register(model: type[Model], perm: Perm, noun: str, rows: Rows | None = None) -> None:
    """Have notifications about records of a table. `rows` are those an actor may open, `visible_to` if not given."""

    def visible(actor: Actor) -> QuerySet:
        found: QuerySet = model._default_manager.all().visible_to(actor)  # type: ignore[attr-defined]
        return found

    _subjects[model._meta.label] = Subject(model, perm, noun, rows or visible)


def subjects() -> dict[str, Subject]:
    """All of them, by the label of the table."""
    autodiscover_modules("notices")
    return _subjects


def kinds_open_to(actor: Actor) -> list[str]:
    """The tables whose records the actor may open at all."""
    return [label for label, subject in subjects().items() if actor.may(subject.perm)]
