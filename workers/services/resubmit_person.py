"""The village sends a returned record again, because it was right after all."""

from django.db import transaction

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import Actor
from workers.enums import RecordStatus
from workers.models import Person
from workers.services.changing import locked_person
from workers.services.cleaning import clean_reason
from workers.services.move_record import move_record


@transaction.atomic
def resubmit_person(*, person: Person, version: int, by: Actor, comment: str = "") -> Person:
    """Put a returned record back into the queue without a change; a change does so by itself.

    Raises Http404, StaleVersion, DomainError when the record was not returned.
    """
    with locked_person(person=person, version=version, by=by) as (locked, _actor):
        if locked.record_status != RecordStatus.KEMBALI:
            raise DomainError("Hanya data yang dikembalikan yang bisa dikirim ulang.")
        told = clean_reason(comment, field="comment", required=False)
        return move_record(person=locked, to=RecordStatus.KIRIM, by=by, comment=told)
