"""The preset of persons: how a row is checked, applied and taken back."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from desmigratif.core.clock import today
from desmigratif.core.crypto import blind_index
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import Actor, Level
from desmigratif.imports.cells import Cell, CellError, Fault, Row, masked
from desmigratif.imports.enums import RowResult
from desmigratif.imports.presets import Column, LeftError, Outcome, Preset, Session, Verdict
from desmigratif.reference.models import Country, Region
from workers.enums import BusinessInterest, NoNikReason, PmiStatus, ReturnReason, Sex
from workers.importing import values
from workers.importing.columns import INSTRUCTIONS, columns_for
from workers.models import Person
from workers.services.fill_person import (
    Comparison,
    compare_person,
    empty_again,
    fill_person,
    known_person,
    withdraw_imported,
)
from workers.services.import_person import Draft, draft_person, import_person
from workers.services.problems import Problems

FILL = "Centang “Lengkapi yang kosong” sebelum menerapkan, atau ubah di halaman orangnya."
OPEN = "Buka halaman orangnya, lalu ubah di sana."
Reader = Callable[[Cell], Any]


class PersonPreset(Preset):
    """People and their last stay abroad."""

    key = "persons"
    table = "workers.Person"
    title = "Orang"
    noun = "orang"

    def columns(self, by: Actor) -> tuple[Column, ...]:
        return columns_for(by)

    def instructions(self, by: Actor) -> Sequence[str]:
        return INSTRUCTIONS

    def start(self, by: Actor) -> Session:
        return PersonSession(by)

    def url_of(self, record_id: UUID) -> str:
        return reverse("person-detail", args=[record_id])


class PersonSession(Session):
    """One job: what it looks up once, and the actor it works as."""

    def __init__(self, by: Actor) -> None:
        self.by = by
        self.columns = {column.key: column for column in columns_for(by)}
        self.countries = Country.objects.in_bulk()
        self.villages: dict[str, bool] = {}
        names = {values.simple(country.name): code for code, country in self.countries.items()}
        codes = {values.simple(code): code for code in self.countries}
        sexes = values.choices_of(Sex, L="1", LK="1", Pria="1", P="2", PR="2", Wanita="2")
        reasons, statuses = values.choices_of(NoNikReason), values.choices_of(PmiStatus)
        returns, interests = values.choices_of(ReturnReason), values.choices_of(BusinessInterest)
        country = codes | names
        self.readers: dict[str, Reader] = {
            "full_name": values.words_of,
            "nik": values.nik_of,
            "no_nik_reason": lambda cell: values.code_of(cell, reasons, "Alasan tanpa NIK"),
            "sex": lambda cell: values.code_of(cell, sexes, "Jenis kelamin"),
            "birth_date": lambda cell: values.date_of(cell, "Tanggal lahir"),
            "phone": values.phone_of,
            "hamlet": values.words_of,
            "rt": values.block_of,
            "rw": values.block_of,
            "status": lambda cell: values.code_of(cell, statuses, "Status"),
            "country": lambda cell: self.countries.get(values.code_of(cell, country, "Negara")),
            "departed_on": lambda cell: values.date_of(cell, "Tanggal berangkat"),
            "returned_on": lambda cell: values.date_of(cell, "Tanggal pulang"),
            "return_reason": lambda cell: values.code_of(cell, returns, "Alasan pulang"),
            "business_interest": lambda cell: values.code_of(cell, interests, "Minat usaha"),
        }

    def check(self, row: Row) -> Verdict:
        verdict = Verdict(RowResult.BARU, name=masked(values.words_of(row.cell("full_name")))[:100])
        problems = Problems()
        draft = self._draft(row, uuid7(), problems)
        self._tell_apart(verdict, row, draft)
        if draft is None:
            verdict.result, verdict.faults = RowResult.TOLAK, [self._fault(error) for error in problems.found]
            return verdict
        verdict.notes = list(draft.warnings)
        existing = known_person(draft=draft, by=self.by)
        if existing is not None:
            self._compare(verdict, existing, draft)
        return verdict

    def apply(self, row: Row, *, record_id: UUID, result: RowResult, origin: str) -> Outcome:
        problems = Problems()
        draft = self._draft(row, record_id, problems)
        if draft is None:
            problems.raise_any()
            raise DomainError("Baris ini tidak terbaca lagi.")
        existing = known_person(draft=draft, by=self.by)
        if result is RowResult.UBAH:
            if existing is None:
                raise DomainError("Orang ini tidak tercatat lagi di desanya. Unggah lagi barisnya.", field="full_name")
            filled, undo = fill_person(person=existing, draft=draft, reason=origin, by=self.by)
            return Outcome(filled.pk, filled.version, undo)
        if existing is not None and existing.pk != record_id:
            raise self._recorded(existing, draft)
        made = import_person(draft=draft, origin=origin, by=self.by)
        return Outcome(made.pk, made.version)

    def undo(self, *, outcome: Outcome, result: RowResult, reason: str) -> None:
        try:
            if result is RowResult.BARU:
                withdraw_imported(person_id=outcome.record_id, version=outcome.version, reason=reason, by=self.by)
            else:
                empty_again(
                    person_id=outcome.record_id,
                    version=outcome.version,
                    undo=outcome.undo,
                    reason=reason,
                    by=self.by,
                )
        except DomainError as error:
            raise LeftError(str(error.message)) from error
        except Http404 as error:
            raise LeftError("Tidak ditemukan lagi.") from error

    def _draft(self, row: Row, record_id: UUID, problems: Problems) -> Draft | None:
        read: dict[str, Any] = {}
        for key, reader in self.readers.items():
            cell = row.cell(key)
            if cell.mark:
                continue  # the framework says why it can't be read
            try:
                read[key] = reader(cell)
            except CellError as error:
                error.field = key
                problems.found.append(error)
        village = self._village(row, problems)
        return draft_person(record_id=record_id, village_code=village, values=read, by=self.by, problems=problems)

    def _village(self, row: Row, problems: Problems) -> str:
        if self.by.level is Level.DESA:
            return self.by.code
        cell = row.cell("village")
        code = values.words_of(cell).lstrip("'")
        with problems.gather():
            if cell.mark:
                return ""
            if not code:
                raise CellError("Kode desa kosong.", field="village")
            if not self.by.covers(code):
                raise CellError("Kode desa ini di luar wilayah Anda.", field="village")
            if not self._is_village(code):
                raise CellError("Kode desa ini tidak ada di daftar wilayah.", field="village")
        return code

    def _is_village(self, code: str) -> bool:
        if code not in self.villages:
            self.villages[code] = Region.objects.villages().valid_on(today()).filter(pk=code).exists()
        return self.villages[code]

    def _fault(self, error: DomainError) -> Fault:
        key = error.field or ""
        fix = error.fix if isinstance(error, CellError) else ""
        return Fault(key, masked(str(error.message)), fix or (self.columns[key].fix if key in self.columns else ""))

    def _tell_apart(self, verdict: Verdict, row: Row, draft: Draft | None) -> None:
        """By NIK, even in a row that is wrong elsewhere; without NIK by name, birth date and village."""
        cell = row.cell("nik")
        digits = values.clean_digits(values.words_of(cell))
        if len(digits) == values.FIFTEEN + 1 and digits.isdigit() and not cell.is_number:
            verdict.key, verdict.key_column = f"nik:{blind_index(digits).hex()}", "nik"
            verdict.key_words = "NIK ini sama dengan"
        elif draft is not None:
            person = draft.person
            verdict.key = f"{person.village_code} {person.full_name.casefold()} {person.birth_date}"
            verdict.key_column, verdict.key_words = "full_name", "Nama, tanggal lahir, dan desanya sama dengan"

    def _compare(self, verdict: Verdict, existing: Person, draft: Draft) -> None:
        """Equal in every filled cell: unchanged. Else rejected, unless the uploader lets empty fields be filled."""
        found = compare_person(person=existing, draft=draft, by=self.by)
        if not found.adds and not found.different:
            verdict.result = RowResult.SAMA
            verdict.notes = []
            return
        verdict.result = RowResult.TOLAK
        may_fill = found.adds and not found.is_other_name
        verdict.if_filled = RowResult.UBAH if may_fill else ""
        error = self._recorded(existing, draft, found)
        verdict.faults = [Fault(error.field or "", str(error.message), FILL if may_fill else OPEN)]
        if may_fill and found.different:
            words = ", ".join(found.different)
            verdict.notes.append(f"Berbeda dari yang tercatat dan tidak diubah: {words}.")

    def _recorded(self, existing: Person, draft: Draft, found: Comparison | None = None) -> CellError:
        what = "NIK ini sudah tercatat" if draft.nik else "Orang dengan nama dan tanggal lahir ini sudah tercatat"
        words = f"{what} di desa ini atas nama {existing.full_name}."
        if found is not None and found.different:
            words += f" Isi yang berbeda: {', '.join(found.different)}."
        if not draft.nik:
            words += " Kalau memang orang lain, daftarkan lewat formulir."
        return CellError(words, OPEN, field="nik" if draft.nik else "full_name")
