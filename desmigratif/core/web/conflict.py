"""What is stored now, beside what was typed, when somebody else saved in between."""

from datetime import date
from typing import Any

from django.db.models import Model
from django.forms import Form

from desmigratif.core.partial_date import PartialDate


def stored_values(form: Form, row: Model) -> list[tuple[str, str]]:
    """Label and stored value of every input whose stored value is not what was typed."""
    typed = form.cleaned_data
    return [
        (str(form.fields[name].label), _words(row, name))
        for name in typed
        if name != "version" and hasattr(row, name) and getattr(row, name) != typed[name]
    ]


def _words(row: Model, name: str) -> str:
    value: Any = getattr(row, name)
    if value is None or value == "":
        return "belum diisi"
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, date):
        return PartialDate.of(value).display()
    display = getattr(row, f"get_{name}_display", None)
    return str(display()) if display else str(value)
