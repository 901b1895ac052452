"""New dates for an action: asked for with a reason, decided by somebody else (product.md 49)."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from coordination.enums import RevisionStatus
from coordination.models import ActionItem, CoordinationLog, DateRevision
from coordination.services.making import insert, locked_action, made_before
from coordination.services.sharing import answers_for
from desmigratif.accounts.roles import Perm
from desmigratif.core.errors import DomainError
from desmigratif.core.journal import JournalKind, changes_since, in_words, write_entry
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor
from desmigratif.notifications.enums import NotificationKind
from desmigratif.notifications.recipients import holders
from desmigratif.notifications.services import notify, settle

DATES = ("starts_on", "ends_on")


@transaction.atomic
def request_revision(
    *,
    action: ActionItem,
    new_starts_on: date,
    new_ends_on: date,
    reason: str,
    by: Actor,
    record_id: UUID | None = None,
) -> DateRevision:
    """Ask for other dates; those in force stay until somebody else has agreed.

    Raises DomainError for an officer of another institution, without a reason, when nothing would change, while
    another request waits, and for an action that is over.
    """
    made = made_before(DateRevision, record_id, by=by)
    if made is not None:
        return made
    locked = locked_action(action, by=by)
    if not (by.may(Perm.ACTION_CHANGE) or answers_for(by, locked.owner_id)):
        raise DomainError(f"Perubahan jadwal diusulkan {locked.owner.short_name} atau Kemenko PMK.")
    if locked.is_over:
        raise DomainError(f"Aksi ini sudah {locked.get_status_display().lower()}, jadwalnya tidak diubah lagi.")
    if (new_starts_on, new_ends_on) == (locked.starts_on, locked.ends_on):
        raise DomainError("Tanggalnya sama dengan yang berlaku. Isi tanggal yang baru.", field="new_ends_on")
    if new_ends_on < new_starts_on:
        raise DomainError("Tanggal selesai harus sama dengan atau sesudah tanggal mulai.", field="new_ends_on")
    if not reason.strip():
        raise DomainError("Tulis alasannya.", field="reason")
    if locked.revisions.all().visible_to(by).filter(status=RevisionStatus.DIAJUKAN).exists():
        raise DomainError("Masih ada perubahan jadwal yang menunggu persetujuan.")
    revision = DateRevision(
        **({"id": record_id} if record_id else {}),
        action=locked,
        old_starts_on=locked.starts_on,
        old_ends_on=locked.ends_on,
        new_starts_on=new_starts_on,
        new_ends_on=new_ends_on,
        request_reason=reason.strip(),
        shared_with=locked.shared_with,
    )
    insert(revision, by=by)
    words = f"Usul jadwal {_span(new_starts_on, new_ends_on)}. {revision.request_reason}"
    write_entry(CoordinationLog, locked, kind=JournalKind.KIRIM, by=by, comment=words)
    notify(kind=NotificationKind.JADWAL_USUL, record=locked, to=holders(Perm.REVISION_APPROVE), by=by)
    return revision


@transaction.atomic
def decide_revision(
    *, revision: DateRevision, is_approved: bool, version: int, by: Actor, note: str = ""
) -> DateRevision:
    """Agree, which moves the action's dates, or refuse with a note.

    Raises DomainError when the actor asked for it, when it was decided already, when a refusal has no note, when the
    action is over meanwhile; StaleVersion.
    """
    action = locked_action(revision.action, by=by)
    locked = DateRevision.objects.all().visible_to(by).lock(pk=revision.pk, version=version)
    if locked.status != RevisionStatus.DIAJUKAN:
        raise DomainError("Usul ini sudah diputuskan.")
    if locked.created_by_id == by.user_id:
        raise DomainError("Pengusul tidak boleh menyetujui usulnya sendiri.")
    if is_approved and action.is_over:
        raise DomainError(f"Aksi ini sudah {action.get_status_display().lower()}. Usul jadwalnya tinggal ditolak.")
    if not is_approved and not note.strip():
        raise DomainError("Tulis alasan penolakannya.", field="note")
    locked.status = RevisionStatus.SETUJU if is_approved else RevisionStatus.TOLAK
    locked.decided_by_id, locked.decided_at, locked.decision_note = by.user_id, timezone.now(), note.strip()
    locked.save_changed(by=by)
    before = in_words(action, DATES)
    if is_approved:
        action.starts_on, action.ends_on = locked.new_starts_on, locked.new_ends_on
        action.save_changed(by=by)
    write_entry(
        CoordinationLog,
        action,
        kind=JournalKind.SETUJU if is_approved else JournalKind.TOLAK,
        by=by,
        comment=f"Usul jadwal {_span(locked.new_starts_on, locked.new_ends_on)}. {locked.decision_note}".strip(),
        changes=changes_since(before, action),
    )
    settle(kind=NotificationKind.JADWAL_USUL, record=action)
    notify(kind=NotificationKind.JADWAL_PUTUS, record=action, to=[locked.created_by_id], by=by)
    return locked


@transaction.atomic
def correct_revision(
    *, revision: DateRevision, version: int, correction: str, by: Actor, **words: str
) -> DateRevision:
    """Put the wording of a request or of its decision right; dates and decision stay. Raises StaleVersion."""
    action = locked_action(revision.action, by=by)
    locked = DateRevision.objects.all().visible_to(by).lock(pk=revision.pk, version=version)
    before = in_words(locked, words)
    for name, value in words.items():
        setattr(locked, name, value.strip())
    locked.save_changed(by=by)
    changes = changes_since(before, locked)
    write_entry(CoordinationLog, action, kind=JournalKind.KOREKSI, by=by, comment=correction, changes=changes)
    return locked


def _span(starts_on: date, ends_on: date) -> str:
    return f"{PartialDate.of(starts_on).display()} sampai {PartialDate.of(ends_on).display()}"
