"""Forms of the admin. Their last check is the service itself, so that what it refuses stands beside its field."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar
from zlib import crc32

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import capfirst
from phonenumber_field.phonenumber import PhoneNumber

from desmigratif.core.errors import DomainError, StaleVersion
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.web.fields import DayField
from desmigratif.core.web.forms import PartialDateFormField
from desmigratif.core.web.views import add_domain_error

EMPTY = "(kosong)"
INDONESIA = 62  # country calling code
BROKEN = "Halaman ini rusak. Buka lagi dari daftar, isian lain bisa disalin."
SIXTEEN_DIGITS = re.compile(r"(?<!\d)(?:\d[\s.\-]?){15}\d(?!\d)")


class PartialDateInput(PartialDateFormField):
    """A partial date of a record; the service says which dates can be."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "vTextField"}))
        super().__init__(in_past=False, **kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compared as dates: 14-5-1988 is 14 Mei 1988."""
        try:
            return self.clean(data) != (initial or None)
        except ValidationError:
            return True


class DayInput(PartialDateInput, DayField):
    """A whole date of a record."""


class PhoneInput(forms.CharField):
    """A phone number as it is dialled; the service reads it however it is written."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"class": "vTextField", "inputmode": "tel"})
        super().__init__(max_length=40, widget=widget, help_text="Contoh: 0812 3456 7890.", **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, PhoneNumber):
            return value
        return value.as_national if value.country_code == INDONESIA else value.as_international


def in_words(record: models.Model, name: str) -> str:
    """A field's value as a reader sees it."""
    field, value = record._meta.get_field(name), getattr(record, name)
    if value is None or value == "":
        return EMPTY
    if isinstance(value, bool):
        return "Ya" if value else "Tidak"
    if isinstance(value, date):
        return PartialDate.of(value).display()
    if isinstance(value, PartialDate):
        return value.display()
    if isinstance(value, PhoneNumber):
        return value.as_international
    return str(dict(field.flatchoices).get(value, value))


def version_of(record: models.Model, names: Iterable[str]) -> int:
    """The version a form is filled from; a record that counts none is known by the values of its fields."""
    if hasattr(record, "version"):
        return record.version
    values = [str(record._meta.get_field(name).value_from_object(record)) for name in names]
    return crc32("\x1f".join(values).encode())


class ReasonForm(forms.ModelForm):
    """Every change says why. `perform` calls the service and is set by the admin for each request.

    The form checks shapes only: rules and their words are the service's. Nothing is written on the instance, so a
    refused page still tells what is stored.
    """

    perform: ClassVar[Any]
    use_required_attribute = False

    reason = forms.CharField(
        label="Alasan perubahan",
        min_length=10,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        help_text="Mengapa data ini diubah, dan dari mana yang benar. Tersimpan di riwayat.",
        error_messages={
            "required": "Tulis alasan perubahannya.",
            "min_length": "Alasan terlalu pendek: tulis mengapa data ini diubah (sedikitnya 10 huruf).",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.saved: Any = None
        self.tracked = [field.name for field in self._meta.model._meta.fields if field.name in self.fields]
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def clean_reason(self) -> str:
        """A reason stays in the history for good, so no NIK may stand in it."""
        reason = self.cleaned_data["reason"]
        if SIXTEEN_DIGITS.search(reason):
            raise ValidationError("Hapus NIK dari alasan: NIK tidak boleh tersimpan di riwayat.")
        return reason

    def clean(self) -> dict[str, Any]:
        """Unique values and constraints are asked by the service."""
        return self.cleaned_data

    def _post_clean(self) -> None:
        if self.errors:
            return
        try:
            with transaction.atomic():
                self.saved = self.perform()
        except StaleVersion as error:
            self.show_conflict(error)
        except ValidationError as error:
            add_domain_error(self, error)

    def show_conflict(self, error: StaleVersion) -> None:
        """Tell that somebody else saved meanwhile."""
        self.add_error(None, error)

    def changes(self, names: Iterable[str]) -> dict[str, Any]:
        """The cleaned values of those fields that were changed. Raises DomainError when there is none."""
        found = {name: self.cleaned_data[name] for name in self.changed_data if name in names}
        if not found:
            raise DomainError("Belum ada isian yang diubah.")
        return found

    def told(self, *, values: bool) -> str:
        """What was done, for the log of the admin: labels, old and new values unless they are private, the reason."""
        lines = []
        for name in self.changed_data:
            if name not in self.tracked:
                continue
            label = capfirst(self.fields[name].label or name)
            new = in_words(self.saved, name)
            if not values:
                lines.append(f"{label} diubah")
            elif self.instance._state.adding:
                lines.append(f"{label}: {new}")
            else:
                lines.append(f"{label}: {in_words(self.instance, name)} → {new}")
        return "\n".join([*lines, f"Alasan: {self.cleaned_data['reason']}"])


class CorrectionForm(ReasonForm):
    """A change of a record that is there. It carries the version it was filled from, so no edit is lost."""

    read_version = forms.IntegerField(
        widget=forms.HiddenInput, max_value=2**32, error_messages={"required": BROKEN, "invalid": BROKEN}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["read_version"].initial = version_of(self.instance, self.tracked)

    def clean(self) -> dict[str, Any]:
        """A hidden input has no place for its error, so it goes to the top."""
        if "read_version" in self.errors:
            del self._errors["read_version"]
            self.add_error(None, BROKEN)
        return self.cleaned_data

    def _post_clean(self) -> None:
        """A record that counts no versions is compared here; the others by the service, under its lock."""
        stored = version_of(self.instance, self.tracked)
        if not self.errors and not hasattr(self.instance, "version") and self.cleaned_data["read_version"] != stored:
            self.show_conflict(StaleVersion(self.instance))
        super()._post_clean()

    def show_conflict(self, error: StaleVersion) -> None:
        """Everything typed stays; beside each field that differs stands what is stored now.

        The form takes over the stored version: whoever saves once more has seen both.
        """
        self.add_error(None, error)
        self.data = self.data.copy()
        self.data[self.add_prefix("read_version")] = str(version_of(error.current, self.tracked))
        for name in self.tracked:
            stored = self._meta.model._meta.get_field(name).value_from_object(error.current)
            if self.fields[name].has_changed(stored, self[name].data):
                self.add_error(name, f"Sekarang tersimpan: {in_words(error.current, name)}.")
