"""Children left behind and families of a region, from their rollups (architecture D13, section 8).

Children are told in one dimension at a time, never crossed. Who sees the children themselves, and the heads of the
village, the subdistrict and the province's labour office, get every number. Ministries get provinces and the nation
without small numbers (`suppressed_table`), and nothing below. Regional offices of KP2MI get none.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from desmigratif.accounts.roles import Perm, Role
from desmigratif.core.scope import Actor, Level
from desmigratif.reporting.models import ChildCount, ChildCountDelta, FamilyCount, FamilyCountDelta
from desmigratif.reporting.queries import level_of
from desmigratif.reporting.suppressed_table import ALL, Cell, hidden_cells, with_sums
from workers.enums import CarerRelation, RecordStatus
from workers.filters import AGE_BANDS
from workers.models.child import OF_AGE

COUNTS_ONLY = (Role.KADES, Role.KECAMATAN, Role.DISNAKER_PROV)
SUPPRESSED = (Role.KL, Role.ANALIS, Role.PIMPINAN, Role.WALIDATA)
TOLD_TO_MINISTRIES = (Level.NATION, Level.PROV)
ADULT, UNKNOWN = "18+", "?"
BAND_LABELS = {
    **{code: f"{first} sampai {last} tahun" for code, (first, last) in AGE_BANDS.items()},
    UNKNOWN: "Tahun lahir belum diisi",
    ADULT: f"{OF_AGE} tahun atau lebih",
}
CARER_LABELS = {row.value: str(row.label) for row in CarerRelation}


@dataclass(frozen=True)
class ChildFigure:
    """One row; `n` None is a hidden number."""

    code: str
    label: str
    n: int | None


@dataclass(frozen=True)
class ChildFigures:
    """The recorded children of one region. `total` None is hidden."""

    total: int | None
    bands: list[ChildFigure]
    carers: list[ChildFigure]

    @property
    def hides(self) -> bool:
        """Whether a number is hidden."""
        return self.total is None or any(row.n is None for row in [*self.bands, *self.carers])


def band_of(birth_year: int, year: int) -> str:
    """The age group that somebody reaches in a year, as the list of children has it."""
    if not birth_year:
        return UNKNOWN
    return next((code for code, (first, last) in AGE_BANDS.items() if first <= year - birth_year <= last), ADULT)


def may_read_children(actor: Actor, code: str) -> bool:
    """Whether the role is told numbers of children of this region."""
    return sees_all(actor) or (actor.role in SUPPRESSED and level_of(code) in TOLD_TO_MINISTRIES)


def sees_all(actor: Actor) -> bool:
    """Whether nothing is hidden from the role."""
    return actor.may(Perm.CHILD_VIEW) or actor.role in COUNTS_ONLY


def read_children(actor: Actor, code: str, day: date) -> ChildFigures | None:
    """The children of a region; None for those who are told nothing of it."""
    if not may_read_children(actor, code):
        return None
    if not sees_all(actor):
        return _suppressed(actor, code, day)
    bands: Counter[str] = Counter()
    carers: Counter[str] = Counter()
    for birth_year, carer, n in _rows(ChildCount, ChildCountDelta, actor, code, "birth_year", "carer_relation"):
        bands[band_of(birth_year, day.year)] += n
        carers[carer] += n
    return ChildFigures(bands.total(), _listed(BAND_LABELS, bands), _listed(CARER_LABELS, carers))


def _suppressed(actor: Actor, code: str, day: date) -> ChildFigures:
    """What ministries are told: decided over all provinces together, so every page hides the same."""
    bands: Counter[tuple[str, str]] = Counter()
    carers: Counter[tuple[str, str]] = Counter()
    names = ("prov_code", "birth_year", "carer_relation")
    for prov, birth_year, carer, n in _rows(ChildCount, ChildCountDelta, actor, "", *names):
        bands[(prov, band_of(birth_year, day.year))] += n
        carers[(prov, carer)] += n
    tables = [with_sums(+bands), with_sums(+carers)]
    hidden: list[frozenset[Cell]] = [frozenset(), frozenset()]
    while True:  # both tables have the same sums of provinces, so what one hides of them the other hides too
        sums = frozenset(cell for cells in hidden for cell in cells if cell.column == ALL)
        again = [hidden_cells(table, sums) for table in tables]
        if again == hidden:
            break
        hidden = again
    row = code or ALL

    def listed(labels: dict[str, str], place: int) -> list[ChildFigure]:
        table = tables[place]
        cells = [(value, label, Cell(row, value)) for value, label in labels.items()]
        return [
            ChildFigure(value, label, None if cell in hidden[place] else table[cell])
            for value, label, cell in cells
            if cell in hidden[place] or table.get(cell)
        ]

    total = None if Cell(row, ALL) in hidden[0] else tables[0].get(Cell(row, ALL), 0)
    return ChildFigures(total, listed(BAND_LABELS, 0), listed(CARER_LABELS, 1))


@dataclass(frozen=True)
class FamilyFigures:
    """The recorded families of one region."""

    verified: int
    waiting: int
    returned: int
    drafts: int

    @property
    def total(self) -> int:
        """All that were sent in; drafts are not counted."""
        return self.verified + self.waiting + self.returned


def read_families(actor: Actor, code: str) -> FamilyFigures:
    """The families of a region, by how far they are confirmed."""
    counts: Counter[str] = Counter()
    for status, n in _rows(FamilyCount, FamilyCountDelta, actor, code, "record_status"):
        counts[status] += n
    return FamilyFigures(
        counts[RecordStatus.VERIF], counts[RecordStatus.KIRIM], counts[RecordStatus.KEMBALI], counts[RecordStatus.DRAF]
    )


def _listed(labels: dict[str, str], counts: Counter[str]) -> list[ChildFigure]:
    return [ChildFigure(code, label, counts[code]) for code, label in labels.items() if counts[code]]


def _rows(count: Any, delta: Any, actor: Actor, code: str, *names: str) -> list[tuple]:
    """Rollup and deltas in one statement: a fold between two would count twice or not at all."""

    def read(rows: Any) -> QuerySet:
        return rows.visible_to(actor).in_region(code).order_by().values_list(*names).annotate(people=Sum("n"))

    return list(read(count.objects.all()).union(read(delta.objects.all()), all=True))
