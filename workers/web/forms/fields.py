"""Inputs about people that several forms share."""

from collections import defaultdict
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F
from phonenumber_field.formfields import PhoneNumberField
from phonenumber_field.phonenumber import PhoneNumber

from desmigratif.core.clock import today
from desmigratif.core.nik import parse_nik
from desmigratif.core.scope import Actor
from desmigratif.core.web.fields import TextField
from desmigratif.reference.models import Country
from villages.models import Hamlet

INDONESIA = 62  # country calling code
OTHER_HAMLET = "LAIN"
YES, NO = "YA", "TIDAK"


class PersonNameField(TextField):
    """A name as on the KTP: one field, one word is enough (domain handbook 4.2)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Nama lengkap sesuai KTP")
        super().__init__(max_length=100, attrs={"autocapitalize": "words", "spellcheck": "false"}, **kwargs)


class NikField(TextField):
    """A NIK as typed or pasted; the clean value is its 16 digits.

    `any_province` lets a verifier's number of no known province through (domain handbook 4.1).
    """

    any_province = False

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "NIK")
        kwargs.setdefault("help_text", "16 angka di KTP. Boleh ditempel, spasi dihapus sendiri.")
        attrs = {"inputmode": "numeric", "class": "govuk-input--width-20 dm-nik", "spellcheck": "false"}
        super().__init__(max_length=60, attrs=attrs, **kwargs)

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        return parse_nik(text, today=today(), allow_unknown_province=self.any_province).number if text else ""


class PhoneField(PhoneNumberField):
    """A phone number, Indonesian unless it begins with +."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Nomor HP (boleh kosong)")
        attrs = {"autocomplete": "off", "inputmode": "tel", "class": "govuk-input--width-20"}
        message = "Nomor HP belum benar. Contoh: 0812 3456 7890. Kalau tidak ada, kosongkan."
        super().__init__(
            region="ID",
            required=False,
            max_length=40,
            widget=forms.TextInput(attrs=attrs),
            error_messages={"invalid": message},
            **kwargs,
        )
        # The package's own validator repeats the check in words of its own.
        self.default_validators = []
        self.validators = []

    def to_python(self, value: Any) -> Any:
        number = super().to_python(value)
        if number and not number.is_valid():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number


class YesNoField(forms.TypedChoiceField):
    """Yes, no, or not asked; the clean value is True, False or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=[(YES, "Ya"), (NO, "Tidak")],
            coerce=lambda value: value == YES,
            empty_value=None,
            widget=forms.RadioSelect,
            **kwargs,
        )


def phone_words(number: PhoneNumber | None) -> str:
    """A stored number as people read it: 0812-3456-7810, foreign ones with their country code."""
    if not number:
        return ""
    return number.as_national if number.country_code == INDONESIA else number.as_international


def offered_countries() -> list[tuple[str, Any]]:
    """Countries in two groups: the usual destinations in their own order, then the others by name."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for country in Country.objects.order_by(F("destination_order").asc(nulls_last=True), "name"):
        groups["Tujuan yang sering" if country.is_destination else "Negara lain"].append((country.pk, country.name))
    return list(groups.items())


class CountryField(forms.ChoiceField):
    """A country; the usual destinations come first. The clean value is the row, None when empty."""

    def __init__(self, *, empty: str = "Pilih negara", **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"invalid_choice": "Pilih negara dari daftar."})
        super().__init__(choices=lambda: [("", empty), *offered_countries()], **kwargs)

    def clean(self, value: Any) -> Country | None:
        code = super().clean(value)
        return Country.objects.get(pk=code) if code else None


class HamletField(forms.ChoiceField):
    """A dusun of the village. A value saved before the list changed stays offered."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Dusun")
        kwargs.setdefault("error_messages", {"invalid_choice": "Pilih dusun dari daftar."})
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        name = super().clean(value)
        return "" if name == OTHER_HAMLET else name


def hamlet_field(*, by: Actor, village_code: str, current: str = "") -> forms.Field:
    """A list when the village has its dusun recorded, else one line of text."""
    names = list(
        Hamlet.objects.visible_to(by).filter(village_code=village_code).order_by("name").values_list("name", flat=True)
    )
    if not names:
        return TextField(label="Dusun (boleh kosong)", required=False, max_length=60)
    if current and current not in names:
        names.append(current)
    choices = [("", "Pilih dusun"), *((name, name) for name in names), (OTHER_HAMLET, "Dusun lain atau belum tahu")]
    return HamletField(choices=choices)
