"""Actions: who promised what, to whom it is known, and what becomes of a promise."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import TypedDict, TypeVar, Unpack, cast
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from coordination.enums import ACTION_MOVES, ActionStatus
from coordination.models import ActionItem, CoordinationLog, Finding, Recommendation
from coordination.services.making import insert, locked_action, made_before
from coordination.services.sharing import regions_of, share_action, with_heirs
from desmigratif.core.errors import DomainError
from desmigratif.core.journal import Change, JournalKind, changes_since, in_words, label_of, write_entry
from desmigratif.core.scope import Actor
from desmigratif.reference.models import Institution, Region

NUMBERING = 771_205  # key of the lock under which numbers are given
DIGITS = 3

Origin = TypeVar("Origin", Recommendation, Finding)


class Plan(TypedDict, total=False):
    """What is to be done; a key that is absent stays as it is."""

    programme: str
    activity: str
    sub_activity_code: str
    output: str
    unit: str
    target: Decimal
    success_measure: str
    owner_unit: str
    person_in_charge: str
    pillar: str
    budget: int | None
    fund_source: str


PLAN = tuple(Plan.__annotations__)


@transaction.atomic
def create_action(
    *,
    owner: Institution,
    starts_on: date,
    ends_on: date,
    by: Actor,
    recommendation: Recommendation | None = None,
    finding: Finding | None = None,
    supporters: Collection[Institution] = (),
    village_codes: Collection[str] = (),
    number: str = "",
    is_example: bool = False,
    record_id: UUID | None = None,
    **plan: Unpack[Plan],
) -> ActionItem:
    """Put an action into the plan; its dates are the first dates for good.

    It is shared with owner, supporters and villages, and with it everything it came from. Raises DomainError without
    an origin the actor may see, for a number that is taken, for a village that isn't known.
    """
    made = made_before(ActionItem, record_id, by=by)
    if made is not None:
        return made
    action = ActionItem(
        **({"id": record_id} if record_id else {}),
        number=_number(number, starts_on.year, by),
        recommendation=_known(Recommendation, recommendation, by),
        finding=_known(Finding, finding, by),
        owner=owner,
        supporter_ids=_supporters(supporters, owner),
        village_codes=_villages(village_codes),
        baseline_starts_on=starts_on,
        baseline_ends_on=ends_on,
        starts_on=starts_on,
        ends_on=ends_on,
        is_example=is_example,
        **plan,
    )
    _share_before_insert(action)
    insert(action, by=by)
    write_entry(CoordinationLog, action, kind=JournalKind.BUAT, by=by)
    share_action(action)
    return action


@transaction.atomic
def change_action(
    *,
    action: ActionItem,
    version: int,
    by: Actor,
    owner: Institution | None = None,
    supporters: Collection[Institution] | None = None,
    village_codes: Collection[str] | None = None,
    kind: JournalKind = JournalKind.UBAH,
    comment: str = "",
    **plan: Unpack[Plan],
) -> ActionItem:
    """Change what is to be done, by whom, where. Its dates move only by an approved request, the first ones never.

    Raises DomainError when nothing was changed or it was withdrawn, StaleVersion when someone saved it since `version`
    was read.
    """
    locked = locked_action(action, by=by, version=version)
    before = {**in_words(locked, [*PLAN, "owner"]), **_lists_in_words(locked)}
    for name, value in plan.items():
        setattr(locked, name, value)
    if owner is not None:
        locked.owner = owner
    if supporters is not None:
        locked.supporter_ids = _supporters(supporters, locked.owner)
    if village_codes is not None:
        locked.village_codes = _villages(village_codes, besides=locked.village_codes)
    changes = _changes(before, locked)
    if not changes:
        raise DomainError("Belum ada isian yang diubah.")
    locked.save_changed(by=by)
    write_entry(CoordinationLog, locked, kind=kind, by=by, comment=comment, changes=changes)
    share_action(locked)
    return locked


@transaction.atomic
def withdraw_action(*, action: ActionItem, reason: str, version: int, by: Actor) -> ActionItem:
    """Take an action that was entered by mistake out of plan and counts. Raises DomainError without a reason."""
    locked = locked_action(action, by=by, version=version)
    locked.withdrawn_at = timezone.now()
    locked.save_changed(by=by)
    write_entry(CoordinationLog, locked, kind=JournalKind.TARIK, by=by, comment=_reason(reason))
    return locked


@transaction.atomic
def cancel_action(*, action: ActionItem, reason: str, version: int, by: Actor) -> ActionItem:
    """End an action that won't be done; it stays in the plan as cancelled. Raises DomainError without a reason."""
    locked = locked_action(action, by=by, version=version)
    before = in_words(locked, ["status"])
    locked.status = next_status(ActionStatus(locked.status), ActionStatus.BATAL)
    locked.save_changed(by=by)
    changes = changes_since(before, locked)
    write_entry(CoordinationLog, locked, kind=JournalKind.UBAH, by=by, comment=_reason(reason), changes=changes)
    return locked


