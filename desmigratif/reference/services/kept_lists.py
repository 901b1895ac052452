"""Lists that the data steward keeps: programmes, reporting periods, indicators. Their codes are the API's contract."""

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, Actor, Level, acting_as

Row = TypeVar("Row", bound=Model)


@transaction.atomic
def add_to_list(*, row: Row, of: str, by: Actor) -> Row:
    """A new row of the list named `of`. Raises DomainError, ValidationError {field: errors}."""
    _refuse_regions(of, by)
    with acting_as(SYSTEM):  # a reference table: no role writes it, and these services are its only door
        row.full_clean()
        row.save(force_insert=True)
        return row


@transaction.atomic
def change_in_list(*, row: Row, values: dict[str, Any], of: str, by: Actor) -> Row:
    """Put `values` of a row right. Raises DomainError, ValidationError {field: errors}."""
    _refuse_regions(of, by)
    with acting_as(SYSTEM):
        locked = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
        for name, value in values.items():
            setattr(locked, name, value)
        locked.full_clean()
        locked.save(update_fields=list(values))
        return locked


def _refuse_regions(of: str, by: Actor) -> None:
    if by.level is not Level.NATION:
        raise DomainError(f"{of} dijaga penata data di tingkat nasional.")
