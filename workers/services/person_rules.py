"""What must be true of a person's own fields."""

from typing import Any

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.partial_date import PartialDate
from workers.enums import BusinessInterest, NoNikReason, PmiStatus, Sex
from workers.services.cleaning import (
    Cleaner,
    clean_answer,
    clean_block,
    clean_code,
    clean_date,
    clean_line,
    clean_name,
    clean_phone,
)
from workers.services.problems import Problems

ADULT = 17  # years, as the list of reasons has it

CLEANERS: dict[str, Cleaner] = {
    "full_name": lambda value: clean_name(value, field="full_name", label="Nama lengkap"),
    "nickname": lambda value: clean_name(value, field="nickname", label="Nama panggilan", required=False, length=60),
    "sex": lambda value: clean_code(value, Sex, field="sex", label="Jenis kelamin"),
    "birth_date": lambda value: clean_date(value, field="birth_date", label="Tanggal lahir"),
    "phone": clean_phone,
    "hamlet": lambda value: clean_line(value, field="hamlet", label="Dusun"),
    "rt": lambda value: clean_block(value, field="rt"),
    "rw": lambda value: clean_block(value, field="rw"),
    "status": lambda value: clean_code(value, PmiStatus, field="status", label="Status", required=False),
    "status_on": lambda value: clean_date(value, field="status_on", label="Tanggal status"),
    "business_interest": lambda value: clean_code(
        value, BusinessInterest, field="business_interest", label="Minat usaha", required=False
    ),
    "has_minor_children": lambda value: clean_answer(value, field="has_minor_children"),
    "needs_help": lambda value: clean_answer(value, field="needs_help"),
}


def clean_person(values: dict[str, Any], problems: Problems) -> dict[str, Any]:
    """The values that are right; the others are in `problems`. Raises KeyError for a name that is no field."""
    cleaned: dict[str, Any] = {}
    for name, value in values.items():
        with problems.gather():
            cleaned[name] = CLEANERS[name](value)
    return cleaned


def check_no_nik_reason(reason: str, birth_date: PartialDate | None) -> None:
    """Refuse "not yet 17" for somebody who certainly is 17; a birth date half known leaves the doubt to the officer.

    Raises DomainError (field `no_nik_reason`).
    """
    if reason == NoNikReason.U17 and birth_date is not None and _is_certainly(ADULT, birth_date):
        raise DomainError(
            "Menurut tanggal lahirnya orang ini sudah 17 tahun. Pilih “Dewasa, belum punya NIK” atau alasan lain.",
            field="no_nik_reason",
        )


def _is_certainly(years: int, born: PartialDate) -> bool:
    day = today()
    if day.year - born.year != years:
        return day.year - born.year > years
    return born.precision == "day" and day.isoformat()[5:] >= born.iso[5:]
