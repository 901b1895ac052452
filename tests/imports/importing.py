"""How the tests import: as the uploader, and as the worker that takes the work from the outbox."""

from typing import Any

from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.imports import services, tasks
from desmigratif.imports.models import ImportBatch, ImportRow
from desmigratif.notifications.models import OutboxEntry
from workers.models import Person

RUN = {
    "imports.check_batch": tasks.check_batch,
    "imports.apply_batch": tasks.apply_batch,
    "imports.undo_batch": tasks.undo_batch,
}


def now(record: Any) -> Any:
    """The record as it stands."""
    with acting_as(SYSTEM):
        return type(record).objects.get(pk=record.pk)


def handed(batch: ImportBatch) -> list[OutboxEntry]:
    """What the outbox holds for a batch, oldest first."""
    with acting_as(SYSTEM):
        return list(OutboxEntry.objects.filter(payload={"batch": str(batch.pk)}).order_by("created_at"))


def run(batch: ImportBatch) -> ImportBatch:
    """What a worker does with the last entry of the outbox, and the batch as it is then."""
    entry = handed(batch)[-1]
    RUN[entry.topic](**entry.payload, assignment=str(entry.assignment_id), later_argument="ignored")
    return now(batch)


def upload(by: Actor, content: bytes, *, file_name: str = "orang.xlsx", **more: Any) -> ImportBatch:
    """Bring a file; not yet checked."""
    with acting_as(by):
        return services.upload_batch(record_id=uuid7(), file_name=file_name, content=content, by=by, **more)


def checked(by: Actor, content: bytes) -> ImportBatch:
    """Bring a file and have it checked."""
    batch = run(upload(by, content))
    assert batch.status == "SIAP", (batch.status, batch.failure)
    return batch


def applied(by: Actor, batch: ImportBatch, *, fill_empty: bool = False) -> ImportBatch:
    """Apply and wait."""
    with acting_as(by):
        services.apply_batch(batch=batch, fill_empty=fill_empty, by=by)
    return run(batch)


def undone(by: Actor, batch: ImportBatch, reason: str = "Berkas tahun lalu") -> ImportBatch:
    """Take back and wait."""
    with acting_as(by):
        services.undo_batch(batch=batch, reason=reason, by=by)
    return run(batch)


def counts(batch: ImportBatch) -> tuple[int, int, int, int, int]:
    """Read, created, updated, unchanged, rejected."""
    assert batch.read_rows == batch.created_rows + batch.updated_rows + batch.unchanged_rows + batch.rejected_rows
    return batch.read_rows, batch.created_rows, batch.updated_rows, batch.unchanged_rows, batch.rejected_rows


def rows(batch: ImportBatch) -> list[ImportRow]:
    """The rows in the order of the sheet."""
    with acting_as(SYSTEM):
        return list(ImportRow.objects.filter(batch=batch).order_by("number"))


def faults(batch: ImportBatch) -> dict[int, list[tuple[str, str]]]:
    """What is wrong in which row: column and words."""
    return {
        row.number: [(column, f"{reason} {fix}") for column, reason, fix in row.open()["faults"]]
        for row in rows(batch)
        if row.result == "TOLAK"
    }


def people(**found: Any) -> list[Person]:
    """Persons of all villages."""
    with acting_as(SYSTEM):
        return list(Person.objects.filter(**found).order_by("seq"))
