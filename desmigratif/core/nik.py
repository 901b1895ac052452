"""NIK, the national identity number: what can be checked, and how it is shown (docs: domain handbook 4.1).

16 digits: region of first registration (6), birth date DDMMYY with 40 added to the day for women (6), serial (4).
It never changes, not even when the birth date in it was wrong; so format is checked hard, agreement softly.
"""

import re
from dataclasses import dataclass
from datetime import date

from desmigratif.core.errors import DomainError

# The 38 provinces of Kepmendagri 300.2.2-2138/2025. Numbers issued by missions may differ: a verifier overrides.
PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "16",
        "17",
        "18",
        "19",
        "21",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "51",
        "52",
        "53",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "72",
        "73",
        "74",
        "75",
        "76",
        "81",
        "82",
        "91",
        "92",
        "93",
        "94",
        "95",
        "96",
    ]
)
# BKKBN's stand-ins for "no NIK"; saving one as a number would make strangers look like one person.
PLACEHOLDERS = frozenset(f"999999999999999{last}" for last in "04569")
MALE, FEMALE = "1", "2"


@dataclass(frozen=True)
class Nik:
    """A number that passed the hard checks, and what can be read from it."""

    number: str
    sex: str
    births: tuple[date, ...]

    @property
    def birth(self) -> date:
        """The most likely birth date: the latest century that is not in the future."""
        return self.births[-1]


def clean_digits(text: str) -> str:
    """Strip spaces, dots and dashes; exports of the population register carry dots."""
    return re.sub(r"[\s.\-\u2010-\u2015\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)


def parse_nik(text: str, *, today: date, allow_unknown_province: bool = False) -> Nik:
    """Check a NIK as typed.

    Raises DomainError (field `nik`) that says what is wrong and what to do; it never says whether the number is
    known already.
    """
    number = clean_digits(text)
    if re.search(r"\d[.,]?\d*[eE]\+?\d", text):
        raise _error("NIK terbaca sebagai angka Excel (misalnya 3,50E+15). Tulis ulang 16 angkanya sebagai teks.")
    if not re.fullmatch(r"[0-9]+", number):
        raise _error("NIK hanya berisi angka. Periksa lagi dengan KTP.")
    if len(number) != 16:
        raise _error(f"NIK harus 16 angka. Yang terisi {len(number)} angka.")
    if number in PLACEHOLDERS or len(set(number)) == 1:
        raise _error("Ini bukan NIK asli. Kosongkan NIK, lalu pilih alasan belum ada NIK.")
    if number[:2] not in PROVINCES and not allow_unknown_province:
        raise _error("Dua angka pertama NIK bukan kode provinsi. Periksa lagi dengan KTP.")
    if number[12:] == "0000":
        raise _error("Empat angka terakhir NIK tidak boleh 0000. Periksa lagi dengan KTP.")
    day, month, year = int(number[6:8]), int(number[8:10]), int(number[10:12])
    sex = FEMALE if day > 40 else MALE
    births = tuple(
        born for century in (1900, 2000) if (born := _real_date(century + year, month, day % 40)) and born <= today
    )
    if not births or day % 40 == 0 or day > 71:
        raise _error("Angka ke-7 sampai ke-12 NIK bukan tanggal lahir yang ada. Periksa lagi dengan KTP.")
    return Nik(number=number, sex=sex, births=births)


def mask_nik(number: str) -> str:
    """Region digits and the last two; never digits 7 to 14, which hold the birth date."""
    return f"{number[:6]}••••••••{number[-2:]}"


def _real_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _error(message: str) -> DomainError:
    return DomainError(message, field="nik")
