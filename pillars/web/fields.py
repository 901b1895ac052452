"""Inputs that the forms of the pillars share: whole days, heads, rupiah."""

import re
from datetime import date
from typing import Any

from django import forms

DAY_FORMATS = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d"]


class DayField(forms.DateField):
    """A whole date as Indonesians write it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "Contoh: 24-11-2026.")
        super().__init__(
            input_formats=DAY_FORMATS,
            error_messages={"invalid": "Tulis tanggalnya, contoh: 24-11-2026."},
            widget=forms.DateInput(attrs={"autocomplete": "off", "inputmode": "numeric"}, format="%d-%m-%Y"),
            **kwargs,
        )

    def to_python(self, value: Any) -> date | None:
        found = super().to_python(value)
        if found is not None and found.year < 1000:  # "24-11-26" is a slip, not a year of antiquity
            raise forms.ValidationError("Tulis tahunnya lengkap, contoh: 24-11-2026.")
        return found


class WholeField(forms.IntegerField):
    """A whole number, typed with or without dots between the thousands."""

    def __init__(self, *, width: int = 5, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "class": f"govuk-input--width-{width}"}
        super().__init__(
            min_value=0,
            max_value=10**15,
            widget=forms.TextInput(attrs=attrs),
            error_messages={
                "invalid": "Tulis angka saja, contoh: 1.250.000.",
                "min_value": "Tulis angka 0 atau lebih.",
                "max_value": "Angkanya terlalu besar. Periksa lagi.",
            },
            **kwargs,
        )

    def to_python(self, value: Any) -> int | None:
        text = str(value or "") if value != 0 else "0"
        text = re.sub(r"^\s*[Rr][Pp]\.?", "", text)
        return super().to_python(re.sub(r"[.\s\u00a0]", "", text))
