"""What every list of a download has: filters that never widen it, columns by role, rows in chunks.

Secrets are in no file: only what screens show of a NIK or a KK number.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django_filters import FilterSet

from desmigratif.accounts.roles import Perm, Role
from desmigratif.core.errors import DomainError
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.reads import How, written
from desmigratif.core.scope import Actor, acting_as
from desmigratif.reference.models import Country, Region
from desmigratif.reporting.enums import ExportSubject

CHUNK = 2000
SCREEN = "export-file"  # what the access log calls the job that writes a file
NEAR = frozenset({Role.PETUGAS, Role.DISNAKER})  # those who visit and call; the national list does without


@dataclass(frozen=True)
class Column:
    """A column of the file: what stands in it for a row of the list."""

    label: str
    text: Callable[[Any], str]
    width: int = 14
    roles: frozenset[str] | None = None


def plain(value: Any) -> str:
    """Text as it is; nothing for None."""
    return "" if value is None else str(value)


def yes_no(value: bool | None) -> str:  # noqa: FBT001  a value of the table
    """Ya, Tidak, or nothing when it was not asked."""
    return "" if value is None else ("Ya" if value else "Tidak")


def date_words(value: Any) -> str:
    """A whole or partial date as Indonesians write it."""
    if not value:
        return ""
    return value.display() if isinstance(value, PartialDate) else PartialDate.of(value).display()


class PersonalList:
    """One list. A subclass names its rows, its filters, its right and its columns."""

    name: ClassVar[ExportSubject]
    address: ClassVar[str]  # the URL name of the page that shows it
    right: ClassVar[Perm]  # besides the right to take lists out
    filters: ClassVar[type[FilterSet]]
    contents: ClassVar[str]  # on the cover and on the page that asks
    warning: ClassVar[str] = "Memuat data pribadi (UU 27/2022). Pakai hanya untuk keperluan di atas, lalu hapus."
    columns: ClassVar[tuple[Column, ...]]

    def everything(self, actor: Actor) -> QuerySet:
        """The rows the actor may take out, before any filter."""
        raise NotImplementedError

    def left_out(self, actor: Actor, filters: dict[str, str]) -> list[tuple[str, str]]:
        """What the list shows on screen and the file must not hold, as label and words; nothing as a rule."""
        return []

    def columns_for(self, role: str) -> list[Column]:
        """The columns a role may take out."""
        return [column for column in self.columns if column.roles is None or role in column.roles]

    def clean_filters(self, filters: dict[str, str]) -> dict[str, str]:
        """The filters that are set. Raises DomainError for one not understood: it must never widen the list."""
        kept = {name: str(value) for name, value in filters.items() if value not in {"", None}}
        unknown = sorted(set(kept) - set(self.filters.base_filters))
        if unknown:
            raise DomainError(f"Saringan “{unknown[0][:40]}” tidak dikenal.")
        checked = self.filters(kept, queryset=self.filters._meta.model._default_manager.none())
        for name, errors in checked.errors.items():
            raise DomainError(f"{self.filters.base_filters[name].label}: {errors[0]}")
        return kept

    def rows(self, actor: Actor, filters: dict[str, str]) -> QuerySet:
        """The rows of the list. Raises DomainError as `clean_filters` does."""
        return self.filters(self.clean_filters(filters), queryset=self.everything(actor)).qs

    def words_of(self, filters: dict[str, str]) -> str:
        """The filters as people read them."""
        words = []
        for name, value in self.clean_filters(filters).items():
            declared = self.filters.base_filters[name]
            shown = str(dict(declared.extra.get("choices", ())).get(value, value))
            if name == "country":
                shown = Country.objects.get(pk=value).name
            elif name in {"region", "village"}:
                region = Region.objects.filter(pk=value).first()
                shown = region.full_name if region else value
            words.append(f"{declared.label}: {shown}")
        return "; ".join(words) or f"Semua {self.name.noun}"

    def rows_for(
        self, actor: Actor, filters: dict[str, str], columns: list[Column], *, request_id: UUID, about: str
    ) -> Iterator[list[list[str]]]:
        """The list in chunks, newest first, each read in a transaction of its own: a job may not hold one for
        minutes. That transaction also logs whom the chunk shows. Rows get `place`, their village's region."""
        after: int | None = None
        while True:
            log = written(actor, how=How.UNDUH, request_id=request_id, screen=SCREEN, about=about)
            with acting_as(actor), log:
                rows = self.rows(actor, filters).order_by("-seq")
                if after is not None:
                    rows = rows.filter(seq__lt=after)
                chunk = list(rows[:CHUNK])
                places = Region.objects.in_bulk({row.village_code for row in chunk})
            if not chunk:
                return
            for row in chunk:
                row.place = places.get(row.village_code)
            yield [[column.text(row) for column in columns] for row in chunk]
            after = chunk[-1].seq


OF_VILLAGE = (
    Column("Desa", lambda row: row.place.name if row.place else "", 20),
    Column("Letak desa", lambda row: row.place.place if row.place else "", 36),
    Column("Kode desa", lambda row: row.village_code, 15),
)
