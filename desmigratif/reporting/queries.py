"""The numbers of a region, from the rollup and its deltas in one statement each: exact at the next request.

Everything one page shows about a region comes from one reading (`read_place`), so its parts always add up. Persons are
never grouped here; the person table is not read at all.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet, Sum

from desmigratif.core.scope import CODE_LENGTHS, SCOPE_COLUMNS, Actor, Level
from desmigratif.reference.models import Country, Region
from desmigratif.reporting.models import PersonCount, PersonCountDelta
from desmigratif.reporting.suppression import Node, suppress, total_of
from villages.enums import ProgrammeStatus
from villages.models import VillageProgramme
from workers.enums import PmiStatus, RecordStatus, Sex

DESIGNATED = (ProgrammeStatus.TETAP, ProgrammeStatus.AKTIF, ProgrammeStatus.MANDIRI)
LEVEL_OF_LENGTH = {0: Level.NATION, **{length: level for level, length in CODE_LENGTHS.items()}}
NEXT_LEVEL = {Level.NATION: Level.PROV, Level.PROV: Level.KAB, Level.KAB: Level.KEC, Level.KEC: Level.DESA}
PROPERTIES = ("status", "record_status", "sex", "country_code", "return_year")
UNKNOWN = "Belum diisi"


@dataclass(frozen=True)
class Figure:
    """One row: a code as filters take it ("" for not known), its label, how many people."""

    code: str
    label: str
    n: int


@dataclass(frozen=True)
class Confirmed:
    """How far the records of some people are confirmed."""

    verified: int = 0
    waiting: int = 0
    returned: int = 0

    @property
    def total(self) -> int:
        """All recorded people."""
        return self.verified + self.waiting + self.returned


@dataclass(frozen=True)
class Part:
    """A region below: its people, and how many villages of the programme have any."""

    code: str
    name: str
    people: Confirmed
    villages: int
    villages_with_people: int

    @property
    def has_data(self) -> bool:
        """Whether anybody is recorded: "no data yet" is not 0."""
        return self.people.total > 0


@dataclass(frozen=True)
class CrossRow:
    """A status by sex; None in a cell is a hidden number."""

    label: str
    men: int | None
    women: int | None
    total: int


@dataclass(frozen=True)
class Cross:
    """Status x sex, with what may not be shown left out."""

    rows: list[CrossRow]
    men: int
    women: int

    @property
    def total(self) -> int:
        """All recorded people."""
        return self.men + self.women

    @property
    def hides(self) -> bool:
        """Whether a cell is hidden."""
        return any(row.men is None for row in self.rows)


class Cube:
    """Counted people by some properties, read in one statement."""

    def __init__(self, names: tuple[str, ...], rows: Iterable[tuple]) -> None:
        self.names = names
        self.rows: Counter[tuple] = Counter()
        for *key, people in rows:
            self.rows[tuple(key)] += people

    def by(self, *names: str) -> Counter[tuple]:
        """Sums over everything else."""
        places = [self.names.index(name) for name in names]
        found: Counter[tuple] = Counter()
        for key, people in self.rows.items():
            found[tuple(key[place] for place in places)] += people
        return +found  # what came to nought is not there

    def only(self, name: str, value: str) -> "Cube":
        """Those with one value of a property, of the same reading."""
        place = self.names.index(name)
        return Cube(self.names, ((*key, n) for key, n in self.rows.items() if key[place] == value))


def read_cube(actor: Actor, code: str, *names: str) -> Cube:
    """People of a region by these columns. One statement: a fold between two would count twice or not at all."""

    def read(rows: Any) -> QuerySet:
        return rows.visible_to(actor).in_region(code).values_list(*names).annotate(people=Sum("n"))

    return Cube(names, read(PersonCount.objects.all()).union(read(PersonCountDelta.objects.all()), all=True))


def level_of(code: str) -> Level:
    """The level of a region code; "" is the nation."""
    return LEVEL_OF_LENGTH[len(code)]


def may_open(actor: Actor, code: str) -> bool:
    """Whether a region is the actor's own or lies inside it. A region above it is not."""
    if actor.is_national:
        return True
    return bool(actor.code) and (code == actor.code or code.startswith(f"{actor.code}."))


def _confirmed(counts: Counter[tuple]) -> Confirmed:
    return Confirmed(counts[(RecordStatus.VERIF,)], counts[(RecordStatus.KIRIM,)], counts[(RecordStatus.KEMBALI,)])


