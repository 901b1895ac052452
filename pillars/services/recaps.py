"""The books of a cooperative, month by month: balances at the end of the month, as the cooperative reports them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.journal import JournalKind, write_entry
from desmigratif.core.partial_date import MONTHS
from desmigratif.core.scope import Actor, narrowed
from pillars.models import Cooperative, CooperativeRecap, PillarLog
from pillars.services import keeping


def _rupiah(field: str, label: str) -> keeping.Cleaner:
    return keeping.whole(field, label, most=keeping.MOST_RUPIAH, required=True)


CLEANERS: dict[str, keeping.Cleaner] = {
    "members_female": keeping.whole("members_female", "Anggota perempuan", required=True),
    "members_male": keeping.whole("members_male", "Anggota laki-laki", required=True),
    "savings_principal": _rupiah("savings_principal", "Simpanan pokok"),
    "savings_mandatory": _rupiah("savings_mandatory", "Simpanan wajib"),
    "savings_voluntary": _rupiah("savings_voluntary", "Simpanan sukarela"),
    "loans_outstanding": _rupiah("loans_outstanding", "Pinjaman beredar"),
    "loans_overdue": _rupiah("loans_overdue", "Pinjaman macet"),
}
RECAP_FIELDS = tuple(CLEANERS)


def month_words(month: date) -> str:
    """Oktober 2026."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def recap_before(cooperative: Cooperative, month: date, *, by: Actor) -> CooperativeRecap | None:
    """The newest one before a month."""
    rows = CooperativeRecap.objects.visible_to(by).current().filter(cooperative=cooperative, month__lt=month)
    return rows.order_by("-month").first()


@transaction.atomic
def add_recap(
    *, cooperative: Cooperative, month: date, by: Actor, record_id: UUID | None = None, **numbers: Any
) -> CooperativeRecap:
    """Record the books of a month (any day of it); `numbers` are all of `RECAP_FIELDS`, in rupiah and heads.

    Raises DomainError for a month that is recorded already or has not begun, a number below nought, overdue loans
    above the loans; Http404. The same `record_id` again returns the one already made.
    """
    with keeping.locked(cooperative, version=None, by=by) as (found, actor):
        made = keeping.made_before(CooperativeRecap, record_id, by=actor)
        if made is not None:
            return made
        values = keeping.clean({**dict.fromkeys(RECAP_FIELDS), **numbers}, CLEANERS)
        first = _month(found, month, by=actor)
        key = {"id": record_id} if record_id else {}
        recap = CooperativeRecap(
            **key,
            cooperative=found,
            village_id=found.village_id,
            village_code=found.village_code,
            month=first,
            **values,
        )
        _check(recap)
        keeping.insert(recap, by=by)
        write_entry(PillarLog, found, kind=JournalKind.UBAH, by=by, comment=f"Rekap {month_words(first)} dicatat.")
        return recap


@transaction.atomic
def change_recap(
    *,
    recap: CooperativeRecap,
    version: int,
    by: Actor,
    month: date | None = None,
    entry: JournalKind = JournalKind.UBAH,
    comment: str = "",
    **numbers: Any,
) -> CooperativeRecap:
    """Put the books of a month right. Raises Http404, StaleVersion, DomainError as `add_recap`."""
    with narrowed(by, recap.village_code) as actor:
        cooperative = Cooperative.objects.visible_to(actor).filter(pk=recap.cooperative_id).first()
        if cooperative is None:
            raise Http404
        with (
            keeping.locked(cooperative, version=None, by=by) as (found, _),
            keeping.locked(recap, version=version, by=by) as (row, _),
        ):
            values = keeping.clean(numbers, CLEANERS)
            if month is not None:
                values["month"] = _month(found, month, by=actor, besides=row)
            _check(row, **values)
            changed = keeping.save_change(row, values, by=by, kind=entry, comment=comment)
            if changed.version != version:
                words = f"Rekap {month_words(row.month)} dibetulkan. {comment}".strip()
                write_entry(PillarLog, found, kind=entry, by=by, comment=words)
            return changed


def _month(cooperative: Cooperative, month: date, *, by: Actor, besides: CooperativeRecap | None = None) -> date:
    """The first day of the month, free of other books."""
    first = month.replace(day=1)
    if first > today():
        raise DomainError("Bulan ini belum mulai. Pilih bulan yang sudah lewat.", field="month")
    rows = CooperativeRecap.objects.visible_to(by).current().filter(cooperative=cooperative, month=first)
    if (rows.exclude(pk=besides.pk) if besides else rows).exists():
        raise DomainError(f"Rekap {month_words(first)} sudah ada. Ubah yang sudah ada.", field="month")
    return first


def _check(recap: CooperativeRecap, **values: Any) -> None:
    outstanding = values.get("loans_outstanding", recap.loans_outstanding)
    if values.get("loans_overdue", recap.loans_overdue) > outstanding:
        raise DomainError("Pinjaman macet tidak bisa lebih besar dari pinjaman beredar.", field="loans_overdue")
