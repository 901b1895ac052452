"""The list of programmes itself: their names, owners and legal bases are data (domain.md 1.1)."""

from typing import TypedDict, Unpack

from desmigratif.core.scope import Actor
from desmigratif.reference.services.kept_lists import add_to_list, change_in_list
from villages.models import Programme

OF = "Daftar program"


class Description(TypedDict, total=False):
    """What is known of a programme; a key that is absent stays as it is."""

    name: str
    name_en: str
    owner: str
    legal_basis: str
    order: int


def add_programme(*, code: str, by: Actor, **description: Unpack[Description]) -> Programme:
    """A programme that villages can then be put into. Raises DomainError, ValidationError {field: errors}."""
    return add_to_list(row=Programme(code=code.strip().upper(), **description), of=OF, by=by)


def describe_programme(*, programme: Programme, by: Actor, **description: Unpack[Description]) -> Programme:
    """Put name, owner or legal basis right; the code stays. Raises DomainError, ValidationError {field: errors}."""
    return change_in_list(row=programme, values={**description}, of=OF, by=by)
