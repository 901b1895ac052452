"""Taking a file in: it is read at once, its rows are kept sealed, and the file itself is not kept at all."""

from typing import Any
from uuid import UUID

from django.db import transaction

from desmigratif.accounts.models import Assignment
from desmigratif.accounts.roles import Perm
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import accept_client_id
from desmigratif.core.scope import Actor, Level
from desmigratif.core.text import plain
from desmigratif.imports.cells import masked
from desmigratif.imports.enums import ImportStatus
from desmigratif.imports.models import ImportBatch, ImportRow
from desmigratif.imports.package import FileError
from desmigratif.imports.presets import preset_of
from desmigratif.imports.services.moving import change_batch, move_batch
from desmigratif.imports.services.queueing import queue_step
from desmigratif.imports.sheets import SheetRows, read_rows

MOST_OPEN = 10  # batches of one uploader that wait for a decision
INSERTED_AT_ONCE = 500
WAITING = (ImportStatus.ANTRE, ImportStatus.PERIKSA, ImportStatus.SIAP, ImportStatus.GAGAL)


@transaction.atomic
def upload_batch(
    *, record_id: UUID, file_name: str, content: bytes, by: Actor, preset: str = "persons"
) -> ImportBatch:
    """Read a file, keep its rows and have them checked. The same `record_id` again gives the batch already made.

    Raises FileError (field `file`) in words for whatever makes the file unreadable, DomainError for a role that may
    not import.
    """
    if not by.may(Perm.PERSON_IMPORT) or by.level not in {Level.DESA, Level.KAB} or by.assignment_id is None:
        raise DomainError("Peran Anda tidak boleh mengimpor.")
    accept_client_id(record_id)
    made = ImportBatch.objects.uploaded_by(by).filter(pk=record_id).first()
    if made is not None:
        return made
    if ImportBatch.objects.uploaded_by(by).filter(status__in=WAITING).count() >= MOST_OPEN:
        raise FileError(f"Ada {MOST_OPEN} impor yang belum selesai. Terapkan atau buang dulu salah satunya.")
    if not file_name.lower().endswith(".xlsx"):
        raise FileError("Hanya berkas .xlsx. Buka di Excel, pilih Simpan Sebagai, jenis “Buku Kerja Excel (.xlsx)”.")
    found = read_rows(content, preset_of(preset).columns(by))
    place = Assignment.objects.select_related("region", "institution").get(pk=by.assignment_id).place
    batch = ImportBatch(
        id=record_id,
        code=by.code,
        assignment_id=by.assignment_id,
        place=place,
        preset=preset,
        source_name=masked(plain(file_name))[-100:],
        sheet=masked(found.sheet),
        status=ImportStatus.ANTRE,
        total=len(found.rows),
        notes=found.notes,
    ).save_new(by=by)
    _keep_rows(batch, found)
    queue_step(batch, by=by)
    return batch


def _keep_rows(batch: ImportBatch, found: SheetRows) -> None:
    kept = []
    for row in found.rows:
        line = ImportRow(batch=batch, code=batch.code, number=row.number)
        content: dict[str, Any] = {"cells": {key: cell.to_json() for key, cell in row.cells.items()}}
        line.seal(content)
        kept.append(line)
    ImportRow.objects.bulk_create(kept, batch_size=INSERTED_AT_ONCE)


@transaction.atomic
def retry_batch(*, batch: ImportBatch, by: Actor) -> ImportBatch:
    """Go on with a batch that stopped, where it stopped. Raises Http404, DomainError when it has not stopped."""
    locked: ImportBatch = ImportBatch.objects.uploaded_by(by).lock(pk=batch.pk)
    step = ImportStatus(locked.step) if locked.step else ImportStatus.ANTRE
    if not locked.has_rows:
        raise DomainError("Isi impor ini sudah dihapus. Unggah berkasnya lagi.")
    move_batch(locked, ImportStatus.ANTRE if step is ImportStatus.PERIKSA else step, failure="", step="")
    change_batch(locked, done=0)
    queue_step(locked, by=by)
    return locked
