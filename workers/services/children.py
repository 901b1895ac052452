"""Children of migrant workers: recorded with consent or a named exception, kept up to date, taken out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import accept_client_id, uuid7
from desmigratif.core.journal import JournalKind, label_of, write_entry
from desmigratif.core.scope import Actor, narrowed
from workers.enums import (
    CarerRelation,
    ChildRisk,
    ConsentMethod,
    ContactFrequency,
    GuardianRelation,
    ParentAbroad,
    SchoolStatus,
)
from workers.models import OF_AGE, Child, Consent, ConsentText, FamilyLog, Person, age_on
from workers.services.cleaning import clean_answer, clean_code, clean_line, clean_name, clean_reason
from workers.services.problems import Problems
from workers.services.saving import saving

PURPOSE = "Pendampingan anak PMI dan kegiatan pengasuhan bersama di desa"
CHILD_FIELDS = (
    "parent_abroad", "carer", "carer_name", "carer_relation", "carer_trained", "school_status", "school", "grade",
    "contact_frequency", "has_jkn", "has_birth_certificate", "migrant", "carer", "risks",
)  # fmt: skip


@dataclass(frozen=True)
class GivenConsent:
    """A guardian's consent as the form takes it."""

    guardian_name: str
    guardian_relation: str
    method: str
    given_on: date | None
    text_version: str = ""  # of the text that was read out; empty: the one in force


@transaction.atomic
def register_child(
    *,
    record_id: UUID,
    person: Person,
    values: dict[str, Any],
    by: Actor,
    consent: GivenConsent | None = None,
    exception_reason: str = "",
) -> Child:
    """Record that a person under 18 is the child of a migrant worker, with who cares for it and where it learns.

    Without a consent an `exception_reason` is needed and the right CHILD_EXCEPTION: the guardian may be the abuser, so
    a named handler answers for it (UU 27/2022 Ps 25; domain.md 6.2). Raises ValidationError with every error at once.
    """
    accept_client_id(record_id)
    made = Child.objects.visible_to(by).filter(pk=record_id).first()
    if made is not None:
        return made
    found = Person.objects.visible_to(by).current().filter(pk=person.pk).first()
    if found is None:
        raise DomainError("Anak ini tidak ada di daftar desa Anda.")
    problems = Problems()
    with problems.gather():
        _check_age(found)
    with problems.gather():
        if Child.objects.visible_to(by).current().filter(person=found).exists():
            raise DomainError("Anak ini sudah tercatat.")
    child = Child(id=record_id, village_code=found.village_code, person=found)
    _set_values(child, values, problems, by=by)
    agreed = None
    with problems.gather():
        agreed = _lawful(child, consent, exception_reason, problems, by)
    problems.raise_any()
    if agreed is not None:
        agreed.save_new(by=by)
        child.consent = agreed
    with saving():
        child.save_new(by=by)
    kept = "Dengan persetujuan wali." if agreed else f"Tanpa persetujuan: {child.exception_reason}"
    write_entry(FamilyLog, child, kind=JournalKind.BUAT, by=by, comment=kept)
    return child


def _check_age(person: Person) -> None:
    age = age_on(person.birth_date, today())
    if age is None:
        raise DomainError("Tanggal lahir anak ini belum diisi. Isi dulu di profilnya.")
    if age >= OF_AGE:
        raise DomainError(f"Orang ini sudah {age} tahun. Anak PMI yang dicatat di sini di bawah {OF_AGE} tahun.")


