"""Dates of which only the month or the year is known: "2023", "2023-05", "2023-05-14".

Stored as that text: it sorts by time, and a shorter text means "somewhere in this year or month".
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
SHORT_MONTHS = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]
PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
EARLIEST_YEAR = 1900


@dataclass(frozen=True)
class PartialDate:
    """A date with day, month or year precision. Raises ValueError for a text that is no such date."""

    iso: str

    def __post_init__(self) -> None:
        match = PATTERN.fullmatch(self.iso) if self.iso.isascii() else None
        if not match:
            raise ValueError("not a partial date")
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))

    def __str__(self) -> str:
        return self.iso

    def __len__(self) -> int:
        return len(self.iso)

    def __lt__(self, other: "PartialDate") -> bool:
        """Compared on what both know: 2023 is neither before nor after 2023-05."""
        shared = min(len(self.iso), len(other.iso))
        return self.iso[:shared] < other.iso[:shared]

    def __gt__(self, other: "PartialDate") -> bool:
        return other < self

    def __le__(self, other: "PartialDate") -> bool:
        """Not after: 2023 may be 2023-05."""
        return not other < self

    def __ge__(self, other: "PartialDate") -> bool:
        return not self < other

    @property
    def year(self) -> int:
        return int(self.iso[:4])

    @property
    def precision(self) -> str:
        """`year`, `month` or `day`."""
        return {4: "year", 7: "month", 10: "day"}[len(self.iso)]

    @property
    def first_day(self) -> date:
        """The earliest day it can mean."""
        parts = [int(part) for part in self.iso.split("-")]
        return date(*[*parts, 1, 1][:3])

    def display(self) -> str:
        """As Indonesians write it: 14 Mei 2023, Mei 2023, 2023."""
        parts = [int(part) for part in self.iso.split("-")]
        words = [str(parts[0])]
        if len(parts) > 1:
            words.insert(0, MONTHS[parts[1] - 1])
        if len(parts) > 2:
            words.insert(0, str(parts[2]))
        return " ".join(words)

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """The same date with full precision."""
        return cls(day.isoformat())


class PartialDateField(models.CharField):
    """A `PartialDate` in a text column of 10 characters, sorted bytewise."""

    description = "date with day, month or year precision"

    # For the type checker: what an attribute of this kind takes and gives.
    _pyi_private_set_type: PartialDate | str
    _pyi_private_get_type: PartialDate

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        kwargs["db_collation"] = "C"
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"], kwargs["db_collation"]
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PartialDate | None:
        return PartialDate(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        if value in (None, ""):
            return None
        if isinstance(value, PartialDate):
            return value
        if isinstance(value, date):
            return PartialDate.of(value)
        try:
            return PartialDate(str(value))
        except ValueError as error:
            raise ValidationError(
                "Tulis tahunnya (2023), bulannya (2023-05), atau tanggalnya (2023-05-14)."
            ) from error

    def get_prep_value(self, value: Any) -> str | None:
        converted = self.to_python(value)
        return converted.iso if converted else None

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj) or "")
