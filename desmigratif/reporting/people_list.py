"""Which people a download holds, in which columns, in which words.

A person's NIK is in no file: only what screens show of it. Telephone numbers are written as dialled (0812...):
a leading + would start a formula in a spreadsheet (security.md P-18).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from desmigratif.accounts.roles import Role
from desmigratif.core.errors import DomainError
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor, acting_as
from desmigratif.reference.models import Country, Region
from workers.enums import BusinessInterest, PmiStatus, RecordStatus, Sex
from workers.filters import PersonFilter
from workers.models import Person

CHUNK = 2000
LIST_LABELS = {
    "status": PmiStatus,
    "sex": Sex,
    "record_status": RecordStatus,
    "business_interest": BusinessInterest,
}
NEAR = frozenset({Role.PETUGAS, Role.DISNAKER})  # those who visit and call; the national list does without


@dataclass(frozen=True)
class Column:
    """A column of the file; `sources` are the columns of the table it is made from."""

    label: str
    sources: tuple[str, ...]
    text: Callable[..., str]
    width: int = 14
    roles: frozenset[str] | None = None


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _yes_no(value: bool | None) -> str:  # noqa: FBT001  a value of the table
    return "" if value is None else ("Ya" if value else "Tidak")


def _date(value: PartialDate | None) -> str:
    return value.display() if value else ""


def _label(codes: Any) -> Callable[[str], str]:
    return lambda value: str(codes(value).label) if value else ""


def _phone(value: Any) -> str:
    digits = _plain(value)
    if digits.startswith("+62"):
        return f"0{digits[3:]}"
    return f"00{digits[1:]}" if digits.startswith("+") else digits


COLUMNS = (
    Column("Nama lengkap", ("full_name",), _plain, 28),
    Column("Nama panggilan", ("nickname",), _plain, 16),
    Column("NIK (disamarkan)", ("nik_masked",), _plain, 20),
    Column("Jenis kelamin", ("sex",), _label(Sex)),
    Column("Tanggal lahir", ("birth_date",), _date, 16),
    Column("Nomor HP", ("phone",), _phone, 16, NEAR),
    Column("Dusun", ("hamlet",), _plain, 18, NEAR),
    Column("RT", ("rt",), _plain, 6, NEAR),
    Column("RW", ("rw",), _plain, 6, NEAR),
    Column("Desa", ("village_code", "village_name"), lambda _code, name: name, 20),
    Column("Letak desa", ("village_code", "village_place"), lambda _code, place: place, 36),
    Column("Kode desa", ("village_code",), _plain, 15),
    Column("Status", ("status",), _label(PmiStatus), 16),
    Column("Status sejak", ("status_on",), _date, 16),
    Column("Negara terakhir", ("last_country_id", "country_name"), lambda _code, name: name, 18),
    Column("Tahun pulang terakhir", ("last_return_year",), _plain, 12),
    Column("Minat usaha", ("business_interest",), _label(BusinessInterest), 18),
    Column("Punya anak di bawah 18 tahun", ("has_minor_children",), _yes_no, 14, NEAR),
    Column("Perlu bantuan", ("needs_help",), _yes_no, 12, NEAR),
    Column("Status data", ("record_status",), _label(RecordStatus), 16),
)
LOOKED_UP = {"village_name", "village_place", "country_name"}


def columns_for(role: str) -> list[Column]:
    """The columns a role may take out."""
    return [column for column in COLUMNS if column.roles is None or role in column.roles]


def clean_filters(filters: dict[str, str]) -> dict[str, str]:
    """The filters that are set. Raises DomainError for one that is not understood: it must never widen the list."""
    kept = {name: str(value) for name, value in filters.items() if value not in {"", None}}
    unknown = sorted(set(kept) - set(PersonFilter.base_filters))
    if unknown:
        raise DomainError(f"Saringan “{unknown[0][:40]}” tidak dikenal.")
    checked = PersonFilter(kept, queryset=Person.objects.none())
    for name, errors in checked.errors.items():
        raise DomainError(f"{PersonFilter.base_filters[name].label}: {errors[0]}")
    return kept


def people(actor: Actor, filters: dict[str, str]) -> QuerySet[Person]:
    """The people of a list, without those withdrawn. Raises DomainError as `clean_filters` does."""
    rows = Person.objects.visible_to(actor).current().migrants()
    return PersonFilter(clean_filters(filters), queryset=rows).qs


def words_of(filters: dict[str, str]) -> str:
    """The filters as people read them."""
    words = []
    for name, value in clean_filters(filters).items():
        shown = value
        if name in LIST_LABELS:
            shown = str(LIST_LABELS[name](value).label)
        elif name == "country":
            shown = Country.objects.get(pk=value).name
        elif name in {"region", "village"}:
            region = Region.objects.filter(pk=value).first()
            shown = region.full_name if region else value
        words.append(f"{PersonFilter.base_filters[name].label}: {shown}")
    return "; ".join(words) or "Semua orang"


def rows_for(actor: Actor, filters: dict[str, str], columns: list[Column]) -> Iterator[list[list[str]]]:
    """The list in chunks, newest first, each read in a transaction of its own: a job may not hold one for minutes."""
    sources = {source for column in columns for source in column.sources} - LOOKED_UP
    countries = dict(Country.objects.values_list("code", "name"))
    after: int | None = None
    while True:
        with acting_as(actor):
            rows = people(actor, filters).order_by("-seq")
            if after is not None:
                rows = rows.filter(seq__lt=after)
            chunk = list(rows.values("seq", *sources)[:CHUNK])
            places = Region.objects.in_bulk({row["village_code"] for row in chunk})
        if not chunk:
            return
        for row in chunk:
            place = places.get(row["village_code"])
            row["village_name"] = place.name if place else ""
            row["village_place"] = place.place if place else ""
            row["country_name"] = countries.get(row["last_country_id"], "")
        yield [[column.text(*(row[source] for source in column.sources)) for column in columns] for row in chunk]
        after = chunk[-1]["seq"]
