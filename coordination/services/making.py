"""What every new record of an action shares: that a double tap makes one record, and the words of a refusal."""

from typing import TypeVar, cast
from uuid import UUID

from django.db import IntegrityError, transaction

from coordination.models import ActionItem
from desmigratif.core.errors import DomainError
from desmigratif.core.models import SharedModel
from desmigratif.core.scope import Actor

Record = TypeVar("Record", bound=SharedModel)
TAKEN = "Data ini baru saja disimpan dari tempat lain. Muat ulang halaman, lalu periksa."
WITHDRAWN = "Rencana aksi ini sudah ditarik, jadi tidak bisa diubah."


def made_before(model: type[Record], record_id: UUID | None, *, by: Actor) -> Record | None:
    """The record that the same form of the same user already made (a double tap, a resend), else None."""
    if record_id is None:
        return None
    rows = model._default_manager.all().visible_to(by)
    return cast("Record | None", rows.filter(pk=record_id, created_by_id=by.user_id).first())


def insert(record: Record, *, by: Actor) -> Record:
    """Validate and insert.

    Raises DomainError also when somebody made the same record a moment ago, or the id is taken where the actor can't
    see it.
    """
    try:
        with transaction.atomic():
            return record.save_new(by=by)
    except IntegrityError as error:
        raise DomainError(TAKEN) from error


def locked_action(action: ActionItem, *, by: Actor, version: int | None = None) -> ActionItem:
    """The action, locked for a change. Raises Http404, StaleVersion, and DomainError when it was withdrawn."""
    found = ActionItem.objects.all().visible_to(by).lock(pk=action.pk, version=version)
    assert isinstance(found, ActionItem)
    if found.is_withdrawn:
        raise DomainError(WITHDRAWN)
    return found
