"""What somebody typed, made fit to keep. Each cleaner raises DomainError for its field and says what to do."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from phonenumber_field.phonenumber import PhoneNumber, to_python

from desmigratif.core.clock import today
from desmigratif.core.enums import CodeList
from desmigratif.core.errors import DomainError
from desmigratif.core.nik import mask_nik
from desmigratif.core.partial_date import EARLIEST_YEAR, PartialDate
from desmigratif.core.text import plain
from desmigratif.reference.models import Country

NAME_LENGTH = 100
NAME_SIGNS = frozenset(" '.-,")
APOSTROPHES = str.maketrans("’‘ʼ`´", "'''''")
DASHES = str.maketrans("‐‑–—", "----")
REASON_LENGTH = 500
NIK_RUN = re.compile(r"(?<!\d)(?:\d[\s.\-]?){15}\d(?!\d)")


def hide_niks(text: str) -> str:
    """Free text with every run of 16 digits masked: a NIK is kept sealed, never in a comment."""
    return NIK_RUN.sub(lambda found: mask_nik(re.sub(r"\D", "", found[0])), text)


def clean_name(text: Any, *, field: str, label: str, required: bool = True, length: int = NAME_LENGTH) -> str:
    """A name as on the KTP: one word is enough; letters of any script and ' . - , (domain.md 4.2)."""
    name = plain(str(text or "").translate(APOSTROPHES).translate(DASHES))
    if not name:
        if required:
            raise DomainError(f"Isi dulu: {label}.", field=field)
        return ""
    if len(name) > length:
        raise DomainError(f"{label} paling panjang {length} huruf. Yang terisi {len(name)}.", field=field)
    if any(sign not in NAME_SIGNS and unicodedata.category(sign)[0] not in "LM" for sign in name):
        raise DomainError(f"{label} hanya boleh berisi huruf, spasi, dan tanda ' . - ,", field=field)
    if not any(sign.isalpha() for sign in name):
        raise DomainError(f"{label} harus berisi huruf.", field=field)
    return name


def clean_line(text: Any, *, field: str, label: str, length: int = 60) -> str:
    """One line of free text, may be empty."""
    line = hide_niks(plain(str(text or "")))
    if len(line) > length:
        raise DomainError(f"{label} paling panjang {length} huruf. Yang terisi {len(line)}.", field=field)
    return line


def clean_reason(text: Any, *, field: str, required: bool, message: str = "Tulis alasan perubahannya.") -> str:
    """Why something is done; kept in the history. Line breaks stay."""
    lines = [plain(line) for line in str(text or "").splitlines()]
    reason = hide_niks("\n".join(line for line in lines if line))
    if required and not reason:
        raise DomainError(message, field=field)
    if len(reason) > REASON_LENGTH:
        raise DomainError(f"Paling panjang {REASON_LENGTH} huruf. Yang terisi {len(reason)}.", field=field)
    return reason


def clean_phone(value: Any, *, field: str = "phone") -> PhoneNumber | str:
    """A number in E.164; 08.., 62.. and +62.. are the same, +852.. is foreign. May be empty."""
    typed = plain(value) if isinstance(value, str) else value
    if not typed:
        return ""
    number = to_python(typed, region="ID")
    if not number or not number.is_valid():
        raise DomainError("Nomor HP belum benar. Contoh: 0812 3456 7890. Kalau tidak ada, kosongkan.", field=field)
    return number


def clean_block(text: Any, *, field: str) -> str:
    """RT or RW: three digits, zeros kept (domain.md 4.2); may be empty."""
    block = plain(str(text or ""))
    if not block:
        return ""
    if not re.fullmatch(r"[0-9]{1,3}", block):
        raise DomainError(f"{field.upper()} paling banyak 3 angka. Contoh: 002.", field=field)
    return block.zfill(3)


def clean_code(value: Any, codes: type[CodeList], *, field: str, label: str, required: bool = True) -> str:
    """A code of a coded list."""
    if value in (None, ""):
        if required:
            raise DomainError(f"Isi dulu: {label}.", field=field)
        return ""
    if value not in codes.values:
        raise DomainError(f"{label}: pilih dari daftar.", field=field)
    return str(codes(value).value)


def clean_date(value: Any, *, field: str, label: str, in_past: bool = True) -> PartialDate | None:
    """A date of which only the year may be known; may be empty."""
    if value in (None, ""):
        return None
    try:
        day = value if isinstance(value, PartialDate) else PartialDate(str(value))
    except ValueError:
        raise DomainError(f"{label}: tulis tahunnya (2023) atau tanggalnya (14-5-2023).", field=field) from None
    if day.year < EARLIEST_YEAR:
        raise DomainError(f"{label} harus tahun {EARLIEST_YEAR} atau sesudahnya.", field=field)
    if in_past and day > PartialDate.of(today()):
        raise DomainError(f"{label} harus hari ini atau sebelumnya. Yang terisi {day.display()}.", field=field)
    return day


def clean_answer(value: Any, *, field: str) -> bool | None:
    """Yes, no, or not asked (None)."""
    if value is not None and not isinstance(value, bool):
        raise DomainError("Pilih ya atau tidak.", field=field)
    return value


def clean_country(value: Any, *, field: str = "country", required: bool = True) -> Country | None:
    """A row of the country table."""
    if value is None and not required:
        return None
    if not isinstance(value, Country):
        raise DomainError("Pilih negara dari daftar.", field=field)
    return value


Cleaner = Callable[[Any], Any]
