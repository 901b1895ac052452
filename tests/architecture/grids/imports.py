"""Who gets which answer: imports of persons."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils import timezone

from desmigratif.core.scope import Actor
from desmigratif.imports.models import ImportBatch, ImportRow
from villages.models import Village
from workers.models import Person

if TYPE_CHECKING:
    from tests.architecture.world import Place

# The officer and the coordinator bring files. 405: takes only POST.
PAGES = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
import-list              200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
import-template          200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
import-upload            200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
"""

# The coordinator sees what an officer brought, but only who brought it decides on it and gets its rows back: 404.
ROWS = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
import-detail            200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
import-progress          200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
import-apply             405 403 403 405 403 403 403 403 403 403 403 403 403 403 403
import-rejected          200 403 403 404 403 403 403 403 403 403 403 403 403 403 403
import-retry             405 403 403 405 403 403 403 403 403 403 403 403 403 403 403
import-undo              200 403 403 404 403 403 403 403 403 403 403 403 403 403 403
import-discard           405 403 403 405 403 403 403 403 403 403 403 403 403 403 403
"""
ROW_OF: dict[str, Callable[["Place"], Any]] = {
    name: lambda place: place.more["batch"].pk
    for name in (
        "import-detail",
        "import-progress",
        "import-apply",
        "import-rejected",
        "import-retry",
        "import-undo",
        "import-discard",
    )
}
WITHOUT_A_FORM = {"import-detail", "import-progress", "import-rejected"}
ONE_BUTTON = {"import-apply", "import-retry", "import-discard"}
READS = {"import-detail": ["lihat", "sebelum", "sesudah"]}


def _batch(person: Person, by: Actor) -> tuple[ImportBatch, ImportRow]:
    """An import of the person's village, applied: one row made the person, one was rejected."""
    officer = person.created_by
    batch = ImportBatch(
        code=person.village_code,
        assignment_id=officer.assignments.get().pk,
        place="Desa uji",
        preset="persons",
        source_name="orang.xlsx",
        sheet="Data",
        status="SELESAI",
        total=2,
        done=2,
        read_rows=2,
        created_rows=1,
        rejected_rows=1,
        applied_at=timezone.now(),
    ).save_new(by=by)
    ImportBatch.objects.filter(pk=batch.pk).update(created_by=officer)
    content: dict[str, Any] = {"cells": {"full_name": ["s", person.full_name, "", 0]}, "name": person.full_name}
    made = ImportRow(
        batch=batch,
        code=batch.code,
        number=2,
        result="BARU",
        record_id=person.pk,
        record_version=person.version,
        applied_at=timezone.now(),
    )
    made.seal({**content, "faults": [], "notes": []})
    refused = ImportRow(batch=batch, code=batch.code, number=3, result="TOLAK")
    refused.seal({**content, "faults": [["status", "Isi dulu: Status.", "Pilih dari daftar."]], "notes": []})
    ImportRow.objects.bulk_create([made, refused])
    batch.refresh_from_db()
    return batch, made


def make_rows(place: "Place", by: Actor) -> dict[str, Any]:
    """A batch of the village's officer."""
    batch, _ = _batch(place.person, by)
    return {"batch": batch}


def admin_rows(person: Person, village: Village, by: Actor) -> dict[type[Model], Model]:
    """One batch, one row."""
    batch, row = _batch(person, by)
    return {ImportBatch: batch, ImportRow: row}
