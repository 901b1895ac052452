"""Inputs of the action plan. Choices are compared in memory, so that whatever is sent is refused in words."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms

from desmigratif.core.clock import today
from desmigratif.core.text import plain
from desmigratif.reference.models import Institution, Region

MANY = 40  # beyond this, ticks become a list one scrolls


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
