"""One number of a breakdown by the regions directly below: how those who may see no persons follow it to the villages.

Each of these numbers stands on the lower region's own page too, so nothing is told here that is not told there.
"""

from dataclasses import dataclass

from desmigratif.core.enums import CodeList
from desmigratif.core.scope import CODE_LENGTHS, SCOPE_COLUMNS, Actor
from desmigratif.reference.models import Country, Region
from desmigratif.reporting.queries import NEXT_LEVEL, Cube, level_of, read_cube
from workers.enums import PmiStatus, RecordStatus, Sex

HEADINGS = {
    "status": "Status",
    "sex": "Jenis kelamin",
    "country_code": "Negara terakhir",
    "return_year": "Tahun pulang",
    "record_status": "Status data",
}
LISTS: dict[str, type[CodeList]] = {"status": PmiStatus, "sex": Sex, "record_status": RecordStatus}


@dataclass(frozen=True)
class TracedPart:
    """A region below and its share of the number."""

    code: str
    name: str
    n: int


@dataclass(frozen=True)
class Traced:
    """A number: property, value as filters take it, words, people, and the regions they are in, most first."""

    name: str
    code: str
    heading: str
    label: str
    total: int
    parts: list[TracedPart]


def trace(actor: Actor, code: str, name: str, value: str) -> Traced | None:
    """People of a region with one value of a property, by the regions below; None for a value that does not exist."""
    label = _label(name, value)
    below = NEXT_LEVEL.get(level_of(code))
    if label is None or below is None:
        return None
    column = SCOPE_COLUMNS[below]
    cube = read_cube(actor, code, column, "status", name) if name != "status" else read_cube(actor, code, column, name)
    counts = {region: n for (region, found), n in _counted(cube, column, name).items() if str(found) == value}
    regions = Region.objects.in_bulk(key for key in counts if len(key) == CODE_LENGTHS[below])
    parts = [TracedPart(key, regions[key].title, n) for key, n in counts.items() if key in regions]
    parts.sort(key=lambda part: (-part.n, part.name))
    return Traced(name, value, HEADINGS[name], label, sum(counts.values()), parts)


def _counted(cube: Cube, column: str, name: str) -> dict[tuple, int]:
    """The year of return is counted of people who came home, as everywhere."""
    if name == "return_year":
        cube = cube.only("status", PmiStatus.PURNA)
    return dict(cube.by(column, name))


def _label(name: str, value: str) -> str | None:
    """The value in words; None when it is none."""
    if name in LISTS:
        return str(LISTS[name](value).label) if value in LISTS[name].values else None
    if name == "country_code":
        found = Country.objects.filter(pk=value).first() if len(value) == 2 and value.isascii() else None
        return found.name if found else None
    return value if len(value) == 4 and value.isascii() and value.isdigit() else None
