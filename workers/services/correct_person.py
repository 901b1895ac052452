"""A change of a person's own fields, the NIK among them."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from desmigratif.core.crypto import blind_index
from desmigratif.core.errors import DomainError
from desmigratif.core.nik import Nik
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor
from workers.enums import STATUS_MOVES, LogKind, NoNikReason, PmiStatus
from workers.models import Person
from workers.services.changing import accepted_reason, locked_person
from workers.services.cleaning import clean_code
from workers.services.follow_episodes import follow_episodes
from workers.services.history import PERSON_FIELDS, Change, changes_since, in_words
from workers.services.move_record import save_change
from workers.services.nik import (
    clear_nik,
    disagreements,
    read_nik,
    refuse_duplicate,
    report_duplicate,
    seal_nik,
    stored_nik,
)
from workers.services.person_rules import CLEANERS, check_no_nik_reason, clean_person
from workers.services.problems import Problems

CORRECTABLE = frozenset({*CLEANERS, "nik", "no_nik_reason"})


@transaction.atomic
def correct_person(*, person: Person, version: int, reason: str, changes: dict[str, Any], by: Actor) -> Person:
    """Change some fields. `changes` holds only what changes; names are those of `CORRECTABLE`.

    A confirmed or returned record goes back into the district's queue. Nothing that differs: nothing is written.
    Raises Http404, StaleVersion, DomainError (field `reason` when one is needed), ValidationError for several errors.
    """
    unknown = changes.keys() - CORRECTABLE
    if unknown:
        raise DomainError(f"Isian ini tidak bisa diubah di sini: {', '.join(sorted(unknown))}.")
    with locked_person(person=person, version=version, by=by) as (locked, actor):
        problems = Problems()
        comment = ""
        with problems.gather():
            comment = accepted_reason(person=locked, reason=reason, by=by)
        before = in_words(locked, PERSON_FIELDS)
        status_before = locked.status
        nik_change = None
        with problems.gather():
            nik_change = _change_nik(locked, changes, actor=actor, by=by)
        for name, value in clean_person(_plain(changes), problems).items():
            setattr(locked, name, value)
        if changes.keys() & {"no_nik_reason", "birth_date"}:  # who has grown up meanwhile blocks no other correction
            with problems.gather():
                check_no_nik_reason(locked.no_nik_reason, locked.birth_date)
        with problems.gather():
            _refuse_no_migrant(locked, actor)
        problems.raise_any()
        if locked.status != status_before:
            _follow_status(locked, changes, actor)

        rows = [*changes_since(before, locked), *([nik_change] if nik_change else [])]
        if not rows:
            return locked
        warnings = _warnings(locked, changes.keys(), status_before=status_before)
        saved = save_change(
            person=locked,
            kind=LogKind.KOREKSI if comment else LogKind.UBAH,
            by=by,
            comment="\n".join([comment, *warnings] if comment else warnings),
            changes=rows,
        )
        if nik_change and saved.has_nik:
            report_duplicate(saved)
        return saved


def set_nik(*, person: Person, version: int, nik: str, by: Actor, no_nik_reason: str = "", reason: str = "") -> Person:
    """Put a NIK on a person, or take it off with a `no_nik_reason`. Errors as `correct_person`."""
    changes = {"nik": nik, "no_nik_reason": no_nik_reason}
    return correct_person(person=person, version=version, reason=reason, changes=changes, by=by)


def _plain(changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in changes.items() if name in CLEANERS}


def _change_nik(person: Person, changes: dict[str, Any], *, actor: Actor, by: Actor) -> Change | None:
    """Set or clear the NIK; returns the history's line. The digits stand in no history, not even masked."""
    if not changes.keys() & {"nik", "no_nik_reason"}:
        return None
    had_nik = person.has_nik
    number = _number(person, changes, by)
    if number is not None:
        if person.nik_hash is not None and bytes(person.nik_hash) == blind_index(number.number):
            return None
        refuse_duplicate(number=number.number, village_code=person.village_code, actor=actor, besides=person)
        seal_nik(person, number.number)
        person.birth_date = person.birth_date or PartialDate.of(number.birth)
        return _nik_line(*(("Ada", "Diganti") if had_nik else ("Belum ada", "Ada")))
    return _nik_line("Ada", "Belum ada") if had_nik and not person.has_nik else None


def _nik_line(old: str, new: str) -> Change:
    return {"field": "nik", "label": "NIK", "old": old, "new": new}


def _number(person: Person, changes: dict[str, Any], by: Actor) -> Nik | None:
    """The NIK asked for; None leaves it as it is or, with a reason, takes it off."""
    if changes.get("nik"):
        return read_nik(changes["nik"], by=by)
    reason = changes.get("no_nik_reason", person.no_nik_reason)
    if person.has_nik and "nik" not in changes:
        return None
    if not reason:
        raise DomainError("Isi NIK. Kalau belum ada, pilih alasannya.", field="nik")
    person.no_nik_reason = clean_code(reason, NoNikReason, field="no_nik_reason", label="Alasan belum ada NIK")
    clear_nik(person)
    return None


def _follow_status(person: Person, changes: dict[str, Any], actor: Actor) -> None:
    """A new status begins when the officer says, else when the episodes say, else on an unknown day."""
    if "status_on" in changes:
        return
    person.status_on = None
    wanted = person.status
    follow_episodes(person=person, actor=actor)
    if person.status != wanted:  # the officer's word stands
        person.status, person.status_on = wanted, None


def _refuse_no_migrant(person: Person, actor: Actor) -> None:
    """Somebody with a stay abroad is a migrant, whatever else."""
    if not person.status and person.episodes.visible_to(actor).current().exists():
        raise DomainError("Orang ini punya riwayat migrasi. Pilih statusnya.", field="status")


def _warnings(person: Person, changed: Iterable[str], *, status_before: str) -> list[str]:
    found = []
    if person.has_nik and {"nik", "sex", "birth_date"} & set(changed):
        found += disagreements(stored_nik(person), sex=person.sex, birth_date=person.birth_date)
    if person.status and status_before and person.status != status_before:
        before, now = PmiStatus(status_before), PmiStatus(person.status)
        if now not in STATUS_MOVES[before]:
            found.append(f"Perpindahan status yang tidak biasa: {before.label} ke {now.label}.")
    return found
