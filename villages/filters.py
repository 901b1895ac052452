"""Filters of villages, shared by the page and the endpoint."""

from typing import Any

import django_filters
from django.core.validators import RegexValidator
from django.db.models import Exists, OuterRef, Q, QuerySet

from villages.enums import IndexStatus, ProgrammeStatus
from villages.models import Programme, Village, VillageProgramme

KINDS = {"desa", "kelurahan", "kec", "kecamatan", "kab", "kabupaten"}  # people write them, names lack them
MAX_WORDS = 8
WRONG_CODE = "Kode wilayah tidak dikenal."


def _code_filter(column: str, pattern: str, label: str) -> django_filters.CharFilter:
    return django_filters.CharFilter(field_name=column, label=label, validators=[RegexValidator(pattern, WRONG_CODE)])


class VillageFilter(django_filters.FilterSet):
    """Which villages. Works on a queryset that has `with_region()`."""

    q = django_filters.CharFilter(label="Nama desa, kecamatan, atau kode", method="search", max_length=80)
    programme = django_filters.ModelChoiceFilter(
        label="Program", queryset=Programme.objects.order_by("order", "code"), method="in_programme"
    )
    status = django_filters.ChoiceFilter(
        label="Status program", choices=ProgrammeStatus.choices, method="in_programme"
    )
    index_status = django_filters.ChoiceFilter(label="Indeks Desa", choices=IndexStatus.choices)
    province = _code_filter("prov_code", r"^[0-9]{2}\Z", "Provinsi")
    district = _code_filter("kab_code", r"^[0-9]{2}\.[0-9]{2}\Z", "Kabupaten atau kota")
    subdistrict = _code_filter("kec_code", r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\Z", "Kecamatan")

    class Meta:
        model = Village
        fields: list[str] = []

    def search(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Every word must be in the name or the code of the village, its kecamatan or its kabupaten."""
        words = [word.strip(".,") for word in value.split()]
        words = [word for word in words if word and word.lower() not in KINDS]
        for word in words[:MAX_WORDS]:
            queryset = queryset.filter(
                Q(region_name__icontains=word) | Q(region_place__icontains=word) | Q(village_code__startswith=word)
            )
        return queryset

    def in_programme(self, queryset: QuerySet, _name: str, _value: Any) -> QuerySet:
        """Programme and status are asked of the same row; `filter_queryset` does it once for both."""
        return queryset

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        queryset = super().filter_queryset(queryset)
        data = self.form.cleaned_data
        asked = {name: data[name] for name in ("programme", "status") if data.get(name)}
        if not asked:
            return queryset
        return queryset.filter(Exists(VillageProgramme.objects.filter(village=OuterRef("pk"), **asked)))
