"""Inputs of the chain. Choices are compared in memory, so that whatever is sent is refused in words."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.db.models import Model

from coordination.web.action.fields import MANY
from desmigratif.core.text import plain
from desmigratif.core.web.fields import NO_NIK, ReasonField
from desmigratif.core.web.records import WhyForm

LONGEST = 100
FROM_A_LIST = "Pilih dari daftar."


def short(text: str, longest: int = LONGEST) -> str:
    """One line, cut at the end."""
    line = plain(text)
    return line if len(line) <= longest else f"{line[:longest].rstrip()}…"


class RowField(forms.ChoiceField):
    """One row of a list; the clean value is the row, None when empty."""

    def __init__(self, *, empty: str, **kwargs: Any) -> None:
        super().__init__(error_messages={"invalid_choice": FROM_A_LIST}, **kwargs)
        self.empty = empty
        self.rows: dict[str, Model] = {}

    def offer(self, groups: dict[str, Iterable[Any]], words: Callable[[Any], str] = str) -> None:
        """Offer these rows under their headings; a heading of "" has none."""
        self.choices = [("", self.empty)]
        for heading, rows in groups.items():
            found = {str(row.pk): row for row in rows}
            self.rows |= found
            pairs = [(key, short(words(row))) for key, row in found.items()]
            self.choices += [(heading, pairs)] if heading and pairs else pairs

    def prepare_value(self, value: Any) -> Any:
        return str(value.pk) if isinstance(value, Model) else value

    def clean(self, value: Any) -> Any:
        return self.rows.get(super().clean(value))


class RowsField(forms.MultipleChoiceField):
    """Several rows of a list; the clean value is a list of rows. A few are ticked, many are a list."""

    def __init__(self, **kwargs: Any) -> None:
        messages = {"invalid_choice": FROM_A_LIST, "invalid_list": FROM_A_LIST}
        super().__init__(error_messages=messages, widget=forms.CheckboxSelectMultiple, **kwargs)
        self.rows: dict[str, Model] = {}

    def offer(self, rows: Iterable[Any], words: Callable[[Any], str] = str) -> None:
        """Offer these rows."""
        self.rows = {str(row.pk): row for row in rows}
        self.choices = [(key, short(words(row))) for key, row in self.rows.items()]
        if len(self.rows) > MANY:
            self.widget = forms.SelectMultiple(attrs={"size": 12})
            self.widget.choices = self.choices
            self.help_text = f"{self.help_text} Tahan Ctrl untuk memilih lebih dari satu.".strip()

    def prepare_value(self, value: Any) -> Any:
        return [str(item.pk) if isinstance(item, Model) else item for item in value] if value else value

    def clean(self, value: Any) -> list[Any]:
        return [self.rows[key] for key in super().clean(value)]


class WithdrawForm(WhyForm):
    """Why a record is taken out."""

    reason = ReasonField(label="Alasan", help_text=NO_NIK)
