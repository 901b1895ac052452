"""Services at the village's desk, and the register of permission letters."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.journal import Change, JournalKind, write_entry
from desmigratif.core.scope import Actor, narrowed
from pillars.enums import LetterRelation, Requester, ServiceChannel, ServiceKind, ServiceOutcome
from pillars.models import PermissionLetter, PillarLog, ServiceClient, ServiceLog
from pillars.services import keeping
from workers.enums import Sex
from workers.models import FamilyLog, Person
from workers.services.cleaning import clean_country, clean_name, clean_reason

GIVER_ABSENT = (
    "Pemberi izin tidak hadir sendiri. KP2MI meminta pasangan atau keluarga hadir sebelum surat diterbitkan."
)


def _served(value: date | None) -> date:
    if value is None:
        raise DomainError("Isi dulu: Tanggal.", field="served_on")
    if value > today():
        raise DomainError("Tanggal layanan harus hari ini atau sebelumnya.", field="served_on")
    return value


SERVICE: dict[str, keeping.Cleaner] = {
    "served_on": _served,
    "kind": keeping.code("kind", "Jenis layanan", ServiceKind),
    "channel": keeping.code("channel", "Cara datang", ServiceChannel),
    "requester": keeping.code("requester", "Pemohon", Requester),
    "sex": keeping.code("sex", "Jenis kelamin", Sex, required=False),
    "outcome": keeping.code("outcome", "Hasil", ServiceOutcome),
    "referred_to": keeping.line("referred_to", "Dirujuk ke", 120),
    "finished_on": keeping.day("finished_on", "Tanggal selesai"),
}


@transaction.atomic
def record_service(
    *, record_id: UUID, values: Mapping[str, Any], by: Actor, person: Person | None = None
) -> ServiceLog:
    """Record one service of the actor's village, for a person or for a visitor who stays unnamed.

    The same `record_id` again returns the service already recorded. Raises DomainError, ValidationError.
    """
    made = keeping.made_before(ServiceLog, record_id, by=by)
    if made is not None:
        return made
    village = keeping.village_at(by.code, by=by)
    found = keeping.clean(values, SERVICE)
    _check(found)
    client = _client(person, village.village_code, by)
    if client is not None:
        found["sex"] = client.sex
    service = ServiceLog(id=record_id, village=village, village_code=village.village_code, **found)
    saved = keeping.insert(service, by=by)
    if client is not None:
        link = ServiceClient(village_code=saved.village_code, service=saved, person=client)
        keeping.insert(link, by=by)
    write_entry(PillarLog, saved, kind=JournalKind.BUAT, by=by)
    return saved


def _client(person: Person | None, village_code: str, by: Actor) -> Person | None:
    if person is None:
        return None
    found = Person.objects.visible_to(by).current().filter(village_code=village_code, pk=person.pk).first()
    if found is None:
        raise DomainError("Pilih orang dari desa ini, atau biarkan tanpa nama.", field="person")
    return found


def _check(found: Mapping[str, Any]) -> None:
    if found.get("outcome") == ServiceOutcome.DIRUJUK and not found.get("referred_to"):
        raise DomainError("Tulis dirujuk ke mana.", field="referred_to")
    finished = found.get("finished_on")
    if finished and found.get("served_on") and finished < found["served_on"]:
        raise DomainError("Tanggal selesai harus sama dengan atau sesudah tanggal layanan.", field="finished_on")


@transaction.atomic
def correct_service(*, service: ServiceLog, version: int, values: Mapping[str, Any], by: Actor) -> ServiceLog:
    """Change a service; for whom it was stays."""
    with keeping.locked(service, version=version, by=by) as (found, actor):
        cleaned = keeping.clean(values, SERVICE)
        _check({**{name: getattr(found, name) for name in SERVICE}, **cleaned})
        kind = JournalKind.KOREKSI if actor is not by else JournalKind.UBAH
        return keeping.save_change(found, cleaned, by=by, kind=kind)


@transaction.atomic
def withdraw_service(*, service: ServiceLog, reason: str, version: int, by: Actor) -> ServiceLog:
    """Take a service recorded by mistake out of lists and counts."""
    with keeping.locked(service, version=version, by=by) as (found, _):
        return keeping.withdraw(found, reason=reason, by=by)


def _requested(value: date | None) -> date:
    if value is None:
        raise DomainError("Isi dulu: Tanggal permohonan.", field="requested_on")
    if value > today():
        raise DomainError("Tanggal permohonan harus hari ini atau sebelumnya.", field="requested_on")
    return value


LETTER: dict[str, keeping.Cleaner] = {
    "letter_number": keeping.line("letter_number", "Nomor surat", 60, required=True),
    "requested_on": _requested,
    "issued_on": keeping.day("issued_on", "Tanggal surat"),
    "giver_name": lambda value: clean_name(value, field="giver_name", label="Pemberi izin"),
    "giver_relation": keeping.code("giver_relation", "Hubungan", LetterRelation),
    "attended": bool,
    "country": lambda value: clean_country(value, required=False),
    "p3mi": keeping.line("p3mi", "P3MI", 120),
    "signatory": keeping.line("signatory", "Penandatangan", 100),
}


@transaction.atomic
def register_letter(
    *, record_id: UUID, person: Person, values: Mapping[str, Any], by: Actor
) -> tuple[PermissionLetter, str]:
    """Enter a permission letter, and the service it was; returns the letter and a warning in words, "" for none."""
    made = keeping.made_before(PermissionLetter, record_id, by=by)
    if made is not None:
        return made, ""
    village = keeping.village_at(by.code, by=by)
    found = keeping.clean(values, LETTER)
    _check_letter(found, village.village_code, by)
    client = _client(person, village.village_code, by)
    assert client is not None
    service = ServiceLog(
        village=village,
        village_code=village.village_code,
        served_on=found["requested_on"],
        kind=ServiceKind.SURAT_IZIN,
        sex=client.sex,
        outcome=ServiceOutcome.SELESAI if found["issued_on"] else ServiceOutcome.MENUNGGU,
        finished_on=found["issued_on"],
    )
    service = keeping.insert(service, by=by)
    keeping.insert(ServiceClient(village_code=service.village_code, service=service, person=client), by=by)
    write_entry(PillarLog, service, kind=JournalKind.BUAT, by=by, comment="Dari register surat izin.")
    letter = PermissionLetter(id=record_id, village_code=village.village_code, person=client, service=service, **found)
    letter = keeping.insert(letter, by=by)
    warning = "" if letter.attended else GIVER_ABSENT
    write_entry(FamilyLog, letter, kind=JournalKind.BUAT, by=by, comment=warning)
    return letter, warning


def _check_letter(found: Mapping[str, Any], village_code: str, by: Actor, besides: Any = None) -> None:
    issued = found.get("issued_on")
    if issued and issued < found["requested_on"]:
        raise DomainError("Tanggal surat harus sama dengan atau sesudah tanggal permohonan.", field="issued_on")
    same = (
        PermissionLetter.objects.visible_to(by)
        .current()
        .filter(village_code=village_code, letter_number=found["letter_number"])
    )
    if (same.exclude(pk=besides) if besides else same).exists():
        raise DomainError("Nomor surat ini sudah dipakai di desa ini.", field="letter_number")


@transaction.atomic
def correct_letter(
    *, letter: PermissionLetter, version: int, values: Mapping[str, Any], by: Actor
) -> PermissionLetter:
    """Change a letter; its service follows the date it was issued."""
    with narrowed(by, letter.village_code) as actor:
        found = PermissionLetter.objects.visible_to(actor).current().lock(pk=letter.pk, version=version)
        cleaned = keeping.clean(values, LETTER)
        after = {**{name: getattr(found, name) for name in LETTER}, **cleaned}
        _check_letter(after, found.village_code, actor, besides=found.pk)
        changed = [name for name in cleaned if getattr(found, name) != cleaned[name]]
        if not changed:
            return found
        for name in changed:
            setattr(found, name, cleaned[name])
        found.save_changed(by=by)
        _follow(found, actor, by)
        rows: list[Change] = [keeping.change_told(found, name) for name in changed]
        kind = JournalKind.KOREKSI if actor is not by else JournalKind.UBAH
        write_entry(FamilyLog, found, kind=kind, by=by, changes=rows)
        return found


def _follow(letter: PermissionLetter, actor: Actor, by: Actor) -> None:
    if letter.service_id is None:
        return
    service = ServiceLog.objects.visible_to(actor).lock(pk=letter.service_id)
    service.served_on, service.finished_on = letter.requested_on, letter.issued_on
    service.outcome = ServiceOutcome.SELESAI if letter.issued_on else ServiceOutcome.MENUNGGU
    service.save_changed(by=by)


@transaction.atomic
def withdraw_letter(*, letter: PermissionLetter, reason: str, version: int, by: Actor) -> PermissionLetter:
    """Take a letter entered by mistake out of the register, and the service it was with it."""
    with narrowed(by, letter.village_code) as actor:
        found = PermissionLetter.objects.visible_to(actor).current().lock(pk=letter.pk, version=version)
        words = clean_reason(reason, field="reason", required=True, message="Tulis alasan menarik catatan ini.")
        found.withdrawn_at = timezone.now()
        found.save_changed(by=by)
        write_entry(FamilyLog, found, kind=JournalKind.TARIK, by=by, comment=words)
        if found.service_id:
            service = ServiceLog.objects.visible_to(actor).current().lock(pk=found.service_id)
            keeping.withdraw(service, reason=words, by=by)
        return found
