"""The list of programmes itself: their names, owners and legal bases are data (domain.md 1.1)."""

from typing import TypedDict, Unpack

from django.db import transaction

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, Actor, Level, acting_as
from villages.models import Programme


class Description(TypedDict, total=False):
    """What is known of a programme; a key that is absent stays as it is."""

    name: str
    name_en: str
    owner: str
    legal_basis: str
    order: int


@transaction.atomic
def add_programme(*, code: str, by: Actor, **description: Unpack[Description]) -> Programme:
    """A programme that villages can then be put into. Raises DomainError, ValidationError {field: errors}."""
    _refuse_regions(by)
    with acting_as(SYSTEM):  # a reference table: no role writes it, and this service is its only door
        programme = Programme(code=code.strip().upper(), **description)
        programme.full_clean()
        programme.save(force_insert=True)
        return programme


@transaction.atomic
def describe_programme(*, programme: Programme, by: Actor, **description: Unpack[Description]) -> Programme:
    """Put name, owner or legal basis right; the code is the API's contract and stays.

    Raises DomainError, ValidationError {field: errors}.
    """
    _refuse_regions(by)
    with acting_as(SYSTEM):
        locked = Programme.objects.select_for_update(of=("self",)).get(pk=programme.pk)
        for name, value in description.items():
            setattr(locked, name, value)
        locked.full_clean()
        locked.save(update_fields=list(description))
        return locked


def _refuse_regions(by: Actor) -> None:
    if by.level is not Level.NATION:
        raise DomainError("Daftar program dijaga penata data di tingkat nasional.")
