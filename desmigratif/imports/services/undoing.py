"""Taking a batch back, as far as nobody has touched its records since; and throwing one away before it was applied."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import Actor
from desmigratif.core.text import plain
from desmigratif.imports.cells import masked
from desmigratif.imports.enums import ImportStatus, RowResult, UndoResult
from desmigratif.imports.models import ImportBatch, ImportRow
from desmigratif.imports.presets import LeftError, Outcome, Session
from desmigratif.imports.services.moving import change_batch, locked_batch, move_batch
from desmigratif.imports.services.queueing import queue_step
from desmigratif.imports.services.working import row_of, work

STRETCH = 50
LONGEST_REASON = 300
UNDONE = ["payload", "undone"]


@transaction.atomic
def undo_batch(*, batch: ImportBatch, reason: str, by: Actor) -> ImportBatch:
    """Have a batch taken back: new records are withdrawn, filled fields emptied. A second press changes nothing.

    Raises Http404 for somebody else's batch, DomainError (field `reason` when it is missing or too long).
    """
    told = masked(plain(reason))
    if not told:
        raise DomainError("Tulis alasan membatalkan impor ini.", field="reason")
    if len(told) > LONGEST_REASON:
        raise DomainError(f"Paling panjang {LONGEST_REASON} huruf. Yang terisi {len(told)}.", field="reason")
    locked = locked_batch(batch.pk, by=by)
    if locked.status in {ImportStatus.URUNG, ImportStatus.BATAL}:
        return locked
    if not locked.has_rows:
        raise DomainError("Isi impor ini sudah dihapus, jadi tidak bisa dibatalkan sekaligus lagi.")
    move_batch(locked, ImportStatus.URUNG, undo_reason=told, done=0)
    queue_step(locked, by=by)
    return locked


def run_undo(*, batch_id: UUID, assignment_id: UUID) -> None:
    """The job behind `undo_batch`."""
    work(batch_id=batch_id, assignment_id=assignment_id, statuses=(ImportStatus.URUNG,), stretch=_stretch)


def _stretch(batch: ImportBatch, session: Session, actor: Actor) -> bool:
    mine = ImportRow.objects.visible_to(actor).filter(batch=batch)
    lines = list(mine.to_undo().order_by("number")[:STRETCH])
    for line in lines:
        _undo(line, session, reason=f"Impor dibatalkan: {batch.undo_reason}")
    ImportRow.objects.bulk_update(lines, UNDONE)
    waiting = mine.to_undo().count()
    if waiting:
        change_batch(batch, done=batch.total - waiting)
        return True
    move_batch(batch, ImportStatus.BATAL, done=batch.total, undone_at=timezone.now())
    return False


def _undo(line: ImportRow, session: Session, *, reason: str) -> None:
    _, content = row_of(line)
    result = RowResult(line.result)
    assert line.record_id is not None
    outcome = Outcome(line.record_id, line.record_version or 0, content.get("undo", {}))
    try:
        with transaction.atomic():
            session.undo(outcome=outcome, result=result, reason=reason)
    except LeftError as error:
        line.undone = UndoResult.TETAP
        content["left"] = str(error)
        line.seal(content)
    else:
        line.undone = UndoResult.TARIK if result is RowResult.BARU else UndoResult.PULIH


@transaction.atomic
def discard_batch(*, batch: ImportBatch, by: Actor) -> ImportBatch:
    """Throw a batch away that was not applied; its rows are deleted now. A second press changes nothing.

    Raises Http404 for somebody else's batch, DomainError once any row has been applied.
    """
    locked = locked_batch(batch.pk, by=by)
    if locked.status == ImportStatus.BUANG:
        return locked
    if locked.applied_at or locked.step in {ImportStatus.TERAP, ImportStatus.URUNG}:
        raise DomainError("Impor ini sudah mulai diterapkan. Lanjutkan, lalu batalkan bila perlu.")
    move_batch(locked, ImportStatus.BUANG, cleared_at=timezone.now())
    ImportRow.objects.visible_to(by).filter(batch=locked).delete()
    return locked
