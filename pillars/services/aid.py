"""Aid: recorded when it is handed over, looked at after six months.

Who may: the officer of the village, for aid of whatever institution, and the officer of a regional agency, for aid of
the own institution in the own region.
"""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.journal import JournalKind, write_entry
from desmigratif.core.models import codes_above
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor, Reach, narrowed
from desmigratif.reference.models import Institution
from pillars.enums import AidCondition, AidKind
from pillars.models import Aid, Business, Group, PillarLog
from pillars.services import keeping

MOST_UNITS = Decimal(10) ** 9
OTHERS_AID = "Hanya bantuan dari instansi Anda sendiri yang bisa Anda catat."


def _quantity(value: Any) -> Any:
    if value is None:
        return None
    if value < 0:
        raise DomainError("Jumlah tidak boleh kurang dari 0.", field="quantity")
    if value > MOST_UNITS:
        raise DomainError("Jumlah terlalu besar. Periksa lagi angkanya.", field="quantity")
    return value


CLEANERS: dict[str, keeping.Cleaner] = {
    "kind": keeping.code("kind", "Jenis bantuan", AidKind),
    "description": keeping.line("description", "Uraian", 200, required=True, message="Isi apa yang diberikan."),
    "quantity": _quantity,
    "unit": keeping.line("unit", "Satuan", 30),
    "value": keeping.whole("value", "Nilai", most=keeping.MOST_RUPIAH),
    "given_on": keeping.day("given_on", "Tanggal diterima", required=True),
    "handover_number": keeping.line("handover_number", "Nomor BAST", 80),
}
AID_FIELDS = tuple(CLEANERS)
Recipient = Group | Business | None


def givers_for(village_code: str, *, by: Actor) -> QuerySet[Institution]:
    """Institutions that may be named as givers: national ones and those of the regions of the village, in force
    today; for an agency's officer only the own one."""
    rows = Institution.objects.valid_on(today())
    if by.reach is Reach.INSTITUTION:
        return rows.filter(pk=by.institution_id) if by.institution_id else rows.none()
    return rows.filter(Q(region=None) | Q(region_id__in=codes_above(village_code))).order_by("kind", "short_name")


def editable(rows: QuerySet, *, by: Actor) -> QuerySet:
    """Aid the actor may change among the rows given: of the own institution, where the role works for one."""
    return rows.filter(giver_id=by.institution_id) if by.reach is Reach.INSTITUTION else rows


@transaction.atomic
def create_aid(
    *,
    village_code: str,
    giver: Institution,
    by: Actor,
    recipient: Recipient = None,
    record_id: UUID | None = None,
    **details: Any,
) -> Aid:
    """Record aid to a group, a business, or (without a recipient) the village; `details` are some of `AID_FIELDS`.

    Raises DomainError for another institution's aid, a village out of scope or without a page (field `village_code`),
    a recipient of another village. The same `record_id` again returns the aid already made.
    """
    with narrowed(by, village_code) as actor:
        made = keeping.made_before(Aid, record_id, by=actor)
        if made is not None:
            return made
        village = keeping.village_at(village_code, by=actor)
        _check_giver(giver, village_code, by=by)
        values = keeping.clean({"kind": "", "description": "", "given_on": None, **details}, CLEANERS)
        whom = _recipient(recipient, village_code, by=actor)
        key = {"id": record_id} if record_id else {}
        aid = Aid(**key, village=village, village_code=village_code, giver=giver, **whom, **values)
        keeping.insert(aid, by=by)
        write_entry(PillarLog, aid, kind=JournalKind.BUAT, by=by)
        return aid


@transaction.atomic
def change_aid(
    *,
    aid: Aid,
    version: int,
    by: Actor,
    entry: JournalKind = JournalKind.UBAH,
    comment: str = "",
    **details: Any,
) -> Aid:
    """Change some of `AID_FIELDS`, the `giver` or the `recipient` (None: the village).

    Raises Http404, StaleVersion, DomainError as `create_aid`, and when the new day lies after the day it was checked.
    """
    with keeping.locked(aid, version=version, by=by) as (found, actor):
        _check_own(found, by=by)
        whom = {}
        if "recipient" in details:
            whom = _recipient(details.pop("recipient"), found.village_code, by=actor)
        giver = details.pop("giver", found.giver)
        if giver.pk != found.giver_id:
            _check_giver(giver, found.village_code, by=by)
            whom["giver"] = giver
        values = keeping.clean(details, CLEANERS)
        given_on = values.get("given_on", found.given_on)
        if found.condition_on and given_on > found.condition_on:
            raise DomainError("Tanggal diterima harus sebelum tanggal pemeriksaannya.", field="given_on")
        return keeping.save_change(found, {**values, **whom}, by=by, kind=entry, comment=comment)


@transaction.atomic
def check_aid(*, aid: Aid, condition: str, condition_on: Any, version: int, by: Actor) -> Aid:
    """Write down what has become of the aid, six months after it was given or later; may be written anew.

    Raises DomainError (field `condition_on`) for an earlier day or one in the future, Http404, StaleVersion.
    """
    with keeping.locked(aid, version=version, by=by) as (found, _actor):
        _check_own(found, by=by)
        cleaners = {
            "condition": keeping.code("condition", "Keadaan", AidCondition),
            "condition_on": keeping.day("condition_on", "Tanggal pemeriksaan", required=True),
        }
        values = keeping.clean({"condition": condition, "condition_on": condition_on}, cleaners)
        if values["condition_on"] < found.check_due_on:
            due = PartialDate.of(found.check_due_on).display()
            raise DomainError(f"Keadaannya diperiksa enam bulan setelah diterima, mulai {due}.", field="condition_on")
        return keeping.save_change(found, values, by=by)


@transaction.atomic
def withdraw_aid(*, aid: Aid, version: int, reason: str, by: Actor) -> Aid:
    """Take aid recorded by mistake out of the lists."""
    with keeping.locked(aid, version=version, by=by) as (found, _actor):
        _check_own(found, by=by)
        return keeping.withdraw(found, reason=reason, by=by)


def _check_own(aid: Aid, *, by: Actor) -> None:
    if by.reach is Reach.INSTITUTION and aid.giver_id != by.institution_id:
        raise DomainError(OTHERS_AID)


def _check_giver(giver: Institution, village_code: str, *, by: Actor) -> None:
    if by.reach is Reach.INSTITUTION and giver.pk != by.institution_id:
        raise DomainError(OTHERS_AID, field="giver")
    if not givers_for(village_code, by=by).filter(pk=giver.pk).exists():
        raise DomainError("Pilih pemberi dari daftar.", field="giver")


def _recipient(recipient: Recipient, village_code: str, *, by: Actor) -> dict[str, Any]:
    """The columns of the recipient, read again in the actor's scope and of the same village."""
    whom: dict[str, Any] = {"group": None, "business": None}
    if recipient is None:
        return whom
    name = "group" if isinstance(recipient, Group) else "business"
    rows = type(recipient)._default_manager.all().visible_to(by).filter(village_code=village_code, withdrawn_at=None)
    found = rows.filter(pk=recipient.pk).first()
    if found is None:
        raise DomainError("Penerima ini tidak tercatat di desa ini.", field="recipient")
    return {**whom, name: found}
