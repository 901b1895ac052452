"""Rows of a batch as its page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from desmigratif.core.reads import current_reads
from desmigratif.core.scope import Actor
from desmigratif.imports.cells import Cell, masked, tail_only
from desmigratif.imports.enums import RowResult, UndoResult
from desmigratif.imports.models import ImportBatch, ImportRow
from desmigratif.imports.presets import Column, preset_of

NOTES = "CATATAN"
LEFT = "TETAP"
SHOWN_LETTERS = 60
WHOLE_ROW = "Seluruh baris"


@dataclass(frozen=True)
class FaultLine:
    """One mistake: where, what stood there, why it is refused, what to do."""

    column: str
    value: str
    reason: str
    fix: str


@dataclass
class RowLine:
    """One row: who, what became of it, and every mistake in it."""

    number: int
    seq: int
    name: str
    result: str
    url: str = ""
    faults: list[FaultLine] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left: str = ""
    undone: str = ""

    @property
    def remark(self) -> str:
        """Why an undo left the record, and whatever else is worth a second look."""
        return " ".join([*([self.left] if self.left else []), *self.notes])


def lines_of(batch: ImportBatch, rows: Iterable[ImportRow], by: Actor) -> list[RowLine]:
    """Rows opened for a page. A NIK shows its last four digits, enough to find it in the file.

    A row about a record that is known shows that somebody is, so it counts as a look at the record.
    """
    preset = preset_of(batch.preset)
    columns = {column.key: column for column in preset.columns(by)}
    found = []
    for row in rows:
        content = row.open()
        if row.record_id and (reads := current_reads()) is not None:
            reads.note(preset.table, row.record_id, village_code=row.village_code)
        found.append(
            RowLine(
                number=row.number,
                seq=row.seq,
                name=content.get("name") or "(tanpa nama)",
                result=RowResult(row.result).label,
                url=preset.url_of(row.record_id) if row.applied_at and row.record_id else "",
                faults=[_fault(fault, content["cells"], columns) for fault in content.get("faults", [])]
                if row.result == RowResult.TOLAK
                else [],
                notes=content.get("notes", []),
                left=content.get("left", ""),
                undone=UndoResult(row.undone).label if row.undone else "",
            )
        )
    return found


def _fault(stored: list[str], cells: dict[str, Any], columns: dict[str, Column]) -> FaultLine:
    key, reason, fix = stored
    column = columns.get(key)
    cell = Cell.from_json(cells[key]) if key in cells else Cell()
    shown = tail_only(cell.text) if column and column.secret else masked(cell.text)
    cut = f"{shown[:SHOWN_LETTERS]}…" if len(shown) > SHOWN_LETTERS else shown
    return FaultLine(column.title if column else WHOLE_ROW, cut or "(kosong)", reason, fix)
