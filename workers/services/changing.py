"""How a service takes the row it changes: in the actor's scope, locked, still as the actor read it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import Actor, DbRole, Level, acting_as, narrowed
from workers.enums import RecordStatus
from workers.models import NikReview, Person
from workers.services.cleaning import clean_reason


@contextmanager
def locked_person(*, person: Person, version: int | None, by: Actor) -> Iterator[tuple[Person, Actor]]:
    """The person locked for a change, and the actor to write as.

    The data steward's own database role only reads, so the steward writes inside the person's village. Raises Http404
    out of scope, StaleVersion when it was saved since `version` was read, DomainError when it was withdrawn.
    """
    with narrowed(by, person.village_code) as actor:
        locked = Person.objects.visible_to(actor).lock(pk=person.pk, version=version)
        if locked.is_withdrawn:
            raise DomainError("Data ini sudah ditarik dan tidak bisa diubah lagi.")
        yield locked, actor


@contextmanager
def locked_review(*, review: NikReview, version: int | None, by: Actor) -> Iterator[NikReview]:
    """The review locked for a decision; the steward writes inside its kabupaten. Raises Http404, StaleVersion."""
    if by.is_national and by.db_role is not DbRole.SYSTEM:
        inside = replace(by, level=Level.KAB, code=review.kab_code, db_role=DbRole.APP)
        with acting_as(inside):
            yield NikReview.objects.visible_to(inside).lock(pk=review.pk, version=version)
        return
    yield NikReview.objects.visible_to(by).lock(pk=review.pk, version=version)


def needs_reason(*, person: Person, by: Actor) -> bool:
    """Whether a change must say why: the record was confirmed, or somebody outside the village changes it."""
    return person.record_status == RecordStatus.VERIF or by.level is not Level.DESA


def accepted_reason(*, person: Person, reason: str, by: Actor) -> str:
    """The reason, cleaned; raises DomainError (field `reason`) when one is needed and missing."""
    return clean_reason(reason, field="reason", required=needs_reason(person=person, by=by))
