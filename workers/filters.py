"""Filters of people, shared by the page and the endpoint. A value that is not understood is an error, never "all"."""

import re
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import QuerySet

from desmigratif.core.models import VILLAGE_CODE
from desmigratif.core.partial_date import EARLIEST_YEAR
from desmigratif.reference.models import Country
from workers.enums import BusinessInterest, PmiStatus, RecordStatus, Sex
from workers.models import Person

REGION_CODE = r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?\Z"
MANY_DIGITS = re.compile(r"(?:\d\D?){6}")


def refuse_number(text: str) -> None:
    """A NIK must not stand in an address: it would be kept in histories and logs."""
    if MANY_DIGITS.search(text):
        raise ValidationError("Tulis nama saja di sini. Untuk NIK, pakai pencarian dengan NIK lengkap.")


class _YearField(forms.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"invalid": "Tahun terdiri dari 4 angka."})
        super().__init__(min_value=EARLIEST_YEAR, max_value=2100, **kwargs)


class YearFilter(django_filters.NumberFilter):
    """Four digits."""

    field_class = _YearField


class PersonFilter(django_filters.FilterSet):
    """Which people, among those the actor may see."""

    q = django_filters.CharFilter(label="Nama", method="by_name", max_length=100, validators=[refuse_number])
    status = django_filters.ChoiceFilter(label="Status", choices=PmiStatus.choices)
    sex = django_filters.ChoiceFilter(label="Jenis kelamin", choices=Sex.choices)
    record_status = django_filters.ChoiceFilter(label="Status data", choices=RecordStatus.choices)
    business_interest = django_filters.ChoiceFilter(label="Minat usaha", choices=BusinessInterest.choices)
    hamlet = django_filters.CharFilter(label="Dusun", max_length=60)
    country = django_filters.ModelChoiceFilter(
        label="Negara terakhir", field_name="last_country", queryset=Country.objects.order_by("name")
    )
    return_year = YearFilter(label="Tahun pulang", field_name="last_return_year")
    village = django_filters.CharFilter(
        label="Desa",
        field_name="village_code",
        strip=False,
        validators=[RegexValidator(rf"^{VILLAGE_CODE}\Z", "Kode desa tidak dikenal.")],
    )
    region = django_filters.CharFilter(
        label="Wilayah", method="by_region", validators=[RegexValidator(REGION_CODE, "Kode wilayah tidak dikenal.")]
    )

    class Meta:
        model = Person
        fields: list[str] = []

    def by_name(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Words of the name or nickname."""
        return queryset.search(value)

    def by_region(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """A region of any level; it only narrows what the actor sees."""
        return queryset.in_region(value)
