"""Families: recorded on one page, corrected, confirmed, withdrawn."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from desmigratif.core.crypto import blind_index
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import accept_client_id, uuid7
from desmigratif.core.journal import Change, JournalKind, changes_since, in_words, write_entry
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor, Level, narrowed
from workers.enums import LogKind, RecordStatus, Relation
from workers.models import Family, FamilyLog, FamilyMembership, Person
from workers.services.cleaning import clean_answer, clean_block, clean_code, clean_line, clean_reason
from workers.services.history import record_event
from workers.services.kk import read_kk, refuse_known_kk, seal_kk
from workers.services.nik import disagreements, read_nik, refuse_duplicate, report_duplicate, seal_nik
from workers.services.person_rules import check_no_nik_reason, clean_person
from workers.services.problems import Problems
from workers.services.saving import TakenIdError, saving
from workers.services.telling import tell_village

MOST_MEMBERS = 12
FAMILY_FIELDS = ("address", "hamlet", "rt", "rw", "welfare_decile", "receives_aid")


@dataclass(frozen=True)
class NewMember:
    """One row of the form: somebody recorded already (`person`) or somebody new. `key` prefixes fields of errors."""

    key: str
    relation: str
    person: Person | None = None
    full_name: str = ""
    nik: str = ""
    no_nik_reason: str = ""
    sex: str = ""
    birth_date: PartialDate | None = None


@contextmanager
def locked_family(*, family: Family, version: int | None, by: Actor) -> Iterator[tuple[Family, Actor]]:
    """The family locked for a change, and the actor to write as; the steward writes inside its village.

    Raises Http404, StaleVersion, DomainError when it was withdrawn.
    """
    with narrowed(by, family.village_code) as actor:
        locked = Family.objects.visible_to(actor).lock(pk=family.pk, version=version)
        if locked.is_withdrawn:
            raise DomainError("Keluarga ini sudah ditarik dan tidak bisa diubah lagi.")
        yield locked, actor


@transaction.atomic
def register_family(
    *, record_id: UUID, kk: str, details: dict[str, Any], members: Sequence[NewMember], by: Actor
) -> Family:
    """Record a family of the officer's own village with its members, submitted to the district.

    `details` are some of `FAMILY_FIELDS`. Exactly one member is the head. The same `record_id` again returns the
    family already made. Raises ValidationError with every error at once; fields of members are `<key>-<field>`.
    """
    if by.level is not Level.DESA:
        raise DomainError("Keluarga dicatat oleh petugas desanya.")
    accept_client_id(record_id)
    made = Family.objects.visible_to(by).filter(pk=record_id).first()
    if made is not None:
        return made
    problems = Problems()
    family = Family(id=record_id, village_code=by.code)
    number = ""
    with problems.gather():
        number = read_kk(kk)
        if number:
            refuse_known_kk(number=number, village_code=by.code, actor=by)
    _set_details(family, details, problems)
    with problems.gather():
        _check_members(members)
    people = [_person_of(member, family, problems, by=by) for member in members]
    _refuse_same_nik(members, people, problems)
    problems.raise_any()

    seal_kk(family, number)
    try:
        with saving():
            family.save_new(by=by)
    except TakenIdError:
        again = Family.objects.visible_to(by).filter(pk=record_id).first()
        if again is None:
            raise
        return again
    for member, (person, warnings) in zip(members, people, strict=True):
        insert_membership(family, member, person, warnings=warnings, by=by)
    write_entry(FamilyLog, family, kind=JournalKind.KIRIM, by=by, comment=f"{len(members)} anggota.")
    return family


def _set_details(family: Family, details: dict[str, Any], problems: Problems) -> None:
    cleaners = {
        "address": lambda value: clean_line(value, field="address", label="Alamat", length=150),
        "hamlet": lambda value: clean_line(value, field="hamlet", label="Dusun"),
        "rt": lambda value: clean_block(value, field="rt"),
        "rw": lambda value: clean_block(value, field="rw"),
        "welfare_decile": _decile,
        "receives_aid": lambda value: clean_answer(value, field="receives_aid"),
    }
    for name, value in details.items():
        with problems.gather():
            setattr(family, name, cleaners[name](value))


def _decile(value: Any) -> int | None:
    if value in (None, ""):
        return None
    if not isinstance(value, int) or not 1 <= value <= 10:
        raise DomainError("Desil DTSEN dari 1 sampai 10. Kalau tidak tahu, kosongkan.", field="welfare_decile")
    return value


def _check_members(members: Sequence[NewMember]) -> None:
    if not members:
        raise DomainError("Isi sedikitnya kepala keluarganya.")
    if len(members) > MOST_MEMBERS:
        raise DomainError(
            f"Satu kali catat paling banyak {MOST_MEMBERS} orang. Tambahkan sisanya di halaman keluarga."
        )
    heads = [member for member in members if member.relation == Relation.KEPALA]
    if not heads:
        raise DomainError("Pilih siapa kepala keluarganya.", field=f"{members[0].key}-relation")
    if len(heads) > 1:
        raise DomainError("Kepala keluarga hanya satu.", field=f"{heads[1].key}-relation")
    known = [member.person.pk for member in members if member.person]
    for member in members:
        if member.person and known.count(member.person.pk) > 1:
            raise DomainError("Orang ini dipilih dua kali.", field=f"{member.key}-person")


def _refuse_same_nik(
    members: Sequence[NewMember], people: Sequence[tuple[Person, list[str]]], problems: Problems
) -> None:
    """Two rows with one NIK: none of them is stored yet, so the village's list can't tell."""
    seen: set[bytes] = set()
    for member, (person, _warnings) in zip(members, people, strict=True):
        if not person._state.adding or person.nik_hash is None:
            continue
        number = bytes(person.nik_hash)
        with problems.gather():
            if number in seen:
                raise DomainError("NIK ini sudah dipakai di baris lain.", field=f"{member.key}-nik")
        seen.add(number)


def person_of(member: NewMember, family: Family, *, by: Actor) -> tuple[Person, list[str]]:
    """The person of one row, new or known, with the warnings for the history. Raises every error at once."""
    problems = Problems()
    found = _person_of(member, family, problems, by=by)
    problems.raise_any()
    return found


def _person_of(member: NewMember, family: Family, problems: Problems, *, by: Actor) -> tuple[Person, list[str]]:
    own = Problems()
    with own.gather():
        clean_code(member.relation, Relation, field="relation", label="Hubungan")
    person, warnings = (_known(member, family, own, by), []) if member.person else _invented(member, family, own, by)
    problems.found += [
        DomainError(str(error.message), field=f"{member.key}-{error.field or 'full_name'}") for error in own.found
    ]
    return person, warnings


def _known(member: NewMember, family: Family, problems: Problems, by: Actor) -> Person:
    assert member.person is not None
    rows = Person.objects.visible_to(by).current().filter(village_code=family.village_code)
    person = rows.filter(pk=member.person.pk).first()
    with problems.gather():
        if person is None:
            raise DomainError("Orang ini tidak ada di daftar desa Anda.", field="person")
        if FamilyMembership.objects.visible_to(by).current().filter(person=person).exists():
            raise DomainError(
                "Orang ini masih tercatat dalam keluarga lain. Akhiri dulu keanggotaannya di sana.", field="person"
            )
    return person or member.person


def _invented(member: NewMember, family: Family, problems: Problems, by: Actor) -> tuple[Person, list[str]]:
    """A new person without migration: one who migrated is registered as such."""
    checked = None
    with problems.gather():
        if member.nik:
            checked = read_nik(member.nik, by=by)
            refuse_duplicate(number=checked.number, village_code=family.village_code, actor=by)
        elif not member.no_nik_reason:
            raise DomainError("Isi NIK. Kalau belum ada, pilih alasannya.", field="nik")
    values = {
        "full_name": member.full_name,
        "sex": member.sex or (checked.sex if checked else ""),
        "birth_date": member.birth_date or (PartialDate.of(checked.birth) if checked else None),
        "hamlet": family.hamlet,
        "rt": family.rt,
        "rw": family.rw,
    }
    if "nik" in problems.fields and not member.sex:
        del values["sex"]  # it would have come from the NIK, which has an error of its own
    person = Person(village_code=family.village_code, no_nik_reason="" if checked else member.no_nik_reason)
    for name, value in clean_person(values, problems).items():
        setattr(person, name, value)
    with problems.gather():
        if person.birth_date is None and "nik" not in problems.fields and checked is None:
            raise DomainError("Tanpa NIK, isi dulu: Tanggal lahir. Tahunnya saja pun boleh.", field="birth_date")
    if checked is None:
        with problems.gather():
            check_no_nik_reason(person.no_nik_reason, person.birth_date)
        return person, []
    seal_nik(person, checked.number)
    return person, disagreements(checked, sex=person.sex, birth_date=person.birth_date)


def insert_membership(
    family: Family,
    member: NewMember,
    person: Person,
    *,
    warnings: list[str],
    by: Actor,
    record_id: UUID | None = None,
    starts_on: PartialDate | None = None,
) -> FamilyMembership:
    """Save the person where it is new, and the membership; the head becomes the family's head."""
    if person._state.adding:
        with saving():
            person.save_new(by=by)
        record_event(person=person, kind=LogKind.DAFTAR, by=by, comment="\n".join(["Anggota keluarga.", *warnings]))
        if person.has_nik:
            report_duplicate(person)
    membership = FamilyMembership(
        id=record_id or uuid7(),
        village_code=family.village_code,
        family=family,
        person=person,
        relation=member.relation,
        starts_on=starts_on,
    )
    with saving():
        membership.save_new(by=by)
    if member.relation == Relation.KEPALA:
        family.head = person
        family.save_changed(by=by)
    return membership


