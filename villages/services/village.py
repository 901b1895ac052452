"""The village's own page."""

from decimal import Decimal
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import Actor, narrowed
from desmigratif.reference.models import Region
from villages.models import Village
from villages.services.making import made_before, make
from villages.services.programme import may_designate


class Profile(TypedDict, total=False):
    """What a village's page says; a key that is absent stays as it is."""

    latitude: Decimal | None
    longitude: Decimal | None
    population: int | None
    population_year: int | None
    index_status: str
    index_year: int | None


@transaction.atomic
def create_village(
    *, village_code: str, by: Actor, record_id: UUID | None = None, **profile: Unpack[Profile]
) -> Village:
    """Give a village of the actor's region a page.

    Raises DomainError when the code is no village that exists today, when it lies outside the actor's region (the same
    words: what is elsewhere is not told), when it already has a page, or when a village level actor asks.
    """
    if not may_designate(by):
        raise DomainError("Halaman desa dibuat oleh kabupaten.")
    if not by.covers(village_code) or not Region.objects.villages().valid_on(today()).filter(pk=village_code).exists():
        raise DomainError("Pilih desa yang ada di wilayah Anda.", field="village_code")
    with narrowed(by, village_code) as actor:
        made = made_before(Village, record_id, village_code=village_code, by=actor)
        if made is not None:
            return made
        if Village.objects.visible_to(actor).filter(village_code=village_code).exists():
            raise DomainError("Desa ini sudah punya halaman.", field="village_code")
        return make(Village, record_id, by=by, village_code=village_code, **profile)


@transaction.atomic
def change_village(*, village: Village, version: int, by: Actor, **profile: Unpack[Profile]) -> Village:
    """Change what the page says.

    Raises StaleVersion when someone saved it since `version` was read, ValidationError with one text per wrong field.
    """
    with narrowed(by, village.village_code) as actor:
        locked = Village.objects.visible_to(actor).lock(pk=village.pk, version=version)
        for name, value in profile.items():
            setattr(locked, name, value)
        return locked.save_changed(by=by)
