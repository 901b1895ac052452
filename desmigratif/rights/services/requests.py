"""Requests of data subjects: received, taken up, decided, with what was done (security.md P-34; UU 27/2022)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from desmigratif.accounts.roles import Perm
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import accept_client_id
from desmigratif.core.journal import JournalKind, write_entry
from desmigratif.core.scope import Actor
from desmigratif.notifications.enums import NotificationKind
from desmigratif.notifications.recipients import holders
from desmigratif.notifications.services import notify, settle
from desmigratif.rights.enums import AskerRelation, IdentityProof, RequestKind, RequestStatus
from desmigratif.rights.models import RequestLog, SubjectRequest
from desmigratif.rights.models.request import DUE_AFTER
from villages.models import Village
from workers.models import Child, Person
from workers.services import withdraw_consent
from workers.services.cleaning import clean_code, clean_line, clean_name, clean_reason
from workers.services.problems import Problems
from workers.services.saving import saving

OLDEST = timedelta(days=60)
STOPPED = (
    "Catatan anak keluar dari daftar anak di desa dan kabupaten.",
    "Isiannya dikosongkan: orang tua, pengasuh, sekolah, JKN, akta lahir, dan tanda risiko.",
    "Anak tidak lagi ikut unduhan daftar.",
    "Anak tidak lagi ikut data yang dibaca instansi lewat API; yang sudah membacanya diberi tahu untuk menghapus.",
)
KEPT = "Yang tetap ada: bahwa persetujuan pernah diberikan dan dicabut, sebagai pertanggungjawaban."


@dataclass(frozen=True)
class Asked:
    """A request as the form takes it."""

    kind: str
    asker_name: str
    asker_relation: str
    identity_proof: str
    details: str
    asker_contact: str = ""
    received_at: datetime | None = None


@transaction.atomic
def receive_request(
    *, record_id: UUID, village_code: str, asked: Asked, by: Actor, person: Person | None = None
) -> SubjectRequest:
    """Write a request down; its time of 3 x 24 hours runs from when it was made.

    Raises Http404 out of scope, ValidationError with every error at once. The same id twice gives the same request.
    """
    accept_client_id(record_id)
    made = SubjectRequest.objects.visible_to(by).filter(pk=record_id).first()
    if made is not None:
        return made
    if not by.may(Perm.SUBJECT_VIEW) or not by.covers(village_code):
        raise Http404
    if not Village.objects.visible_to(by).filter(village_code=village_code).exists():
        raise DomainError("Pilih desanya dari daftar.", field="village_code")
    row = SubjectRequest(id=record_id, village_code=village_code)
    problems = Problems()
    if person is not None:
        with problems.gather():
            row.person = _own(person, village_code, by)
    with problems.gather():
        row.kind = clean_code(asked.kind, RequestKind, field="kind", label="Permintaan")
    with problems.gather():
        row.asker_name = clean_name(asked.asker_name, field="asker_name", label="Nama pemohon")
    with problems.gather():
        row.asker_relation = clean_code(
            asked.asker_relation, AskerRelation, field="asker_relation", label="Pemohon adalah"
        )
    with problems.gather():
        row.asker_contact = clean_line(asked.asker_contact, field="asker_contact", label="Cara menghubungi")
    with problems.gather():
        row.identity_proof = clean_code(
            asked.identity_proof, IdentityProof, field="identity_proof", label="Bukti diri"
        )
    with problems.gather():
        row.details = clean_reason(asked.details, field="details", required=True, message="Tulis apa yang diminta.")
    with problems.gather():
        row.received_at = _moment(asked.received_at)
    problems.raise_any()
    row.due_at = row.received_at + DUE_AFTER
    with saving():
        row.save_new(by=by)
    write_entry(RequestLog, row, kind=JournalKind.BUAT, by=by, comment="Permintaan diterima.")
    to = holders(Perm.SUBJECT_HANDLE, region=village_code, national=False)
    notify(kind=NotificationKind.PERMINTAAN, record=row, to=to, by=by)
    return row


def _moment(typed: datetime | None) -> datetime:
    """When it was asked: now, unless it was earlier."""
    now = timezone.now()
    if typed is None:
        return now
    if typed > now + timedelta(minutes=1):
        raise DomainError("Waktu diterima tidak boleh sesudah sekarang.", field="received_on")
    if typed < now - OLDEST:
        raise DomainError("Waktu diterima paling lama 60 hari lalu. Periksa tanggalnya.", field="received_on")
    return typed


def _own(person: Person, village_code: str, by: Actor) -> Person:
    rows = Person.objects.visible_to(by).filter(village_code=village_code)
    found = rows.filter(pk=person.pk).first()
    if found is None:
        raise DomainError("Pilih orangnya dari daftar desa ini.", field="person")
    return found


def _locked(request: SubjectRequest, version: int, by: Actor) -> SubjectRequest:
    locked: SubjectRequest = SubjectRequest.objects.visible_to(by).lock(pk=request.pk, version=version)
    if locked.is_closed:
        raise DomainError("Permintaan ini sudah selesai.")
    return locked


@transaction.atomic
def link_person(*, request: SubjectRequest, person: Person, version: int, by: Actor) -> SubjectRequest:
    """Say whose data a request is about. Raises StaleVersion, DomainError."""
    locked = _locked(request, version, by)
    locked.person = _own(person, locked.village_code, by)
    locked.save_changed(by=by)
    write_entry(RequestLog, locked, kind=JournalKind.UBAH, by=by, comment="Dihubungkan ke catatan orangnya.")
    return locked


@transaction.atomic
def take_request(*, request: SubjectRequest, version: int, by: Actor) -> SubjectRequest:
    """Take a request up as its handler; another handler may take it over."""
    locked = _locked(request, version, by)
    if locked.handler_id == by.user_id:
        return locked
    locked.handler_id, locked.status = by.user_id, RequestStatus.PROSES
    locked.save_changed(by=by)
    write_entry(RequestLog, locked, kind=JournalKind.UBAH, by=by, comment="Mulai ditangani.")
    return locked


def note_print(*, request: SubjectRequest, by: Actor) -> None:
    """Write down that the person's data was put on paper."""
    write_entry(RequestLog, request, kind=JournalKind.UBAH, by=by, comment="Lembar data dibuka untuk dicetak.")


