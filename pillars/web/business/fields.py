"""Inputs about businesses and cooperatives: amounts as Indonesians write them, and rows picked from a list."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from desmigratif.core.clock import today
from pillars.services.recaps import month_words

MONTHS_BACK = 36


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
