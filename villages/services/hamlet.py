"""Hamlets (dusun) of a village."""

from uuid import UUID

from django.db import transaction

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import Actor, narrowed
from villages.models import Hamlet, Village
from villages.services.making import made_before, make, village_of


def _tidy(name: str) -> str:
    """One blank between words, and without the word itself: "Dusun  Krajan" is Krajan."""
    words = name.split()
    if len(words) > 1 and words[0].lower() in {"dusun", "dsn", "dsn."}:
        words = words[1:]
    return " ".join(words)


@transaction.atomic
def add_hamlet(*, village: Village, name: str, by: Actor, record_id: UUID | None = None) -> Hamlet:
    """Add a dusun. Raises DomainError when the village has one of that name, in whatever case."""
    with narrowed(by, village.village_code) as actor:
        parent = village_of(actor, village)
        made = made_before(Hamlet, record_id, village_code=parent.village_code, by=actor)
        if made is not None:
            return made
        _refuse_double(parent, _tidy(name), actor)
        values = {"village": parent, "village_code": parent.village_code, "name": _tidy(name)}
        return make(Hamlet, record_id, by=by, **values)


@transaction.atomic
def rename_hamlet(*, hamlet: Hamlet, name: str, version: int, by: Actor) -> Hamlet:
    """Put a wrongly written name right; people keep the name that was written with them.

    Raises DomainError when another dusun has the name, StaleVersion when someone saved it since `version` was read.
    """
    with narrowed(by, hamlet.village_code) as actor:
        locked = Hamlet.objects.visible_to(actor).lock(pk=hamlet.pk, version=version)
        _refuse_double(locked.village, _tidy(name), actor, besides=locked)
        locked.name = _tidy(name)
        return locked.save_changed(by=by)


def _refuse_double(village: Village, name: str, actor: Actor, *, besides: Hamlet | None = None) -> None:
    same = Hamlet.objects.visible_to(actor).filter(village=village, name__iexact=name)
    if (same.exclude(pk=besides.pk) if besides else same).exists():
        raise DomainError("Dusun ini sudah ada di desa ini.", field="name")
