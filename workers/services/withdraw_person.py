"""A record that should not have been made leaves the lists and counts."""

from django.db import transaction
from django.utils import timezone

from desmigratif.core.scope import Actor
from workers.enums import RecordStatus
from workers.models import Person
from workers.services.changing import locked_person
from workers.services.cleaning import clean_reason
from workers.services.move_record import move_record


@transaction.atomic
def withdraw_person(*, person: Person, version: int, reason: str, by: Actor) -> Person:
    """Withdraw a record; nothing is deleted, and its NIK may be registered again.

    Raises Http404, StaleVersion, DomainError (field `reason` when it is missing).
    """
    with locked_person(person=person, version=version, by=by) as (locked, _actor):
        told = clean_reason(reason, field="reason", required=True, message="Tulis alasan menarik data ini.")
        locked.withdrawn_at = timezone.now()
        return move_record(person=locked, to=RecordStatus.ARSIP, by=by, comment=told)
