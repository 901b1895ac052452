"""Findings: what a visit saw, how it is dealt with, and how many are closed."""

from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction

from coordination.enums import FINDING_MOVES, FindingStatus
from coordination.models import CoordinationLog, FieldVisit, Finding
from coordination.models.visit import FindingQuerySet
from coordination.services.audience import tell_of_finding
from coordination.services.making import insert, made_before
from coordination.services.ratios import Ratio
from coordination.services.records import locked, reason_of, save_change, take_out, words_of
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.journal import JournalKind, write_entry
from desmigratif.core.scope import Actor


class FindingDetails(TypedDict, total=False):
    """What was found; a key that is absent stays as it is."""

    village_code: str
    pillar: str
    kind: str
    category: str
    description: str
    evidence: str
    severity: str


DETAILS = tuple(FindingDetails.__annotations__)


@transaction.atomic
def add_finding(
    *, visit: FieldVisit, by: Actor, record_id: UUID | None = None, **details: Unpack[FindingDetails]
) -> Finding:
    """Note what a visit found, in one of its villages or in all of them.

    Raises DomainError for a village that was not visited, or a visit that is still to come.
    """
    made = made_before(Finding, record_id, by=by)
    if made is not None:
        return made
    above = locked(visit, by=by)
    if above.starts_on > today():
        raise DomainError("Tinjauannya belum mulai. Temuan dicatat sesudah tinjauan.")
    finding = Finding(**({"id": record_id} if record_id else {}), visit=above, **details)
    _check_village(finding)
    insert(finding, by=by)
    write_entry(CoordinationLog, finding, kind=JournalKind.BUAT, by=by)
    tell_of_finding(finding)
    return finding


@transaction.atomic
def change_finding(
    *,
    finding: Finding,
    version: int,
    by: Actor,
    kind_of_change: JournalKind = JournalKind.UBAH,
    comment: str = "",
    **details: Unpack[FindingDetails],
) -> Finding:
    """Describe a finding anew. Raises DomainError when nothing was changed or the village was not visited."""
    row = locked(finding, by=by, version=version)
    before = words_of(row, DETAILS)
    for name, value in details.items():
        setattr(row, name, value)
    _check_village(row)
    save_change(row, before, by=by, kind=kind_of_change, comment=comment)
    tell_of_finding(row)
    return row


@transaction.atomic
def move_finding(
    *,
    finding: Finding,
    status: FindingStatus,
    version: int,
    by: Actor,
    note: str = "",
    closed_on: date | None = None,
) -> Finding:
    """Take a finding up, close it, or open it again (FINDING_MOVES).

    Closing tells what solved it, opening again tells why. Raises DomainError without that, for a move that isn't one,
    and for a day of closing before the visit or after today.
    """
    row = locked(finding, by=by, version=version)
    now, status = FindingStatus(row.status), FindingStatus(status)
    if status not in FINDING_MOVES[now]:
        words = f"Temuan yang “{now.label}” tidak bisa menjadi “{status.label}”."
        raise DomainError(words, field="status")
    before = words_of(row, ["status", "closed_on"])
    row.closed_on = None
    if status is FindingStatus.SELESAI:
        note = reason_of(note, field="note", words="Tulis apa yang menyelesaikannya.")
        row.closed_on = _closing_day(row, closed_on)
    elif now is FindingStatus.SELESAI:
        note = reason_of(note, field="note", words="Tulis mengapa dibuka lagi.")
    row.status = status
    return save_change(row, before, by=by, kind=JournalKind.UBAH, comment=note.strip())


@transaction.atomic
def withdraw_finding(*, finding: Finding, reason: str, version: int, by: Actor) -> Finding:
    """Take out a finding that was entered by mistake. Raises DomainError while something answers it."""
    row = locked(finding, by=by, version=version)
    answered = row.answered_by.filter(recommendation__withdrawn_at=None).exists()
    if answered or row.actions.filter(withdrawn_at=None).exists() or row.practices.filter(withdrawn_at=None).exists():
        raise DomainError("Temuan ini sudah dijawab rekomendasi, rencana aksi, atau praktik baik. Tarik dulu itu.")
    return take_out(row, reason=reason, by=by)


def closed_share(rows: FindingQuerySet, day: date) -> Ratio:
    """A5: closed ones, of those found more than 90 days before the day."""
    due = rows.due_on(day)
    return Ratio(due.filter(status=FindingStatus.SELESAI).count(), due.count())


def _check_village(finding: Finding) -> None:
    if finding.village_code and finding.village_code not in finding.visit.village_codes:
        raise DomainError("Pilih desa yang dikunjungi tinjauan ini.", field="village_code")


def _closing_day(finding: Finding, given: date | None) -> date:
    day = given or today()
    if day > today():
        raise DomainError("Isi tanggal hari ini atau sebelumnya.", field="closed_on")
    if day < finding.visit.starts_on:
        raise DomainError("Tanggal ditutup tidak mungkin sebelum tinjauannya.", field="closed_on")
    return day
