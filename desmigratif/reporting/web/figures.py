"""The cards above a region's figures: value, what it is part of, definition, where it leads."""

from dataclasses import dataclass

from desmigratif.reporting.queries import Part, PlaceFigures
from desmigratif.reporting.web.links import Links
from desmigratif.reporting.wording import number, percent
from workers.enums import PmiStatus, RecordStatus, Sex


@dataclass(frozen=True)
class Card:
    """One figure. `width` is its share of the meter, "" for none. `is_absence`: it counts what is not there."""

    label: str
    value: str
    unit: str
    definition: str
    width: str = ""
    url: str = ""
    link: str = ""
    is_absence: bool = False


def _width(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else ""


def share_card(
    label: str, part: int, whole: int, definition: str, *, url: str = "", link: str = "", unit: str = "orang"
) -> Card:
    """A part of a whole; without a whole there is no share, and that is said."""
    if not whole:
        return Card(label, "–", f"belum ada {unit}", definition, "", url, link if url else "")
    words = f"{number(part)} dari {number(whole)} {unit}"
    return Card(label, percent(part, whole), words, definition, _width(part, whole), url, link if url else "")


def cards(figures: PlaceFigures, links: Links, parts: list[Part]) -> list[Card]:
    """Six at most; the last only above the village."""
    people = figures.people
    by_sex = {row.code: row.n for row in figures.by_sex}
    found = [
        Card(
            "Orang tercatat",
            number(people.total),
            "orang",
            "Terkirim, sudah maupun belum diperiksa kabupaten. Yang ditarik tidak dihitung.",
            url=links.everyone(),
            link=links.words if links.everyone() else "",
        ),
        share_card(
            "Data terverifikasi",
            people.verified,
            people.total,
            "Sudah dipastikan kabupaten. Data yang diubah sesudahnya menunggu lagi.",
            url=links.figure("record_status", RecordStatus.VERIF.value),
            link=links.words,
        ),
        share_card(
            "Menunggu diperiksa",
            people.waiting,
            people.total,
            f"Giliran kabupaten. Selain itu {number(people.returned)} dikembalikan ke desa untuk diperbaiki.",
            url=links.figure("record_status", RecordStatus.KIRIM.value),
            link=links.words,
        ),
        share_card(
            "Purna",
            figures.purna,
            people.total,
            "Sudah selesai bekerja di luar negeri dan pulang.",
            url=links.figure("status", PmiStatus.PURNA.value),
            link=links.words,
        ),
        share_card(
            "Perempuan",
            by_sex[Sex.PEREMPUAN.value],
            people.total,
            "Menurut isian petugas, biasanya dari KTP.",
            url=links.figure("sex", Sex.PEREMPUAN.value),
            link=links.words,
        ),
    ]
    planned, begun = sum(part.villages for part in parts), sum(part.villages_with_people for part in parts)
    if planned:
        definition = "Desa berstatus ditetapkan, aktif, atau mandiri, dengan sedikitnya satu orang tercatat."
        card = share_card(
            "Desa program dengan data", begun, planned, definition, url="#h-bawah", link="Di mana", unit="desa"
        )
        found.append(card)
    return found
