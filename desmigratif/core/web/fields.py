"""Inputs that every form shares: one line, a few sentences, a whole day, amounts as Indonesians write them.

What could mean two things is refused rather than guessed: 1.500 is fifteen hundred, 1.5 and 12.5 are nothing.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator

from desmigratif.core.partial_date import PartialDate
from desmigratif.core.text import plain
from desmigratif.core.web.forms import PartialDateFormField, parse_partial_date

OFF = {"autocomplete": "off"}  # browsers must not offer what was typed about somebody else
NO_NIK = "Tersimpan di riwayat. Jangan menulis NIK."
LONGEST = 24  # letters of a number
REMARK = re.compile(r" \((?:boleh kosong|kosongkan)[^)]*\)$")
SHORT_YEAR = re.compile(r"[0-9]{1,2}[-/. ](?:[0-9]{1,2}|[a-z]+)[-/. ][0-9]{2}", re.IGNORECASE)
MINUS = ("-", "−", "–")
WHOLE = r"(?:[1-9][0-9]{0,2}(?:[. ][0-9]{3})+|[0-9]+)"  # 0.500 is half of something, or a slip
PART = r"(?:,[0-9]{1,2})?"


def name_of(field: forms.Field) -> str:
    """The label as an error names it, without the remark that the input may stay empty."""
    return REMARK.sub("", str(field.label or "Isian ini"))


class TextField(forms.CharField):
    """One line, without invisible characters."""

    def __init__(self, *, width: int = 0, attrs: dict[str, str] | None = None, **kwargs: Any) -> None:
        classes = {"class": f"govuk-input--width-{width}"} if width else {}
        kwargs.setdefault("widget", forms.TextInput(attrs={**OFF, **classes, **(attrs or {})}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        ProhibitNullCharactersValidator()(text)  # before it is taken out with the other invisible ones
        return plain(text)


class WordsField(forms.CharField):
    """A few sentences."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={**OFF, "rows": rows}), **kwargs)


class ReasonField(WordsField):
    """Why something is changed; it is kept in the history for everybody who may see the record."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Alasan perubahan")
        super().__init__(max_length=500, **kwargs)


class DayField(PartialDateFormField):
    """A whole date: 24-11-2026, 24/11/2026, 24.11.2026, 24 November 2026, 2026-11-24. The clean value is a `date`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Contoh: 24-11-2026.")
        kwargs.setdefault("widget", forms.TextInput(attrs={**OFF, "class": "govuk-input--width-10"}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return PartialDate.of(value).display() if isinstance(value, date) else super().prepare_value(value)

    def read(self, text: str) -> PartialDate:
        if SHORT_YEAR.fullmatch(text):
            raise ValidationError(f"{name_of(self)}: tulis tahunnya lengkap, misalnya 14-5-2023.")
        parsed = parse_partial_date(text)
        if parsed is None or parsed.precision != "day":
            raise ValidationError(f"{name_of(self)}: tulis tanggal lengkap, misalnya 14-5-2023.")
        return parsed

    def clean(self, value: Any) -> Any:
        parsed = super().clean(value)
        return parsed.first_day if parsed else None


def amount_words(value: Decimal | int | None) -> str:
    """1250.50 as 1.250,5; nothing for None."""
    if value is None:
        return ""
    whole, _, part = f"{value:f}".partition(".")
    part = part.rstrip("0")
    return f"{int(whole):,}".replace(",", ".") + (f",{part}" if part else "")


class AmountField(forms.Field):
    """A number from nought with up to two decimals after a comma: 1.250,5 is 1250 and a half.

    `most` catches slips of the finger; services know the real limits.
    """

    most: int = 10**12
    example: ClassVar[str] = "1.250 atau 12,5"
    inputmode: ClassVar[str] = "decimal"
    wanted: ClassVar[str] = "tulis angkanya"
    shape: ClassVar[re.Pattern[str]] = re.compile(WHOLE + PART)

    def __init__(self, *, width: int = 10, most: int | None = None, **kwargs: Any) -> None:
        attrs = {**OFF, "inputmode": self.inputmode, "class": f"govuk-input--width-{width}"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)
        self.most = most or self.most

    def prepare_value(self, value: Any) -> Any:
        return amount_words(value) if isinstance(value, Decimal | int) else value

    def typed(self, value: Any) -> str:
        """What was typed, with plain single blanks: numbers are pasted with those that do not break."""
        return " ".join(str(value if value is not None else "").split())

    def to_python(self, value: Any) -> Any:
        text = self.typed(value)
        if not text:
            return None
        if text.startswith(MINUS):
            raise ValidationError(f"{name_of(self)} tidak boleh kurang dari 0.")
        if len(text) > LONGEST or not self.shape.fullmatch(text):
            raise ValidationError(f"{name_of(self)}: {self.wanted}, misalnya {self.example}.")
        number = Decimal(re.sub("[. ]", "", text).replace(",", "."))
        if number > self.most:
            raise ValidationError(f"{name_of(self)} terlalu besar. Periksa lagi angkanya.")
        return number


class WholeNumberField(AmountField):
    """A whole number from nought, with or without dots between the thousands. The clean value is an `int`."""

    most = 10**15
    example = "12"
    inputmode = "numeric"
    wanted = "tulis angkanya saja"
    shape = re.compile(WHOLE)

    def __init__(self, *, width: int = 5, **kwargs: Any) -> None:
        super().__init__(width=width, **kwargs)

    def to_python(self, value: Any) -> int | None:
        number = super().to_python(value)
        return None if number is None else int(number)


class RupiahField(WholeNumberField):
    """Whole rupiah: 1500000, 1.500.000 and Rp 1.500.000,00 are the same."""

    most = 10**15  # a quarter of the state budget
    example = "1.500.000"

    def __init__(self, *, width: int = 10, **kwargs: Any) -> None:
        super().__init__(width=width, **kwargs)

    def typed(self, value: Any) -> str:
        text = re.sub(r"^rp\.? ?", "", super().typed(value), flags=re.IGNORECASE)
        return re.sub(r",(?:00?|-)$", "", text)

    def to_python(self, value: Any) -> int | None:
        if re.fullmatch(WHOLE + r",[0-9]{1,2}", self.typed(value)):
            raise ValidationError(f"{name_of(self)}: tulis tanpa sen, misalnya {self.example}.")
        return super().to_python(value)