@dataclass(frozen=True)
class PlaceFigures:
    """The people of one region."""

    code: str
    cube: Cube

    @cached_property
    def verified(self) -> "PlaceFigures":
        """The same of verified records only; who may read its parts is asked of `verified.hidden_of_verified`."""
        return PlaceFigures(self.code, self.cube.only("record_status", RecordStatus.VERIF))

    @cached_property
    def people(self) -> Confirmed:
        """Recorded people, by how far they are confirmed."""
        return _confirmed(self.cube.by("record_status"))

    @cached_property
    def purna(self) -> int:
        """Those who came home."""
        return self.cube.by("status")[(PmiStatus.PURNA,)]

    @cached_property
    def by_status(self) -> list[Figure]:
        """Most first; statuses nobody has are left out."""
        return self._figures("status", lambda code: str(PmiStatus(code).label))

    @cached_property
    def by_sex(self) -> list[Figure]:
        """Both, also when one is 0."""
        counts = self.cube.by("sex")
        return [Figure(sex.value, str(sex.label), counts[(sex.value,)]) for sex in Sex]

    @cached_property
    def by_country(self) -> list[Figure]:
        """Last country, most first, not known last."""
        names = dict(Country.objects.values_list("code", "name"))
        return self._figures("country_code", lambda code: names.get(code, code))

    @cached_property
    def by_year(self) -> list[Figure]:
        """Year of the last return, newest first, not known last. Only people who came home have one."""
        counts = self.cube.by("status", "return_year")
        home = Counter({year: n for (status, year), n in counts.items() if status == PmiStatus.PURNA})
        known = [Figure(str(year), str(year), home[year]) for year in sorted(home, reverse=True) if year]
        return [*known, Figure("", UNKNOWN, home[0])] if home[0] else known

    def _figures(self, name: str, label: Callable[[str], str]) -> list[Figure]:
        counts = self.cube.by(name)
        rows = [Figure(code, label(code), n) for (code,), n in counts.items() if code]
        rows.sort(key=lambda row: (-row.n, row.label))
        unknown = counts[("",)]
        return [*rows, Figure("", UNKNOWN, unknown)] if unknown else rows


def read_place(actor: Actor, code: str) -> PlaceFigures:
    """Everything about the people of a region."""
    return PlaceFigures(code, read_cube(actor, code, *PROPERTIES))


def read_villages(actor: Actor, code: str) -> dict[str, Confirmed]:
    """The people of each village that has any."""
    return {key: people for key, people in _by_region(actor, code, "village_code").items() if people.total}


def _by_region(actor: Actor, code: str, column: str) -> dict[str, Confirmed]:
    counts: dict[str, Counter[tuple]] = {}
    for (region, status), n in read_cube(actor, code, column, "record_status").by(column, "record_status").items():
        counts.setdefault(region, Counter())[(status,)] = n
    return {region: _confirmed(found) for region, found in counts.items()}


def designated_villages(actor: Actor, code: str) -> set[str]:
    """Codes of the region's villages in a programme: designated, active or self-sustaining."""
    rows = VillageProgramme.objects.visible_to(actor).filter(status__in=DESIGNATED)
    if code:
        rows = rows.filter(**{SCOPE_COLUMNS[level_of(code)]: code})
    return set(rows.values_list("village_code", flat=True))


def read_parts(actor: Actor, code: str) -> list[Part]:
    """The regions directly below with people or programme villages, and on the nation's page every province.

    Most people first. A village has no parts.
    """
    below = NEXT_LEVEL.get(level_of(code))
    if below is None:
        return []
    people = _by_region(actor, code, SCOPE_COLUMNS[below])
    villages = designated_villages(actor, code)
    with_people = villages & set(read_villages(actor, code))
    length = CODE_LENGTHS[below]
    planned, begun = Counter(v[:length] for v in villages), Counter(v[:length] for v in with_people)
    wanted = Q(pk__in=[*people, *planned])
    if below is Level.PROV:
        wanted |= Q(parent=None, valid_to=None)
    rows = [
        Part(region.pk, region.title, people.get(region.pk, Confirmed()), planned[region.pk], begun[region.pk])
        for region in Region.objects.filter(wanted)
    ]
    return sorted(rows, key=lambda row: (-row.people.total, -row.villages, row.name))


def read_cross(actor: Actor, code: str) -> Cross | None:
    """Status x sex for a kabupaten, a province or the nation; None below, where nearly every cell would be hidden.

    What is hidden is decided over all kabupaten inside the region together (`suppression`).
    """
    if level_of(code) in {Level.KEC, Level.DESA}:
        return None
    counts = read_cube(actor, code, "kab_code", "status", "sex").by("kab_code", "status", "sex")
    node = tree_of(((kab, status, sex == Sex.LAKI, n) for (kab, status, sex), n in counts.items()), code)
    suppress(node)
    rows = []
    for status in PmiStatus:
        men, women = node.cells.get(status.value, (0, 0))
        if men + women:
            hidden = status.value in node.hidden
            rows.append(CrossRow(str(status.label), None if hidden else men, None if hidden else women, men + women))
    pairs = node.cells.values()
    return Cross(rows, sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs))


def tree_of(counts: Iterable[tuple[str, str, bool, int]], code: str) -> Node:
    """The tables of all kabupaten inside the region, and their sums up to it.

    A count is: kabupaten, row of the table, whether it is the first of the row's two cells, people.
    """
    tables: dict[str, dict[str, tuple[int, int]]] = {}
    for kab, row, is_first, n in counts:
        one, other = tables.setdefault(kab, {}).get(row, (0, 0))
        tables[kab][row] = (one + n, other) if is_first else (one, other + n)
    districts = [Node(kab, cells) for kab, cells in sorted(tables.items())]
    if level_of(code) is Level.KAB:
        return districts[0] if districts else Node(code, {})
    if level_of(code) is Level.PROV:
        return Node(code, total_of(districts), districts)
    provinces = []
    for prov in sorted({district.code[:2] for district in districts}):
        parts = [district for district in districts if district.code[:2] == prov]
        provinces.append(Node(prov, total_of(parts), parts))
    return Node("", total_of(provinces), provinces)
