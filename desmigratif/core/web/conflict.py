"""After somebody else's save: what is stored now stands beside what was typed, and the next save counts."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpResponse

from desmigratif.core.partial_date import PartialDate
from desmigratif.core.web.fields import name_of
from desmigratif.core.web.views import ObjectServiceForm


class ConflictForm(ObjectServiceForm):
    """A form about one row that shows, after somebody else's save, what is `stored` beside what was typed."""

    def stored(self, row: Any) -> dict[str, Any]:
        """Values of a row as the form's clean values would be, where they are no attributes of the row."""
        return {}

    def refused(self, form: forms.Form, **context: Any) -> HttpResponse:
        """After a conflict the page knows what is stored now."""
        if "conflict" in context:
            row = context["conflict"]
            context["stored"] = stored_values(form, row, self.stored(row))
        return super().refused(form, **context)


def stored_values(form: forms.Form, row: Model, besides: dict[str, Any]) -> list[tuple[str, str]]:
    """Name and stored value, in words, of every input whose stored value is not what was typed."""
    typed = form.cleaned_data
    known = {name: getattr(row, name) for name in typed if name != "version" and hasattr(row, name)} | besides
    return [
        (name_of(form.fields[name]), _words(row, name, value, form.fields[name]))
        for name, value in known.items()
        if name in typed and name in form.fields and typed[name] != value
    ]


def _words(row: Model, name: str, value: Any, field: forms.Field) -> str:
    """A stored value as a reader sees it."""
    if value is None or value == "" or value == []:
        return "belum diisi"
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, list):
        labels = _labels(field)
        return ", ".join(str(labels.get(item, item)) for item in value)
    if isinstance(value, date):
        return PartialDate.of(value).display()
    if isinstance(value, PartialDate):
        return value.display()
    if hasattr(field, "most"):
        return str(field.prepare_value(value))
    display = getattr(row, f"get_{name}_display", None)
    return str(display() if display else _labels(field).get(value, value))


def _labels(field: forms.Field) -> dict[Any, Any]:
    """The choices of an input, those in groups too; those of a query are rows and name themselves."""
    if isinstance(field, forms.ModelChoiceField) or not isinstance(field, forms.ChoiceField):
        return {}
    found: dict[Any, Any] = {}
    for key, label in field.choices:
        found.update(label if isinstance(label, list | tuple) else {key: label})
    return found
