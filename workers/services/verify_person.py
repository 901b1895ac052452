"""The district confirms a record."""

from django.db import transaction

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import Actor
from workers.enums import RecordStatus
from workers.models import Person
from workers.services.changing import locked_person
from workers.services.move_record import move_record


@transaction.atomic
def verify_person(*, person: Person, version: int, by: Actor) -> Person:
    """Confirm a submitted record as it was read.

    Four eyes: whoever entered it or changed it last may not confirm it (domain.md 6). Raises Http404, StaleVersion,
    DomainError.
    """
    with locked_person(person=person, version=version, by=by) as (locked, _actor):
        if by.user_id in {locked.created_by_id, locked.updated_by_id}:
            raise DomainError("Data ini Anda sendiri yang mengisi atau mengubahnya. Minta rekan lain memeriksanya.")
        return move_record(person=locked, to=RecordStatus.VERIF, by=by)
