"""Checking every row of a batch: what it would do, or what is wrong with it. Nothing but the batch is written."""

from uuid import UUID

from desmigratif.core.scope import SYSTEM, Actor
from desmigratif.imports.cells import BROKEN, FORMULA, LONG, MERGED, Cell, Fault, has_invisible
from desmigratif.imports.enums import ImportStatus, RowResult
from desmigratif.imports.models import ImportBatch, ImportRow
from desmigratif.imports.presets import Session, Verdict, preset_of
from desmigratif.imports.services.moving import change_batch, counts_of, move_batch
from desmigratif.imports.services.working import row_of, work
from desmigratif.notifications.enums import NotificationKind
from desmigratif.notifications.services import notify

STRETCH = 250
STATUSES = (ImportStatus.ANTRE, ImportStatus.PERIKSA)
CHECKED = ["payload", "result", "if_filled", "has_notes"]

MARKS = {
    FORMULA: ("Sel ini berisi rumus.", "Salin selnya, lalu Tempel Khusus sebagai nilai."),
    BROKEN: ("Sel ini berisi kesalahan Excel (#N/A dan sejenisnya).", "Tulis nilainya sendiri."),
    MERGED: ("Sel ini digabung dengan sel lain.", "Pisahkan sel yang digabung, lalu isi setiap baris sendiri."),
}


def check_batch(*, batch_id: UUID, assignment_id: UUID) -> None:
    """Check the rows from the first one on; a second run checks them again and comes to the same result."""
    seen: dict[str, int] = {}
    done = 0

    def stretch(batch: ImportBatch, session: Session, actor: Actor) -> bool:
        nonlocal done
        if batch.status == ImportStatus.ANTRE:
            move_batch(batch, ImportStatus.PERIKSA)
        lines = list(ImportRow.objects.filter(batch=batch).order_by("number")[done : done + STRETCH])
        titles = {column.key: column.title for column in preset_of(batch.preset).columns(actor)}
        for line in lines:
            _check(line, session, titles, seen)
        ImportRow.objects.bulk_update(lines, CHECKED)
        done += len(lines)
        if len(lines) == STRETCH:
            change_batch(batch, done=done)
            return True
        move_batch(batch, ImportStatus.SIAP, done=done, **counts_of(batch))
        notify(kind=NotificationKind.IMPOR_SIAP, record=batch, to=[batch.created_by_id], by=SYSTEM)
        return False

    work(batch_id=batch_id, assignment_id=assignment_id, statuses=STATUSES, stretch=stretch)


def _check(line: ImportRow, session: Session, titles: dict[str, str], seen: dict[str, int]) -> None:
    row, content = row_of(line)
    unread = [fault for key, cell in row.cells.items() if (fault := fault_of(key, cell))]
    verdict = session.check(row)
    verdict.faults = [*unread, *verdict.faults]
    if verdict.faults:
        verdict.result = RowResult.TOLAK
        if unread:
            verdict.if_filled = ""
    _refuse_second(verdict, line.number, seen)
    tidied = [titles[key] for key, cell in row.cells.items() if not cell.mark and has_invisible(cell.text)]
    if tidied:
        verdict.notes.append(f"Spasi di ujung atau tanda yang tidak terlihat dihapus: {', '.join(tidied)}.")
    content["name"] = verdict.name
    content["faults"] = [fault.to_json() for fault in verdict.faults]
    content["notes"] = verdict.notes
    line.seal(content)
    line.result, line.if_filled, line.has_notes = verdict.result, verdict.if_filled, bool(verdict.notes)


def _refuse_second(verdict: Verdict, number: int, seen: dict[str, int]) -> None:
    """The second of two rows about the same person; which of them is right only the uploader knows."""
    first = seen.setdefault(verdict.key, number) if verdict.key else number
    if first == number:
        return
    verdict.result, verdict.if_filled = RowResult.TOLAK, ""
    reason = f"{verdict.key_words} baris {first}."
    verdict.faults.append(Fault(verdict.key_column, reason, "Hapus salah satu, atau perbaiki yang salah."))


def fault_of(key: str, cell: Cell) -> Fault | None:
    """What keeps a cell from being read at all."""
    if cell.mark == LONG:
        letters = f"{cell.length:,}".replace(",", ".")
        return Fault(key, f"Teksnya terlalu panjang ({letters} huruf).", "Persingkat isinya.")
    return Fault(key, *MARKS[cell.mark]) if cell.mark in MARKS else None
