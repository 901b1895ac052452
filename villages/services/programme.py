"""A village's place in a programme."""

from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import Actor, Level, narrowed
from villages.models import Programme, Village, VillageProgramme
from villages.services.making import made_before, make, village_of


class Standing(TypedDict, total=False):
    """Status and legal basis; a key that is absent stays as it is."""

    status: str
    designated_year: int | None
    decree_number: str
    decree_on: date | None
    perdes_number: str
    perdes_on: date | None


def may_designate(by: Actor) -> bool:
    """Whether the actor stands above the village: a village does not designate itself (domain.md 1.6)."""
    return by.level in {Level.KAB, Level.PROV, Level.NATION}


@transaction.atomic
def designate(
    *, village: Village, programme: Programme, by: Actor, record_id: UUID | None = None, **standing: Unpack[Standing]
) -> VillageProgramme:
    """Put a village into a programme; the year of designation is that of the decree when only the decree is given.

    Raises DomainError when the village is already in the programme or a village level actor asks.
    """
    _refuse_village_level(by)
    with narrowed(by, village.village_code) as actor:
        parent = village_of(actor, village)
        made = made_before(VillageProgramme, record_id, village_code=parent.village_code, by=actor)
        if made is not None:
            return made
        if VillageProgramme.objects.visible_to(actor).filter(village=parent, programme=programme).exists():
            raise DomainError("Desa ini sudah tercatat dalam program itu.", field="programme")
        return make(
            VillageProgramme,
            record_id,
            by=by,
            village=parent,
            village_code=parent.village_code,
            programme=programme,
            **_with_year(standing),
        )


@transaction.atomic
def change_programme(
    *, village_programme: VillageProgramme, version: int, by: Actor, **standing: Unpack[Standing]
) -> VillageProgramme:
    """Change status, decree or village regulation.

    Raises StaleVersion when someone saved it since `version` was read, DomainError when a village level actor asks.
    """
    _refuse_village_level(by)
    with narrowed(by, village_programme.village_code) as actor:
        locked = VillageProgramme.objects.visible_to(actor).lock(pk=village_programme.pk, version=version)
        for name, value in _with_year(standing).items():
            setattr(locked, name, value)
        return locked.save_changed(by=by)


def _refuse_village_level(by: Actor) -> None:
    if not may_designate(by):
        raise DomainError("Program desa dicatat oleh kabupaten.")


def _with_year(standing: Standing) -> Standing:
    decree_on = standing.get("decree_on")
    if decree_on is not None and standing.get("designated_year") is None:
        return {**standing, "designated_year": decree_on.year}
    return standing
