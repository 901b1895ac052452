"""Emergency views: opened with a NIK and a reason, read through one door of the database, ended, reviewed (P-09).

Rows of another district stay out of reach of every list and page: only `rights_read_emergency` gives the one record,
to the one who opened it, while the two hours last.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.http import Http404
from django.utils import timezone

from desmigratif.accounts.roles import Perm
from desmigratif.core.crypto import blind_index
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import uuid7
from desmigratif.core.reads import current_reads
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.notifications.enums import NotificationKind
from desmigratif.notifications.recipients import holders
from desmigratif.notifications.services import notify
from desmigratif.rights.enums import EmergencyReason, EmergencyVerdict
from desmigratif.rights.models import EmergencyAccess
from desmigratif.rights.services.limits import TooManyError, long_reason
from workers.models import Person
from workers.services.cleaning import clean_code, clean_reason
from workers.services.nik import read_nik

LASTS = timedelta(hours=2)
MOST_A_DAY = 5


@dataclass(frozen=True)
class OwnAccess:
    """An emergency view as the one who opened it sees it."""

    id: UUID
    opened_at: datetime
    expires_at: datetime
    is_open: bool
    found: bool
    reason: str


@dataclass(frozen=True)
class Opened:
    """What a search gave: an access to look at, a person of the own district, or nothing."""

    access_id: UUID | None = None
    own: Person | None = None


@transaction.atomic
def open_emergency(*, nik: str, reason_code: str, reason: str, by: Actor) -> Opened:
    """Look for a NIK outside the own district and open the record for two hours.

    The search is recorded whether it finds anybody or not, and told to the coordinator of the person's district and
    the auditor. Raises Http404 without the right, DomainError for what is typed, TooManyError above 5 a day.
    """
    if not by.may(Perm.EMERGENCY_OPEN):
        raise Http404
    code = clean_code(reason_code, EmergencyReason, field="reason_code", label="Keadaan")
    words = long_reason(reason)
    number = read_nik(nik, by=by).number
    own = Person.objects.visible_to(by).current().with_nik(number).first()
    if own is not None:
        return Opened(own=own)
    access_id = uuid7()
    with connection.cursor() as cursor:
        cursor.execute(
            "select rights_open_emergency(%s, %s, %s, %s, %s, make_interval(secs => %s))",
            [access_id, blind_index(number), code, words, MOST_A_DAY, LASTS.total_seconds()],
        )
        answer = cursor.fetchone()[0]
    if answer == "too_many":
        raise TooManyError(
            f"Anda sudah {MOST_A_DAY} kali memakai akses darurat dalam 24 jam. Hubungi koordinator kabupaten asalnya."
        )
    if answer == "refused":
        raise Http404
    if answer != "found":
        return Opened()
    _tell(access_id, by)
    return Opened(access_id=access_id)


def _tell(access_id: UUID, by: Actor) -> None:
    """The coordinators of the person's district. The auditor sees it in the list to review."""
    with acting_as(SYSTEM):
        row = EmergencyAccess.objects.get(pk=access_id)
    to = holders(Perm.EMERGENCY_OPEN, region=row.kab_code, national=False)
    notify(kind=NotificationKind.DARURAT, record=row, to=to, by=by)


def read_emergency(*, access_id: UUID, by: Actor) -> dict[str, Any]:
    """The record of an emergency view that is the actor's own and still open; each reading is counted.

    Raises Http404 otherwise: ended, run out, somebody else's, unknown.
    """
    if not by.may(Perm.EMERGENCY_OPEN):
        raise Http404
    with connection.cursor() as cursor:
        cursor.execute("select rights_read_emergency(%s)", [access_id])
        found = cursor.fetchone()[0]
    if found is None:
        raise Http404
    told: dict[str, Any] = json.loads(found) if isinstance(found, str) else found
    reads = current_reads()
    if reads is not None:  # the function gives plain values, which do not note themselves (P-10)
        reads.note(EmergencyAccess._meta.label, access_id)
        reads.note(Person._meta.label, UUID(told["person_id"]), village_code=told["village_code"])
    return told


def own_emergencies() -> list[OwnAccess]:
    """The newest emergency views of the actor, searches without result too."""
    with connection.cursor() as cursor:
        cursor.execute("select * from rights_own_emergencies()")
        found = [OwnAccess(*row) for row in cursor.fetchall()]
    reads = current_reads()
    if reads is not None:
        for access in found:
            reads.note(EmergencyAccess._meta.label, access.id)
    return found


@transaction.atomic
def end_emergency(*, access_id: UUID, by: Actor) -> None:
    """End an own emergency view before its time. Raises Http404 when there is none that lasts."""
    if not by.may(Perm.EMERGENCY_OPEN):
        raise Http404
    with connection.cursor() as cursor:
        cursor.execute("select rights_end_emergency(%s)", [access_id])
        if not cursor.fetchone()[0]:
            raise Http404


@transaction.atomic
def review_emergency(*, access: EmergencyAccess, verdict: str, note: str, version: int, by: Actor) -> EmergencyAccess:
    """The auditor's word on an emergency view; the auditor's own database role reads no such row, so the system does.

    Raises Http404 without the right, StaleVersion, DomainError when it is reviewed or the note is missing.
    """
    if not by.may(Perm.EMERGENCY_REVIEW):
        raise Http404
    with acting_as(SYSTEM):
        locked: EmergencyAccess = EmergencyAccess.objects.all().lock(pk=access.pk, version=version)
        if locked.reviewed_at is not None:
            raise DomainError("Akses ini sudah ditinjau.")
        locked.verdict = clean_code(verdict, EmergencyVerdict, field="verdict", label="Hasil tinjauan")
        locked.review_note = clean_reason(
            note, field="note", required=locked.verdict != EmergencyVerdict.WAJAR, message="Tulis apa yang ditanyakan."
        )
        locked.reviewed_at, locked.reviewed_by_id = timezone.now(), by.user_id
        return locked.save_changed(by=by)
