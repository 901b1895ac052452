"""Cooperatives: recorded, changed, withdrawn. Members stand in `members`, monthly books in `recaps`."""

from typing import Any
from uuid import UUID

from django.db import transaction

from desmigratif.core.errors import DomainError
from desmigratif.core.journal import JournalKind, write_entry
from desmigratif.core.scope import Actor, narrowed
from pillars.enums import CooperativeKind, CooperativeLink, CooperativeStatus
from pillars.models import Cooperative, CooperativeRecap, PillarLog
from pillars.models.cooperative import FEWEST_FOUNDERS, FOUNDERS_WORDS, LAST_MONTH
from pillars.services import keeping
from workers.services.problems import Problems


def _month(value: Any) -> int:
    if not isinstance(value, int) or not 1 <= value <= LAST_MONTH:
        raise DomainError("Pilih bulan tutup buku dari daftar.", field="book_closing_month")
    return value


CLEANERS: dict[str, keeping.Cleaner] = {
    "name": keeping.line("name", "Nama koperasi", 120, required=True, message="Isi nama koperasinya."),
    "kind": keeping.code("kind", "Jenis koperasi", CooperativeKind),
    "status": keeping.code("status", "Status", CooperativeStatus),
    "link": keeping.code("link", "Kaitan", CooperativeLink),
    "legal_number": keeping.line("legal_number", "Nomor badan hukum", 80),
    "legal_on": keeping.day("legal_on", "Tanggal badan hukum"),
    "founders": keeping.whole("founders", "Jumlah pendiri", most=30_000),
    "book_closing_month": _month,
    "last_rat_on": keeping.day("last_rat_on", "RAT terakhir"),
    "simkopdes_id": keeping.line("simkopdes_id", "Nomor di SIMKOPDES", 40),
}
COOPERATIVE_FIELDS = tuple(CLEANERS)
BLANK = {"name": "", "kind": "", "status": "", "link": CooperativeLink.MANDIRI}


@transaction.atomic
def create_cooperative(*, village_code: str, by: Actor, record_id: UUID | None = None, **details: Any) -> Cooperative:
    """Record a cooperative of a village; `details` are some of `COOPERATIVE_FIELDS`.

    Raises DomainError for a name the village already has, and where it says that it is a legal entity but has no
    number or fewer than nine founders. The same `record_id` again returns the one already made.
    """
    with narrowed(by, village_code) as actor:
        made = keeping.made_before(Cooperative, record_id, by=actor)
        if made is not None:
            return made
        village = keeping.village_at(village_code, by=actor)
        values = keeping.clean({**BLANK, **details}, CLEANERS)
        key = {"id": record_id} if record_id else {}
        cooperative = Cooperative(**key, village=village, village_code=village_code, **values)
        _check(cooperative, by=actor)
        keeping.insert(cooperative, by=by)
        write_entry(PillarLog, cooperative, kind=JournalKind.BUAT, by=by)
        return cooperative


@transaction.atomic
def change_cooperative(
    *,
    cooperative: Cooperative,
    version: int,
    by: Actor,
    entry: JournalKind = JournalKind.UBAH,
    comment: str = "",
    **details: Any,
) -> Cooperative:
    """Change some of `COOPERATIVE_FIELDS`. Raises Http404, StaleVersion, DomainError as `create_cooperative`."""
    with keeping.locked(cooperative, version=version, by=by) as (found, actor):
        values = keeping.clean(details, CLEANERS)
        stored = {name: getattr(found, name) for name in values}
        for name, value in values.items():
            setattr(found, name, value)
        _check(found, by=actor)
        for name, value in stored.items():
            setattr(found, name, value)
        return keeping.save_change(found, values, by=by, kind=entry, comment=comment)


@transaction.atomic
def withdraw_cooperative(*, cooperative: Cooperative, version: int, reason: str, by: Actor) -> Cooperative:
    """Take a cooperative recorded by mistake out of the lists; one that closed gets the status BUBAR instead.

    Raises DomainError while it has monthly books: they would stand alone.
    """
    with keeping.locked(cooperative, version=version, by=by) as (found, actor):
        recaps = CooperativeRecap.objects.visible_to(actor).current().filter(cooperative=found).count()
        if recaps:
            raise DomainError(
                f"Koperasi ini punya {recaps} rekap bulanan. Kalau koperasinya bubar, ubah statusnya menjadi Bubar."
            )
        return keeping.withdraw(found, reason=reason, by=by)


def _check(cooperative: Cooperative, *, by: Actor) -> None:
    """The rules between fields, all at once."""
    problems = Problems()
    same = (
        Cooperative.objects.visible_to(by)
        .current()
        .filter(village_code=cooperative.village_code, name__iexact=cooperative.name)
    )
    with problems.gather():
        if same.exclude(pk=cooperative.pk).exists():
            raise DomainError("Koperasi ini sudah tercatat di desa ini.", field="name")
    with problems.gather():
        if cooperative.status == CooperativeStatus.BERBADAN_HUKUM and not cooperative.legal_number:
            raise DomainError("Isi nomor badan hukumnya.", field="legal_number")
    with problems.gather():
        if cooperative.legal_number and (cooperative.founders or 0) < FEWEST_FOUNDERS:
            told = "Isi jumlah pendirinya." if cooperative.founders is None else "Periksa lagi jumlah pendirinya."
            raise DomainError(f"{FOUNDERS_WORDS} {told}", field="founders")
    problems.raise_any()
