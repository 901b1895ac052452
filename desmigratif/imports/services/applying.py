"""Applying the good rows of a batch: each makes or fills one record, once, however often the job runs."""

import logging
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, Actor
from desmigratif.imports.cells import CellError, Fault
from desmigratif.imports.enums import ImportStatus, RowResult
from desmigratif.imports.models import ImportBatch, ImportRow
from desmigratif.imports.presets import Session
from desmigratif.imports.services.moving import change_batch, counts_of, locked_batch, move_batch, rows_of
from desmigratif.imports.services.queueing import queue_step
from desmigratif.imports.services.working import row_of, work
from desmigratif.imports.wording import day
from desmigratif.notifications.enums import NotificationKind
from desmigratif.notifications.services import notify

logger = logging.getLogger(__name__)

STRETCH = 50
NOT_TAKEN = "Baris ini ditolak saat disimpan."
APPLIED = ["payload", "result", "record_id", "record_version", "applied_at"]


@transaction.atomic
def apply_batch(*, batch: ImportBatch, fill_empty: bool, by: Actor) -> ImportBatch:
    """Have the good rows applied. A second press while or after it runs changes nothing.

    With `fill_empty` rows about a record that exists already fill its empty fields; nothing is overwritten. Raises
    Http404 for somebody else's batch, DomainError when there is nothing to apply.
    """
    locked = locked_batch(batch.pk, by=by)
    if locked.status in {ImportStatus.TERAP, ImportStatus.SELESAI}:
        return locked
    if fill_empty:
        rows_of(locked, by=by).fillable().update(result=F("if_filled"))
        change_batch(locked, fill_empty=True, **counts_of(locked))
    if locked.status == ImportStatus.SIAP and not locked.changes_something:
        raise DomainError("Tidak ada baris yang bisa diterapkan. Perbaiki berkasnya, lalu unggah lagi.")
    move_batch(locked, ImportStatus.TERAP, done=0)
    queue_step(locked, by=by)
    return locked


def run_apply(*, batch_id: UUID, assignment_id: UUID) -> None:
    """The job behind `apply_batch`."""
    work(batch_id=batch_id, assignment_id=assignment_id, statuses=(ImportStatus.TERAP,), stretch=_stretch)


def _stretch(batch: ImportBatch, session: Session, actor: Actor) -> bool:
    mine = ImportRow.objects.visible_to(actor).filter(batch=batch)
    lines = list(mine.to_apply().order_by("number")[:STRETCH])
    for line in lines:
        _apply(line, session, origin=f"Dari impor berkas, {day(batch.created_at)}.")
    ImportRow.objects.bulk_update(lines, APPLIED)
    waiting = mine.to_apply().count()
    if waiting:
        change_batch(batch, done=batch.total - waiting, **counts_of(batch))
        return True
    move_batch(batch, ImportStatus.SELESAI, done=batch.total, applied_at=timezone.now(), **counts_of(batch))
    notify(kind=NotificationKind.IMPOR, record=batch, to=[batch.created_by_id], by=SYSTEM)
    return False


def _apply(line: ImportRow, session: Session, *, origin: str) -> None:
    """One row, in a savepoint: what refuses it refuses this row only."""
    row, content = row_of(line)
    faults: list[Fault] = []
    try:
        with transaction.atomic():
            done = session.apply(row, record_id=line.pk, result=RowResult(line.result), origin=origin)
    except ValidationError as error:
        faults = faults_of(error)
    except IntegrityError as error:
        logger.error("a row of an import was refused: %s", type(error).__name__)
        faults = [Fault("", NOT_TAKEN, "Daftarkan orang ini lewat formulir.")]
    if faults:
        content["faults"] = [fault.to_json() for fault in faults]
        line.result = RowResult.TOLAK
    else:
        content["undo"] = done.undo
        line.record_id, line.record_version, line.applied_at = done.record_id, done.version, timezone.now()
    line.seal(content)


def faults_of(error: ValidationError) -> list[Fault]:
    """The errors of a service as faults of columns."""
    if isinstance(error, DomainError):
        return [Fault(error.field or "", str(error.message), error.fix if isinstance(error, CellError) else "")]
    if hasattr(error, "error_dict"):
        return [
            Fault("" if name == NON_FIELD_ERRORS else name, message)
            for name, errors in error.error_dict.items()
            for one in errors
            for message in one.messages
        ]
    return [Fault("", message) for message in error.messages]
