"""The district sends a record back to the village."""

from django.db import transaction

from desmigratif.core.scope import Actor
from workers.enums import RecordStatus
from workers.models import Person
from workers.services.changing import locked_person
from workers.services.cleaning import clean_reason
from workers.services.move_record import move_record


@transaction.atomic
def return_person(*, person: Person, version: int, comment: str, by: Actor) -> Person:
    """Send a submitted record back; the comment says what to put right. Raises Http404, StaleVersion, DomainError."""
    with locked_person(person=person, version=version, by=by) as (locked, _actor):
        told = clean_reason(comment, field="comment", required=True, message="Tulis apa yang perlu diperbaiki.")
        return move_record(person=locked, to=RecordStatus.KEMBALI, by=by, comment=told)
