"""Officers of a village: they come, they leave, and the record stays."""

from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from desmigratif.accounts.models import Assignment, User
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import Actor, narrowed
from villages.models import Village, VillageOfficer
from villages.services.making import made_before, make, village_of


class Appointment(TypedDict, total=False):
    """Who, as what, since when; a key that is absent stays as it is."""

    full_name: str
    role: str
    decree_number: str
    starts_on: date
    ends_on: date | None
    user: User | None


@transaction.atomic
def appoint_officer(
    *, village: Village, by: Actor, record_id: UUID | None = None, **appointment: Unpack[Appointment]
) -> VillageOfficer:
    """Record an appointment.

    Raises DomainError when the account works elsewhere.
    """
    with narrowed(by, village.village_code) as actor:
        parent = village_of(actor, village)
        made = made_before(VillageOfficer, record_id, village_code=parent.village_code, by=actor)
        if made is not None:
            return made
        _check_account(appointment.get("user"), parent.village_code)
        values = {"village": parent, "village_code": parent.village_code, **_tidy(appointment)}
        return make(VillageOfficer, record_id, by=by, **values)


@transaction.atomic
def correct_officer(
    *, officer: VillageOfficer, version: int, by: Actor, **appointment: Unpack[Appointment]
) -> VillageOfficer:
    """Put a wrongly written appointment right.

    Raises StaleVersion when someone saved it since `version` was read, DomainError when the account works elsewhere.
    """
    with narrowed(by, officer.village_code) as actor:
        locked = VillageOfficer.objects.visible_to(actor).lock(pk=officer.pk, version=version)
        user = appointment.get("user")
        if user is not None and user.pk != locked.user_id:
            _check_account(user, locked.village_code)
        for name, value in _tidy(appointment).items():
            setattr(locked, name, value)
        return locked.save_changed(by=by)


@transaction.atomic
def end_officer(*, officer: VillageOfficer, ends_on: date, version: int, by: Actor) -> VillageOfficer:
    """Record the last day of an appointment. Nothing is deleted: who served when is part of the village's history.

    Raises DomainError when the term has already ended, StaleVersion when someone saved it since `version` was read.
    """
    with narrowed(by, officer.village_code) as actor:
        locked = VillageOfficer.objects.visible_to(actor).lock(pk=officer.pk, version=version)
        if not locked.is_serving:
            raise DomainError("Tugas petugas ini sudah selesai.", field="ends_on")
        locked.ends_on = ends_on
        return locked.save_changed(by=by)


def accounts_for(village_code: str) -> QuerySet[User]:
    """Users who may be named as officers: those assigned today to the village or to its kabupaten, by name."""
    assigned = Assignment.objects.valid_on(today()).filter(region_id__in=[village_code, village_code[:5]])
    return User.objects.filter(pk__in=assigned.values("user_id"), is_active=True).order_by("full_name", "pk")


def _tidy(appointment: Appointment) -> Appointment:
    """One blank between the words of a name."""
    if "full_name" not in appointment:
        return appointment
    return {**appointment, "full_name": " ".join(appointment["full_name"].split())}


def _check_account(user: User | None, village_code: str) -> None:
    if user is not None and not accounts_for(village_code).filter(pk=user.pk).exists():
        raise DomainError("Akun ini tidak bertugas di desa ini.", field="user")
