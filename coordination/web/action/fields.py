"""Inputs of the action plan. Choices are compared in memory, so that whatever is sent is refused in words."""

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from desmigratif.core.clock import today
from desmigratif.reference.models import Institution, Region
from workers.web.forms.fields import plain

OFF = {"autocomplete": "off"}
AMOUNT = re.compile(r"(?:[0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+)(?:,[0-9]{1,2})?")
MOST_RUPIAH = 10**15  # a quarter of the state budget; a slip of the finger is caught
MOST_UNITS = 10**12
MANY = 40  # beyond this, ticks become a list one scrolls


class TextField(forms.CharField):
    """One line, without invisible characters."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs=OFF))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        return plain(super().to_python(value))


class WordsField(forms.CharField):
    """A few sentences."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={**OFF, "rows": rows}), **kwargs)


def amount_words(value: Decimal | int | None) -> str:
    """1250.50 as 1.250,5; nothing for None."""
    if value is None:
        return ""
    text = f"{value:f}"
    whole, _, part = (text.rstrip("0").rstrip(".") if "." in text else text).partition(".")
    return f"{int(whole):,}".replace(",", ".") + (f",{part}" if part else "")


class AmountField(forms.Field):
    """A number as Indonesians write it: 1.250,5 is one thousand two hundred and fifty and a half."""

    most = MOST_UNITS
    example = "1.250 atau 12,5"

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={**OFF, "inputmode": "decimal", "class": "govuk-input--width-10"})
        super().__init__(widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return amount_words(value) if isinstance(value, Decimal | int) else value

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value if value is not None else "").strip()
        if not text:
            return None
        if not (text.isascii() and len(text) <= 24 and AMOUNT.fullmatch(text)):
            raise ValidationError(f"{self.label}: tulis angkanya, misalnya {self.example}.")
        number = Decimal(re.sub(r"[. ]", "", text).replace(",", "."))
        if number > self.most:
            raise ValidationError(f"{self.label} terlalu besar. Periksa lagi angkanya.")
        return number


class RupiahField(AmountField):
    """Whole rupiah."""

    most = MOST_RUPIAH
    example = "25.000.000"

    def to_python(self, value: Any) -> int | None:
        number = super().to_python(str(value or "").strip().removeprefix("Rp"))
        if number is None:
            return None
        if number != int(number):
            raise ValidationError(f"{self.label}: tulis tanpa sen, misalnya {self.example}.")
        return int(number)


def institution_choices(*, besides: Iterable[Any] = ()) -> list[tuple[str, list[tuple[str, str]]]]:
    """Institutions in force today, by kind; `besides` (ids) stay offered although they ended."""
    rows = Institution.objects.valid_on(today()) | Institution.objects.filter(pk__in=list(besides))
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows.distinct().order_by("kind", "short_name"):
        groups[row.get_kind_display()].append((row.code, row.short_name))
    return list(groups.items())


class InstitutionField(forms.ChoiceField):
    """One institution; the clean value is the row."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(error_messages={"invalid_choice": "Pilih instansi dari daftar."}, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.code if isinstance(value, Institution) else value

    def clean(self, value: Any) -> Institution | None:
        code = super().clean(value)
        return Institution.objects.get(code=code) if code else None


class InstitutionsField(forms.MultipleChoiceField):
    """Several institutions; the clean value is a list of rows."""

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid_choice": "Pilih instansi dari daftar.", "invalid_list": "Pilih instansi dari daftar."}
        super().__init__(error_messages=messages, widget=forms.CheckboxSelectMultiple, **kwargs)

    def clean(self, value: Any) -> list[Institution]:
        codes = super().clean(value)
        return list(Institution.objects.filter(code__in=codes).order_by("short_name"))


class VillagesField(forms.MultipleChoiceField):
    """Codes of villages. A few are ticked; many are a list, in groups by kabupaten."""

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid_choice": "Pilih desa dari daftar.", "invalid_list": "Pilih desa dari daftar."}
        super().__init__(error_messages=messages, widget=forms.CheckboxSelectMultiple, **kwargs)

    def offer(self, codes: Iterable[str]) -> None:
        """Offer these villages."""
        rows = list(Region.objects.filter(pk__in=set(codes)).order_by("pk"))
        self.choices = [(row.pk, row.full_name) for row in sorted(rows, key=lambda row: (row.pk[:8], row.name))]
        if len(rows) > MANY:
            self.widget = forms.SelectMultiple(attrs={"size": 12})
            self.widget.choices = self.choices
            self.help_text = f"{self.help_text} Tahan Ctrl untuk memilih lebih dari satu."


class OriginField(forms.ChoiceField):
    """What an action answers, from a list of rows; the clean value is the row."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(error_messages={"invalid_choice": "Pilih dari daftar."}, **kwargs)
        self.rows: dict[str, Any] = {}

    def offer(self, rows: Iterable[Any], *, empty: str, longest: int = 90) -> None:
        """Offer these rows, each in its own words."""
        self.rows = {str(row.pk): row for row in rows}
        words = {key: plain(_words_of(row)) for key, row in self.rows.items()}
        short = {key: text if len(text) <= longest else f"{text[:longest].rstrip()}…" for key, text in words.items()}
        self.choices = [("", empty), *short.items()]

    def clean(self, value: Any) -> Any:
        return self.rows.get(super().clean(value))


def _words_of(row: Any) -> str:
    number = getattr(row, "number", "")
    return f"{number}: {row.text}" if number else f"{row.get_kind_display()}: {row.description}"