def next_status(now: ActionStatus, to: ActionStatus) -> ActionStatus:
    """The status to move to. Raises DomainError (field `status`) for a move that ACTION_MOVES doesn't have."""
    if to is not now and to not in ACTION_MOVES[now]:
        raise DomainError(f"Aksi yang “{now.label}” tidak bisa menjadi “{to.label}”.", field="status")
    return to


def _reason(text: str) -> str:
    if not text.strip():
        raise DomainError("Tulis alasannya.", field="reason")
    return text.strip()


def _number(given: str, year: int, by: Actor) -> str:
    """The number as given, else the next one of the year, given under a lock."""
    given = " ".join(given.split())
    if given:
        if ActionItem.objects.all().visible_to(by).filter(number=given).exists():
            raise DomainError("Nomor rencana aksi ini sudah dipakai.", field="number")
        return given
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [NUMBERING])
    start = f"RA-{year}-"
    taken = ActionItem.objects.all().visible_to(by).filter(number__regex=rf"^RA-{year}-[0-9]+$")
    last = max((int(number.removeprefix(start)) for number in taken.values_list("number", flat=True)), default=0)
    return f"{start}{last + 1:0{DIGITS}d}"


def _known(model: type[Origin], given: Origin | None, by: Actor) -> Origin | None:
    """The origin, read again in the actor's scope: foreign keys ignore row security. Raises DomainError."""
    if given is None:
        return None
    found = model._default_manager.all().visible_to(by).filter(pk=given.pk, withdrawn_at=None).first()
    if found is None:
        raise DomainError(f"Pilih {model._meta.verbose_name} dari daftar.", field=model._meta.model_name)
    return cast("Origin", found)


def _supporters(given: Collection[Institution], owner: Institution) -> list[UUID]:
    return sorted({institution.pk for institution in given} - {owner.pk})


def _villages(codes: Collection[str], *, besides: Collection[str] = ()) -> list[str]:
    """Codes in order, once each. `besides` may stay although their region has ended. Raises DomainError."""
    wanted = set(codes)
    known = set(Region.objects.villages().filter(pk__in=wanted).values_list("pk", flat=True)) | set(besides)
    if not wanted <= known:
        raise DomainError("Pilih desa dari daftar.", field="village_codes")
    return sorted(wanted)


def _share_before_insert(action: ActionItem) -> None:
    """The row names who sees it from the start; row security checks it."""
    who = with_heirs({action.owner_id, *action.supporter_ids})
    action.share_with(institutions=who, regions={*action.village_codes, *regions_of([action.owner_id])})


def _lists_in_words(action: ActionItem) -> dict[str, str]:
    names = Institution.objects.filter(pk__in=action.supporter_ids).order_by("short_name")
    villages = Region.objects.filter(pk__in=action.village_codes).order_by("name", "pk")
    return {
        "supporter_ids": ", ".join(names.values_list("short_name", flat=True)),
        "village_codes": ", ".join(villages.values_list("name", flat=True)),
    }


def _changes(before: dict[str, str], action: ActionItem) -> list[Change]:
    now = _lists_in_words(action)
    changes = changes_since({name: old for name, old in before.items() if name not in now}, action)
    return changes + [
        {"field": name, "label": label_of(ActionItem, name), "old": before[name], "new": new}
        for name, new in now.items()
        if before[name] != new
    ]
