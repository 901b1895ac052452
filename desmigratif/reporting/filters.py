"""Filters of published figures."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from desmigratif.core.clock import today
from desmigratif.reference.models import Region
from desmigratif.reporting.models import Figure
from desmigratif.reporting.published_enums import FigureSubject

FIRST_YEAR = 2016  # the first Desmigratif villages
MOST_WORDS = 6
NATION = "ID"
WORDS_IN = ("label", "definition", "source", "publisher", "note")


def _years() -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in range(today().year, FIRST_YEAR - 1, -1)]


class FigureFilter(django_filters.FilterSet):
    """Which figures; a year means that the figure's period touches it."""

    q = django_filters.CharFilter(label="Kata", method="search", max_length=80)
    subject = django_filters.ChoiceFilter(label="Pokok", choices=FigureSubject.choices, empty_label="Semua pokok")
    region = django_filters.ChoiceFilter(label="Wilayah", choices=[], empty_label="Semua wilayah", method="about")
    year = django_filters.ChoiceFilter(label="Tahun", choices=_years, empty_label="Semua tahun", method="in_year")

    class Meta:
        model = Figure
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = self.queryset.order_by().values_list("region_id", flat=True).distinct()
        rows = Region.objects.filter(pk__in=[code for code in codes if code]).order_by("pk")
        self.filters["region"].extra["choices"] = [(NATION, "Indonesia"), *((row.pk, row.full_name) for row in rows)]

    def search(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Figures with all of the words."""
        for word in value.split()[:MOST_WORDS]:
            found = Q()
            for column in WORDS_IN:
                found |= Q(**{f"{column}__icontains": word})
            queryset = queryset.filter(found)
        return queryset

    def about(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Figures about exactly this region."""
        return queryset.filter(region_id=None if value == NATION else value) if value else queryset

    def in_year(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Figures whose period shares a day with the year."""
        if not value:
            return queryset
        return queryset.filter(period_start__lte=date(int(value), 12, 31), period_end__gte=date(int(value), 1, 1))
