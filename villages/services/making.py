"""What every new record of a village shares: its parent, and that a double tap makes one record."""

from typing import Any, TypeVar, cast
from uuid import UUID

from django.db import IntegrityError, transaction
from django.http import Http404

from desmigratif.core.errors import DomainError
from desmigratif.core.models import RegionalModel
from desmigratif.core.scope import Actor
from villages.models import Village

Record = TypeVar("Record", bound=RegionalModel)


def village_of(actor: Actor, village: Village) -> Village:
    """The village, read again in the actor's scope: foreign keys ignore row security. Raises Http404."""
    found = Village.objects.visible_to(actor).filter(pk=village.pk).first()
    if found is None:
        raise Http404
    return found


def made_before(model: type[Record], record_id: UUID | None, *, village_code: str, by: Actor) -> Record | None:
    """The record that the same form already made (a double tap, a resend), else None."""
    if record_id is None:
        return None
    found = model._default_manager.all().visible_to(by).filter(pk=record_id, village_code=village_code).first()
    return cast("Record | None", found)


def make(model: type[Record], record_id: UUID | None, *, by: Actor, **values: Any) -> Record:
    """Validate and insert.

    Raises DomainError also when somebody made the same record a moment ago, or the id is taken elsewhere: the
    database notices both although row security hides the other row.
    """
    record = model(**({"id": record_id} if record_id else {}), **values)
    try:
        with transaction.atomic():
            return record.save_new(by=by)
    except IntegrityError as error:
        raise DomainError("Data ini baru saja disimpan dari tempat lain. Muat ulang halaman, lalu periksa.") from error