def _lawful(child: Child, given: GivenConsent | None, reason: str, problems: Problems, by: Actor) -> Consent | None:
    """The consent to save; None when the exception stands on the child instead."""
    if given is None:
        if not by.may(Perm.CHILD_EXCEPTION):
            raise DomainError(
                "Tanpa persetujuan wali, anak dicatat oleh koordinator kabupaten yang menulis alasannya.",
                field="guardian_name",
            )
        child.exception_reason = clean_reason(
            reason, field="exception_reason", required=True, message="Tulis mengapa dicatat tanpa persetujuan wali."
        )
        child.exception_by_id = by.user_id
        return None
    consent = Consent(
        id=uuid7(),
        village_code=child.village_code,
        subject=child.person,
        purpose=PURPOSE,
    )
    with problems.gather():
        consent.text = _text_read(given.text_version)
    with problems.gather():
        consent.guardian_name = clean_name(given.guardian_name, field="guardian_name", label="Nama wali")
    with problems.gather():
        consent.guardian_relation = clean_code(
            given.guardian_relation, GuardianRelation, field="guardian_relation", label="Hubungan wali"
        )
    with problems.gather():
        consent.method = clean_code(given.method, ConsentMethod, field="method", label="Cara persetujuan")
    with problems.gather():
        if given.given_on is None:
            raise DomainError("Isi dulu: Tanggal persetujuan.", field="given_on")
        if given.given_on > today():
            raise DomainError("Tanggal persetujuan harus hari ini atau sebelumnya.", field="given_on")
        consent.given_on = given.given_on
    return consent


def _text_read(version: str) -> ConsentText:
    """The text that stood on the page, even when another has come into force since; by itself the newest."""
    if version:
        found = ConsentText.objects.in_force(today()).filter(pk=version).first()
    else:
        found = next(iter(ConsentText.objects.all().offered(today())), None)
    if found is None:
        raise DomainError("Pilih teks persetujuan yang dibacakan dari daftar.", field="text_version")
    return found


def _set_values(child: Child, values: dict[str, Any], problems: Problems, *, by: Actor) -> None:
    cleaners = {
        "parent_abroad": lambda v: clean_code(
            v, ParentAbroad, field="parent_abroad", label="Orang tua di luar negeri"
        ),
        "carer_name": lambda v: clean_name(v, field="carer_name", label="Nama pengasuh", required=False),
        "carer_relation": lambda v: clean_code(v, CarerRelation, field="carer_relation", label="Hubungan pengasuh"),
        "school_status": lambda v: clean_code(v, SchoolStatus, field="school_status", label="Status sekolah"),
        "school": lambda v: clean_line(v, field="school", label="Nama sekolah", length=100),
        "grade": lambda v: clean_line(v, field="grade", label="Kelas", length=20),
        "contact_frequency": lambda v: clean_code(
            v, ContactFrequency, field="contact_frequency", label="Hubungan dengan orang tua", required=False
        ),
        "has_jkn": lambda v: clean_answer(v, field="has_jkn"),
        "has_birth_certificate": lambda v: clean_answer(v, field="has_birth_certificate"),
        "carer_trained": bool,
        "risks": _risks,
        "migrant": lambda v: _own_person(v, child, by, field="migrant"),
        "carer": lambda v: _own_person(v, child, by, field="carer"),
    }
    for name, value in values.items():
        with problems.gather():
            setattr(child, name, cleaners[name](value))
    with problems.gather():
        if child.carer_id and child.carer_name:
            raise DomainError("Pilih pengasuh dari daftar atau tulis namanya, jangan keduanya.", field="carer_name")
        if not child.carer_id and not child.carer_name and "carer_name" not in problems.fields:
            raise DomainError("Pilih pengasuh dari daftar, atau tulis namanya.", field="carer_name")
    if not child.carer_trained:
        child.carer_trained_on = None


def _risks(value: Any) -> list[str]:
    chosen = list(value or [])
    if any(code not in ChildRisk.values for code in chosen):
        raise DomainError("Pilih tanda risiko dari daftar.", field="risks")
    return sorted(set(chosen))


def _own_person(value: Person | None, child: Child, by: Actor, *, field: str) -> Person | None:
    if value is None:
        return None
    rows = Person.objects.visible_to(by).current().filter(village_code=child.village_code)
    found = rows.filter(pk=value.pk).first()
    if found is None or found.pk == child.person_id:
        raise DomainError("Pilih orang dari daftar.", field=field)
    return found


