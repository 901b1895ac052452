"""Titles that say what the numbers say, made from the numbers; neutral ones where a number is hidden.

`people` is what is counted: "orang tercatat" or "orang terverifikasi".
"""

from collections.abc import Sequence
from typing import Protocol

from desmigratif.reporting.queries import Part
from desmigratif.reporting.wording import number, percent

HALF = 0.5


class Counted(Protocol):
    """A row of a breakdown."""

    @property
    def code(self) -> str:
        """ "" for not known."""
        ...

    @property
    def label(self) -> str:
        """Its words."""
        ...

    @property
    def n(self) -> int | None:
        """People; None when hidden."""
        ...


def _all_shown(rows: Sequence[Counted]) -> bool:
    return bool(rows) and all(row.n is not None for row in rows)


def _total(rows: Sequence[Counted]) -> int:
    return sum(row.n or 0 for row in rows)


def and_of(words: Sequence[str]) -> str:
    """A; A dan B; A, B, dan C."""
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


def of_status(rows: Sequence[Counted], people: str) -> str:
    """By status."""
    if not _all_shown(rows):
        return "Orang menurut status"
    first = max(rows, key=lambda row: row.n or 0)
    if first.n == _total(rows):
        return f"Semua {people} berstatus {first.label.lower()}"
    return f"{percent(first.n or 0, _total(rows))} {people} berstatus {first.label.lower()}"


def of_sex(rows: Sequence[Counted], people: str) -> str:
    """By sex."""
    if not _all_shown(rows) or not _total(rows):
        return "Orang menurut jenis kelamin"
    first, second = sorted(rows, key=lambda row: -(row.n or 0))[:2]
    if first.n == second.n:
        return "Perempuan dan laki-laki sama banyak"
    if not second.n:
        return f"Semua {people} {first.label.lower()}"
    return f"{first.label} {percent(first.n or 0, _total(rows))} dari {people}"


def of_country(rows: Sequence[Counted], people: str) -> str:
    """By last country: the fewest countries that make up half, at most three."""
    known = [row for row in rows if row.code]
    if not _all_shown(rows) or not known:
        return "Orang menurut negara terakhir"
    total, reached, names = _total(rows), 0, []
    for row in known[:3]:
        names.append(row.label)
        reached += row.n or 0
        if reached > HALF * total:
            break
    if reached == total and len(known) == len(names):
        return f"Semua ke {and_of(names)}"
    return f"{and_of(names)} tujuan {percent(reached, total)} {people}"


def of_year(rows: Sequence[Counted]) -> str:
    """By year of return."""
    known = [row for row in rows if row.code]
    if not _all_shown(rows) or not known:
        return "Orang yang pulang menurut tahun"
    most = max(row.n or 0 for row in known)
    years = sorted(row.label for row in known if row.n == most)
    if len(years) > 2:
        return f"Paling banyak {number(most)} orang pulang dalam setahun"
    return f"Paling banyak pulang tahun {and_of(years)}: {number(most)} orang"


def of_parts(parts: Sequence[Part], word: str) -> str:
    """Of the regions below."""
    filled = [part for part in parts if part.has_data]
    if not filled:
        return f"Menurut {word}"
    first, total = filled[0], sum(part.people.total for part in filled)
    if len(filled) == 1:
        return f"Semua orang tercatat ada di {first.name}"
    return f"Terbanyak di {first.name}: {percent(first.people.total, total)} orang tercatat"


def of_map(parts: Sequence[Part]) -> str:
    """Of the programme's villages over the provinces."""
    planned, begun = sum(part.villages for part in parts), sum(part.villages_with_people for part in parts)
    provinces = sum(part.villages > 0 for part in parts)
    if not planned:
        return "Belum ada desa program yang tercatat"
    if begun == planned:
        return f"Semua desa program sudah punya data: {number(planned)} desa di {provinces} provinsi"
    return f"{number(begun)} dari {number(planned)} desa program punya data, di {provinces} provinsi"
