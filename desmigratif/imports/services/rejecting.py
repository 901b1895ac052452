"""Files for people to fill in: the template, and the rejected rows of a batch."""

from collections.abc import Iterator

from django.http import Http404

from desmigratif.core.scope import Actor
from desmigratif.imports.cells import Fault
from desmigratif.imports.enums import RowResult
from desmigratif.imports.models import ImportBatch
from desmigratif.imports.presets import preset_of
from desmigratif.imports.services.moving import rows_of
from desmigratif.imports.services.working import row_of
from desmigratif.imports.writing import Rejected, write_rejected, write_template


def template_file(*, by: Actor, preset: str = "persons") -> bytes:
    """The empty template for this actor."""
    found = preset_of(preset)
    return write_template(found.columns(by), found.instructions(by))


def rejected_file(*, batch: ImportBatch, by: Actor) -> bytes:
    """The rejected rows, with their cells as they were: for the uploader only, who typed them.

    Raises Http404 for anybody else, and when there is none.
    """
    if (batch.created_by_id, batch.assignment_id) != (by.user_id, by.assignment_id):
        raise Http404
    rows = rows_of(batch, by=by).filter(result=RowResult.TOLAK).order_by("number")
    if not rows.exists():
        raise Http404
    found = preset_of(batch.preset)

    def rejected() -> Iterator[Rejected]:
        for line in rows.iterator(chunk_size=500):
            row, content = row_of(line)
            yield Rejected(row, [Fault(*fault) for fault in content.get("faults", [])])

    return write_rejected(found.columns(by), found.instructions(by), rejected())