def _locked(child: Child, version: int | None, by: Actor) -> Child:
    locked = Child.objects.visible_to(by).lock(pk=child.pk, version=version)
    if locked.is_withdrawn:
        raise DomainError("Data anak ini sudah ditarik.")
    return locked


@transaction.atomic
def correct_child(*, child: Child, version: int, changes: dict[str, Any], by: Actor, reason: str = "") -> Child:
    """Change what is known of a child.

    The journal names what changed, never the values: they would outlive a consent that is taken back.
    """
    with narrowed(by, child.village_code) as actor:
        locked = _locked(child, version, actor)
        problems = Problems()
        before = _told(locked)
        _set_values(locked, changes, problems, by=actor)
        problems.raise_any()
        changed = [name for name, value in _told(locked).items() if value != before[name]]
        if not changed:
            return locked
        locked.save_changed(by=by)
        words = clean_reason(reason, field="reason", required=False)
        rows = [{"field": name, "label": label_of(Child, name), "old": "", "new": "Diubah"} for name in changed]
        write_entry(FamilyLog, locked, kind=JournalKind.UBAH, by=by, comment=words, changes=rows)
        return locked


def _told(child: Child) -> dict[str, Any]:
    """What is told of the child, by field."""
    return {field.name: field.value_from_object(child) for field in Child._meta.fields if field.name in CHILD_FIELDS}


@transaction.atomic
def withdraw_consent(*, child: Child, reason: str, version: int, by: Actor) -> Child:
    """The guardian takes the consent back: the record leaves the lists at once and is emptied of what it says.

    That it was there, and that consent was given and taken back, stays for the account that has to be given.
    """
    locked = _locked(child, version, by)
    if locked.consent is None:
        raise DomainError("Data ini dicatat tanpa persetujuan wali.")
    words = clean_reason(reason, field="reason", required=True, message="Tulis siapa yang mencabut dan kapan.")
    consent = Consent.objects.visible_to(by).lock(pk=locked.consent.pk)
    consent.withdrawn_on = today()
    consent.save_changed(by=by)
    _empty(locked)
    locked.withdrawn_at = timezone.now()
    locked.save_changed(by=by)
    write_entry(FamilyLog, locked, kind=JournalKind.TARIK, by=by, comment=f"Persetujuan dicabut: {words}")
    return locked


def _empty(child: Child) -> None:
    """Take out everything that is told of the child, its carer and its parent."""
    child.parent_abroad = child.carer_name = child.carer_relation = child.school_status = ""
    child.school = child.grade = child.contact_frequency = ""
    child.migrant = child.carer = child.carer_trained_on = child.has_jkn = child.has_birth_certificate = None
    child.carer_trained, child.risks = False, []


@transaction.atomic
def withdraw_child(*, child: Child, reason: str, version: int, by: Actor) -> Child:
    """Take a record made by mistake out of the lists."""
    locked = _locked(child, version, by)
    words = clean_reason(reason, field="reason", required=True, message="Tulis alasan menariknya.")
    locked.withdrawn_at = timezone.now()
    locked.save_changed(by=by)
    write_entry(FamilyLog, locked, kind=JournalKind.TARIK, by=by, comment=words)
    return locked


@transaction.atomic
def mark_carers_trained(*, persons: Iterable[Person], on: date, by: Actor) -> int:
    """The children whom these persons care for have a trained carer from that day on; returns how many changed."""
    rows = Child.objects.visible_to(by).current().filter(carer__in=list(persons), carer_trained=False)
    changed = 0
    for child in rows.select_for_update(of=("self",)):
        child.carer_trained, child.carer_trained_on = True, on
        child.save_changed(by=by)
        write_entry(FamilyLog, child, kind=JournalKind.UBAH, by=by, comment="Pengasuhnya mengikuti pelatihan.")
        changed += 1
    return changed