@transaction.atomic
def correct_family(*, family: Family, version: int, changes: dict[str, Any], by: Actor, reason: str = "") -> Family:
    """Change the family's own fields (`kk` and `FAMILY_FIELDS`). A confirmed one goes back to the district."""
    with locked_family(family=family, version=version, by=by) as (locked, actor):
        problems = Problems()
        comment = ""
        with problems.gather():
            needed = locked.is_verified or by.level is not Level.DESA
            comment = clean_reason(reason, field="reason", required=needed)
        before = in_words(locked, FAMILY_FIELDS)
        rows: list[Change] = []
        with problems.gather():
            if changes.get("kk"):
                number = read_kk(changes["kk"])
                refuse_known_kk(number=number, village_code=locked.village_code, actor=actor, besides=locked)
                if number and blind_index(number) != bytes(locked.kk_hash or b""):
                    seal_kk(locked, number)
                    rows.append({"field": "kk", "label": "Nomor KK", "old": "", "new": "Diganti"})
        _set_details(locked, {name: value for name, value in changes.items() if name in FAMILY_FIELDS}, problems)
        problems.raise_any()
        rows += changes_since(before, locked)
        if not rows:
            return locked
        return reopen(locked, by=by, kind=JournalKind.UBAH, comment=comment, changes=rows)


