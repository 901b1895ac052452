"""Filters of people, shared by the page and the endpoint. A value that is not understood is an error, never "all"."""

import re
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db.models import QuerySet

from desmigratif.core.clock import today
from desmigratif.core.models import VILLAGE_CODE
from desmigratif.core.partial_date import EARLIEST_YEAR
from desmigratif.reference.models import Country
from workers.enums import BusinessInterest, CarerRelation, PmiStatus, RecordStatus, SchoolStatus, Sex
from workers.models import Child, Family, Person

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


def village_filter() -> django_filters.CharFilter:
    """One village by its code."""
    return django_filters.CharFilter(
        label="Desa",
        field_name="village_code",
        strip=False,
        validators=[RegexValidator(rf"^{VILLAGE_CODE}\Z", "Kode desa tidak dikenal.")],
    )


class FamilyFilter(django_filters.FilterSet):
    """Which families, among those the actor may see."""

    q = django_filters.CharFilter(label="Nama anggota", method="by_name", max_length=100, validators=[refuse_number])
    record_status = django_filters.ChoiceFilter(label="Status data", choices=RecordStatus.choices)
    has_children = django_filters.ChoiceFilter(
        label="Anak PMI", choices=[("ya", "Ada"), ("tidak", "Belum tercatat")], method="by_children"
    )
    village = village_filter()

    class Meta:
        model = Family
        fields: list[str] = []

    def by_name(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Words of the name of somebody who is in the family now."""
        people = Person.objects.search(value).values("pk")
        return queryset.filter(pk__in=Family.objects.filter(memberships__ended=False, memberships__person__in=people))

    def by_children(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """With or without a recorded child of a migrant worker."""
        return queryset.filter(children_now__gt=0) if value == "ya" else queryset.filter(children_now=0)


AGE_BANDS = {"0-5": (0, 5), "6-12": (6, 12), "13-17": (13, 17)}


class ChildFilter(django_filters.FilterSet):
    """Which children, among those the actor may see."""

    q = django_filters.CharFilter(label="Nama", method="by_name", max_length=100, validators=[refuse_number])
    age_band = django_filters.ChoiceFilter(
        label="Umur", choices=[(band, f"{band} tahun") for band in AGE_BANDS], method="by_age"
    )
    school_status = django_filters.ChoiceFilter(label="Sekolah", choices=SchoolStatus.choices)
    carer_relation = django_filters.ChoiceFilter(label="Pengasuh", choices=CarerRelation.choices)
    carer_trained = django_filters.ChoiceFilter(
        label="Pengasuh dilatih", choices=[("ya", "Sudah"), ("tidak", "Belum")], method="by_training"
    )
    village = village_filter()

    class Meta:
        model = Child
        fields: list[str] = []

    def by_name(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Words of the child's name."""
        return queryset.filter(person__in=Person.objects.search(value).values("pk"))

    def by_age(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Years reached in this calendar year: a birth date may be only a year."""
        youngest, oldest = AGE_BANDS[value]
        year = today().year
        return queryset.filter(
            person__birth_date__gte=f"{year - oldest}", person__birth_date__lt=f"{year - youngest + 1}"
        )

    def by_training(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Whether the carer was trained."""
        return queryset.filter(carer_trained=value == "ya")
