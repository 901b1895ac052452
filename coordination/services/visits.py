"""Field visits: who went where and what for."""

from collections.abc import Collection
from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction

from coordination.models import CoordinationLog, FieldVisit, Meeting
from coordination.services.audience import tell_of_visit
from coordination.services.making import insert, made_before
from coordination.services.records import ids_of, known, known_villages, locked, save_change, take_out, words_of
from desmigratif.core.errors import DomainError
from desmigratif.core.journal import JournalKind, write_entry
from desmigratif.core.scope import Actor
from desmigratif.reference.models import Institution, Region


class VisitDetails(TypedDict, total=False):
    """What a visit is; a key that is absent stays as it is."""

    title: str
    starts_on: date
    ends_on: date
    lead: Institution
    team: str
    meeting: Meeting | None
    summary: str


DETAILS = tuple(VisitDetails.__annotations__)


@transaction.atomic
def create_visit(
    *,
    village_codes: Collection[str],
    by: Actor,
    participants: Collection[Institution] = (),
    is_example: bool = False,
    record_id: UUID | None = None,
    **details: Unpack[VisitDetails],
) -> FieldVisit:
    """Plan or record a visit; those who go and the villages see it. Raises DomainError without a known village."""
    made = made_before(FieldVisit, record_id, by=by)
    if made is not None:
        return made
    details["meeting"] = known(Meeting, details.get("meeting"), by=by, field="meeting")
    visit = FieldVisit(
        **({"id": record_id} if record_id else {}),
        village_codes=_villages(village_codes),
        participant_ids=ids_of(participants),
        is_example=is_example,
        **details,
    )
    insert(visit, by=by)
    write_entry(CoordinationLog, visit, kind=JournalKind.BUAT, by=by)
    tell_of_visit(visit)
    return visit


@transaction.atomic
def change_visit(
    *,
    visit: FieldVisit,
    version: int,
    by: Actor,
    village_codes: Collection[str] | None = None,
    participants: Collection[Institution] | None = None,
    kind_of_change: JournalKind = JournalKind.UBAH,
    comment: str = "",
    **details: Unpack[VisitDetails],
) -> FieldVisit:
    """Change what a visit is.

    Raises DomainError when nothing was changed, and for a village left out that has a finding; StaleVersion when
    someone saved it since `version` was read.
    """
    row = locked(visit, by=by, version=version)
    before = words_of(row, [*DETAILS, "village_codes", "participant_ids"])
    if "meeting" in details:
        details["meeting"] = known(Meeting, details["meeting"], by=by, field="meeting")
    for name, value in details.items():
        setattr(row, name, value)
    if participants is not None:
        row.participant_ids = ids_of(participants)
    if village_codes is not None:
        row.village_codes = _villages(village_codes, besides=row.village_codes)
        _refuse_lost_findings(row)
    save_change(row, before, by=by, kind=kind_of_change, comment=comment)
    tell_of_visit(row)
    return row


@transaction.atomic
def withdraw_visit(*, visit: FieldVisit, reason: str, version: int, by: Actor) -> FieldVisit:
    """Take out a visit that was entered by mistake. Raises DomainError while something hangs on it."""
    row = locked(visit, by=by, version=version)
    if row.findings.filter(withdrawn_at=None).exists() or row.recommendations.filter(withdrawn_at=None).exists():
        raise DomainError("Tinjauan ini punya temuan atau rekomendasi. Tarik dulu semuanya.")
    return take_out(row, reason=reason, by=by)


def _villages(codes: Collection[str], *, besides: Collection[str] = ()) -> list[str]:
    if not codes:
        raise DomainError("Pilih sedikitnya satu desa.", field="village_codes")
    return known_villages(codes, besides=besides)


def _refuse_lost_findings(visit: FieldVisit) -> None:
    rows = visit.findings.filter(withdrawn_at=None).exclude(village_code="")
    lost = set(rows.exclude(village_code__in=visit.village_codes).values_list("village_code", flat=True))
    if lost:
        names = ", ".join(Region.objects.filter(pk__in=lost).order_by("name").values_list("name", flat=True))
        raise DomainError(f"Sudah ada temuan di {names}. Desa itu tetap bagian tinjauan ini.", field="village_codes")