def what_stops(request: SubjectRequest, by: Actor) -> Child | None:
    """The child record whose consent a request to withdraw is about; None when nothing rests on a consent."""
    if request.kind != RequestKind.CABUT or request.person_id is None:
        return None
    rows = Child.objects.visible_to(by).current().filter(person=request.person_id, consent__isnull=False)
    return rows.select_related("consent").first()


@transaction.atomic
def decide_request(
    *, request: SubjectRequest, granted: bool, decision: str, version: int, by: Actor
) -> SubjectRequest:
    """Fulfil or refuse, with the reason, and close.

    A fulfilled withdrawal of consent stops the processing in the same transaction and writes down what stopped; a
    deletion is fulfilled only when the record is out of the lists. Raises StaleVersion, DomainError.
    """
    if not by.may(Perm.SUBJECT_HANDLE):
        raise Http404
    locked = _locked(request, version, by)
    words = clean_reason(decision, field="decision", required=True, message="Tulis putusan dan alasannya.")
    if granted:
        _fulfil(locked, by)
    locked.status = RequestStatus.PENUH if granted else RequestStatus.TOLAK
    locked.decision, locked.closed_at = words, timezone.now()
    locked.handler_id = locked.handler_id or by.user_id
    locked.save_changed(by=by)
    kind = JournalKind.SETUJU if granted else JournalKind.TOLAK
    write_entry(RequestLog, locked, kind=kind, by=by, comment=words)
    settle(kind=NotificationKind.PERMINTAAN, record=locked)
    notify(kind=NotificationKind.PERMINTAAN_PUTUS, record=locked, to=[locked.created_by_id], by=by)
    return locked


def _fulfil(request: SubjectRequest, by: Actor) -> None:
    """What must have been done, or is done now."""
    if request.person is None:
        raise DomainError("Hubungkan dulu permintaan ini ke catatan orangnya.")
    if request.kind == RequestKind.HAPUS and not request.person.is_withdrawn:
        raise DomainError("Tarik dulu catatan orangnya dari profil, baru permintaan ini dipenuhi.")
    if request.kind == RequestKind.CABUT:
        child = what_stops(request, by)
        if child is None:
            raise DomainError("Tidak ada persetujuan yang berlaku atas nama ini, jadi tidak ada yang dicabut.")
        withdraw_consent(
            child=child, reason=f"{request.asker_name}, lewat permintaan subjek data", version=child.version, by=by
        )
        request.stopped = [*STOPPED, KEPT]
