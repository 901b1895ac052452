"""The schematic map: one tile a province, in blocks of islands."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from desmigratif.reference.services.source import read_rows
from desmigratif.reporting.queries import Part
from desmigratif.reporting.web.places import dashboard_url
from desmigratif.reporting.wording import number

SOURCE = Path(__file__).resolve().parent.parent / "data" / "province-tiles.csv"
ISLANDS = {
    "1": "Sumatera",
    "2": "Sumatera",
    "3": "Jawa",
    "5": "Bali dan Nusa Tenggara",
    "6": "Kalimantan",
    "7": "Sulawesi",
    "8": "Maluku",
    "9": "Papua",
}
STEPS = (50, 70, 85)  # percent, from which the second, third and fourth shade begin


@dataclass(frozen=True)
class Tile:
    """A province: where it stands, what it shows, and the sentence that says the same."""

    name: str
    column: int
    row: int
    kind: str
    value: str
    words: str
    url: str


@dataclass(frozen=True)
class Island:
    """A block of tiles."""

    name: str
    tiles: list[Tile]


@cache
def _positions() -> tuple[tuple[str, str, int, int], ...]:
    """Code, short name, column and row of each tile."""
    rows = read_rows(SOURCE)
    return tuple((row["code"], row["short"], int(row["column"]), int(row["row"])) for row in rows)


def tile_map(provinces: Iterable[Part], *, data: str = "") -> list[Island]:
    """The map: percent of the programme's villages that have recorded anybody. `data` goes into the links."""
    parts = {part.code: part for part in provinces}
    islands: dict[str, list[Tile]] = {}
    for code, short, column, row in _positions():
        part = parts.get(code)
        if part is not None:
            kind, value, words = _shown(part)
            url = dashboard_url(code, data=data) if kind != "none" else ""
            tile = Tile(short, column, row, kind, value, f"{part.name}: {words}", url)
            islands.setdefault(ISLANDS[code[0]], []).append(tile)
    return [Island(name, tiles) for name, tiles in islands.items()]


def _shown(part: Part) -> tuple[str, str, str]:
    people = f"{number(part.people.total)} orang tercatat"
    if not part.villages:
        if part.has_data:
            return "1", number(part.people.total), f"belum ada desa program, {people}"
        return "none", "", "belum ada desa program"
    if not part.villages_with_people:
        return "nodata", "belum", f"{number(part.villages)} desa program, belum ada data"
    share = 100 * part.villages_with_people // part.villages
    words = f"{number(part.villages_with_people)} dari {number(part.villages)} desa program punya data, {people}"
    return str(1 + sum(share >= step for step in STEPS)), f"{share}%", words
