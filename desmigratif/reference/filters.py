"""Filters of reference data, shared by pages and endpoints."""

from datetime import date

import django_filters
from django.db.models import QuerySet

from desmigratif.reference.enums import InstitutionKind, RegionLevel
from desmigratif.reference.models import Country, Institution, Region


class RegionFilter(django_filters.FilterSet):
    """Regions by level, parent, code, words, and day."""

    level = django_filters.ChoiceFilter(choices=RegionLevel.choices)
    parent = django_filters.CharFilter(field_name="parent_id", max_length=13)
    code = django_filters.CharFilter(max_length=13)
    q = django_filters.CharFilter(
        method="filter_words", max_length=60, label="Words of the name or of the places above"
    )
    valid_on = django_filters.DateFilter(method="filter_day", label="In force on this day")

    class Meta:
        model = Region
        fields = ["level", "parent", "code", "q", "valid_on"]

    def filter_words(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.search(value)

    def filter_day(self, rows: QuerySet, name: str, value: date) -> QuerySet:
        return rows.valid_on(value)


class InstitutionFilter(django_filters.FilterSet):
    """Institutions by kind, region and day."""

    kind = django_filters.ChoiceFilter(choices=InstitutionKind.choices)
    region = django_filters.CharFilter(field_name="region_id", max_length=13)
    code = django_filters.CharFilter(max_length=40)
    valid_on = django_filters.DateFilter(method="filter_day", label="In force on this day")

    class Meta:
        model = Institution
        fields = ["kind", "region", "code", "valid_on"]

    def filter_day(self, rows: QuerySet, name: str, value: date) -> QuerySet:
        return rows.valid_on(value)


class CountryFilter(django_filters.FilterSet):
    """Countries by code."""

    code = django_filters.CharFilter(max_length=2)

    class Meta:
        model = Country
        fields = ["code"]
