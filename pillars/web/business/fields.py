"""Inputs about businesses and cooperatives: amounts as Indonesians write them, and rows picked from a list."""

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from desmigratif.core.clock import today
from pillars.services.recaps import month_words

OFF = {"autocomplete": "off"}
GROUPED = re.compile(r"[0-9]{1,3}(?:[. \u00a0][0-9]{3})+|[0-9]+")
DECIMAL = re.compile(r"([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,([0-9]{1,2}))?")
LONGEST = 24
MONTHS_BACK = 36
MAY_BE_EMPTY = " (boleh kosong)"


def amount_words(value: Decimal | int | None) -> str:
    """1250.50 as 1.250,5; nothing for None."""
    if value is None:
        return ""
    whole, _, part = f"{value:f}".partition(".")
    part = part.rstrip("0")
    return f"{int(whole):,}".replace(",", ".") + (f",{part}" if part else "")


def _name(field: forms.Field) -> str:
    return str(field.label).removesuffix(MAY_BE_EMPTY)


class WholeNumberField(forms.Field):
    """A whole number from nought, typed with or without dots between the thousands."""

    example = "12"
    width = 5

    def __init__(self, **kwargs: Any) -> None:
        attrs = {**OFF, "inputmode": "numeric", "class": f"govuk-input--width-{self.width}"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return amount_words(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> int | None:
        text = str(value if value is not None else "").strip()
        if not text:
            return None
        if text.startswith(("-", "−")):
            raise ValidationError(f"{_name(self)} tidak boleh kurang dari 0.")
        if not (text.isprintable() and len(text) <= LONGEST and GROUPED.fullmatch(text)):
            raise ValidationError(f"{_name(self)}: tulis angkanya saja, misalnya {self.example}.")
        return int(re.sub(r"[. \u00a0]", "", text))


class RupiahField(WholeNumberField):
    """Whole rupiah: 1500000, 1.500.000 and Rp 1.500.000,00 are the same; 1.5 is refused rather than guessed."""

    example = "1.500.000"
    width = 10

    def to_python(self, value: Any) -> int | None:
        text = str(value if value is not None else "").strip()
        text = re.sub(r"^[Rr][Pp]\.?\s*", "", text)
        return super().to_python(re.sub(r",(?:00?|-)$", "", text))


class QuantityField(forms.Field):
    """A number of things, with up to two decimals after a comma: 12,5 is twelve and a half."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {**OFF, "inputmode": "decimal", "class": "govuk-input--width-5"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return amount_words(value) if isinstance(value, Decimal | int) else value

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value if value is not None else "").strip()
        if not text:
            return None
        if text.startswith(("-", "−")):
            raise ValidationError(f"{_name(self)} tidak boleh kurang dari 0.")
        found = DECIMAL.fullmatch(text) if text.isascii() and len(text) <= LONGEST else None
        if found is None:
            raise ValidationError(f"{_name(self)}: tulis angkanya, misalnya 25 atau 12,5.")
        return Decimal(f"{found[1].replace('.', '')}.{found[2] or '0'}")


class RowField(forms.ChoiceField):
    """One row of a few lists, each under its own legend; the clean value is the row.

    Choices are compared in memory, so that whatever is sent is refused in words.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"invalid_choice": "Pilih dari daftar."})
        super().__init__(**kwargs)
        self.rows: dict[str, Any] = {}

    def offer(self, *lists: tuple[str, Iterable[tuple[str, str, Any]]], empty: str) -> None:
        """Offer lists of (key, words, row)."""
        choices: list[Any] = [("", empty)]
        for legend, items in lists:
            known = [(key, words) for key, words, row in items if self._keep(key, row)]
            choices += [(legend, known)] if known else []
        self.choices = choices

    def _keep(self, key: str, row: Any) -> bool:
        self.rows[key] = row
        return True

    def clean(self, value: Any) -> Any:
        return self.rows.get(super().clean(value))


class MonthField(forms.ChoiceField):
    """One of the last three years' months; the clean value is its first day."""

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid_choice": "Pilih bulan dari daftar."}
        super().__init__(choices=month_choices, error_messages=messages, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%Y-%m}" if isinstance(value, date) else value

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        return date.fromisoformat(f"{text}-01") if text else None


def month_choices() -> list[tuple[str, str]]:
    """The months offered, newest first."""
    day = today()
    count = day.year * 12 + day.month - 1
    months = [date(number // 12, number % 12 + 1, 1) for number in range(count, count - MONTHS_BACK, -1)]
    return [("", "Pilih bulan"), *((f"{month:%Y-%m}", month_words(month)) for month in months)]
