"""People as a file.

Telephone numbers are written as dialled (0812...): a leading + would start a formula in a spreadsheet (security.md
P-18). Rows are read as plain values: this list may hold a hundred thousand.
"""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from desmigratif.accounts.roles import Perm
from desmigratif.core.reads import How, written
from desmigratif.core.scope import Actor, acting_as
from desmigratif.reference.models import Country, Region
from desmigratif.reporting.enums import ExportSubject
from desmigratif.reporting.lists import base
from desmigratif.reporting.lists.base import NEAR, OF_VILLAGE, Column, PersonalList, date_words, plain, yes_no
from workers.enums import BusinessInterest, PmiStatus, RecordStatus, Sex
from workers.filters import PersonFilter
from workers.models import Person

SOURCES = (
    "id", "seq", "full_name", "nickname", "nik_masked", "sex", "birth_date", "phone", "hamlet", "rt", "rw",
    "village_code", "status", "status_on", "last_country_id", "last_return_year", "business_interest",
    "has_minor_children", "needs_help", "record_status",
)  # fmt: skip


def _label(codes: Any, value: str) -> str:
    return str(codes(value).label) if value else ""


def _phone(value: Any) -> str:
    digits = plain(value)
    if digits.startswith("+62"):
        return f"0{digits[3:]}"
    return f"00{digits[1:]}" if digits.startswith("+") else digits


class PersonsList(PersonalList):
    """People of the programme, without those withdrawn and without members of families who never migrated."""

    name = ExportSubject.ORANG
    address = "person-list"
    right = Perm.PERSON_VIEW
    filters = PersonFilter
    contents = "Orang yang tercatat, tanpa yang ditarik. NIK disamarkan."
    columns = (
        Column("Nama lengkap", lambda row: row.full_name, 28),
        Column("Nama panggilan", lambda row: row.nickname, 16),
        Column("NIK (disamarkan)", lambda row: row.nik_masked, 20),
        Column("Jenis kelamin", lambda row: _label(Sex, row.sex)),
        Column("Tanggal lahir", lambda row: date_words(row.birth_date), 16),
        Column("Nomor HP", lambda row: _phone(row.phone), 16, NEAR),
        Column("Dusun", lambda row: row.hamlet, 18, NEAR),
        Column("RT", lambda row: row.rt, 6, NEAR),
        Column("RW", lambda row: row.rw, 6, NEAR),
        *OF_VILLAGE,
        Column("Status", lambda row: _label(PmiStatus, row.status), 16),
        Column("Status sejak", lambda row: date_words(row.status_on), 16),
        Column("Negara terakhir", lambda row: row.country_name, 18),
        Column("Tahun pulang terakhir", lambda row: plain(row.last_return_year), 12),
        Column("Minat usaha", lambda row: _label(BusinessInterest, row.business_interest), 18),
        Column("Punya anak di bawah 18 tahun", lambda row: yes_no(row.has_minor_children), 14, NEAR),
        Column("Perlu bantuan", lambda row: yes_no(row.needs_help), 12, NEAR),
        Column("Status data", lambda row: _label(RecordStatus, row.record_status), 16),
    )

    def everything(self, actor: Actor) -> QuerySet:
        """As the page lists them."""
        return Person.objects.visible_to(actor).current().migrants()

    def rows_for(
        self, actor: Actor, filters: dict[str, str], columns: list[Column], *, request_id: UUID, about: str
    ) -> Iterator[list[list[str]]]:
        """As `PersonalList.rows_for`, without building a model instance for each row."""
        countries = dict(Country.objects.values_list("code", "name"))
        after: int | None = None
        while True:
            log = written(actor, how=How.UNDUH, request_id=request_id, screen=base.SCREEN, about=about)
            with acting_as(actor), log as reads:
                rows = self.rows(actor, filters).order_by("-seq")
                if after is not None:
                    rows = rows.filter(seq__lt=after)
                chunk = [SimpleNamespace(**row) for row in rows.values(*SOURCES)[: base.CHUNK]]
                for row in chunk:
                    reads.note(Person._meta.label, row.id, village_code=row.village_code)
                places = Region.objects.in_bulk({row.village_code for row in chunk})
            if not chunk:
                return
            for row in chunk:
                row.place = places.get(row.village_code)
                row.country_name = countries.get(row.last_country_id, "")
            yield [[column.text(row) for column in columns] for row in chunk]
            after = chunk[-1].seq