def reopen(
    family: Family, *, by: Actor, kind: JournalKind, comment: str = "", changes: list[Change] | None = None
) -> Family:
    """Save a changed family and write its journal; one confirmed or returned waits for the district again."""
    if family.record_status in {RecordStatus.VERIF, RecordStatus.KEMBALI}:
        family.record_status, family.record_comment = RecordStatus.KIRIM, ""
    with saving():
        family.save_changed(by=by)
    write_entry(FamilyLog, family, kind=kind, by=by, comment=comment, changes=changes)
    return family


@transaction.atomic
def verify_family(*, family: Family, version: int, by: Actor) -> Family:
    """The district confirms a family; its members without migration are confirmed with it.

    Those whom the verifier recorded or changed wait for somebody else.

    Raises Http404, StaleVersion, DomainError when it is not waiting or the verifier recorded it.
    """
    locked = _waiting(family, version, by)
    locked.record_status, locked.record_comment = RecordStatus.VERIF, ""
    locked.save_changed(by=by)
    members = Person.objects.visible_to(by).filter(
        memberships__family=locked, memberships__ended=False, status="", record_status=RecordStatus.KIRIM
    )
    for person in members.exclude(created_by=by.user_id).exclude(updated_by=by.user_id):
        person.record_status = RecordStatus.VERIF
        person.save_changed(by=by)
        record_event(person=person, kind=LogKind.VERIF, by=by, comment="Bersama keluarganya.")
    write_entry(FamilyLog, locked, kind=JournalKind.VERIF, by=by)
    tell_village(locked, by=by)
    return locked


@transaction.atomic
def return_family(*, family: Family, comment: str, version: int, by: Actor) -> Family:
    """The district sends a family back with what to put right."""
    locked = _waiting(family, version, by)
    words = clean_reason(comment, field="comment", required=True, message="Tulis apa yang perlu diperbaiki.")
    locked.record_status, locked.record_comment = RecordStatus.KEMBALI, words
    locked.save_changed(by=by)
    write_entry(FamilyLog, locked, kind=JournalKind.KEMBALI, by=by, comment=words)
    tell_village(locked, by=by)
    return locked


def _waiting(family: Family, version: int, by: Actor) -> Family:
    locked = Family.objects.visible_to(by).lock(pk=family.pk, version=version)
    if locked.record_status != RecordStatus.KIRIM:
        raise DomainError("Keluarga ini tidak sedang menunggu pemeriksaan.")
    if by.user_id in {locked.created_by_id, locked.updated_by_id}:
        raise DomainError("Data yang Anda isi sendiri diperiksa oleh orang lain.")
    return locked


@transaction.atomic
def withdraw_family(*, family: Family, reason: str, version: int, by: Actor) -> Family:
    """Take a family recorded by mistake out of the lists; its memberships end, its people stay."""
    with locked_family(family=family, version=version, by=by) as (locked, actor):
        words = clean_reason(reason, field="reason", required=True, message="Tulis alasan menariknya.")
        for membership in FamilyMembership.objects.visible_to(actor).filter(family=locked, ended=False):
            membership.ended = True
            membership.save_changed(by=by)
        locked.withdrawn_at, locked.record_status, locked.record_comment = timezone.now(), RecordStatus.ARSIP, words
        locked.save_changed(by=by)
        write_entry(FamilyLog, locked, kind=JournalKind.TARIK, by=by, comment=words)
        return locked
