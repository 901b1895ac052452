"""Filters of activities, services and letters, shared by pages and endpoints."""

from typing import Any

import django_filters
from django.db.models import QuerySet

from pillars.enums import ServiceKind, ServiceOutcome
from pillars.models import Activity, PermissionLetter, ServiceLog
from workers.enums import RecordStatus
from workers.filters import YearFilter, refuse_number, village_filter
from workers.models import Person

QUARTERS = {"1": (1, 3), "2": (4, 6), "3": (7, 9), "4": (10, 12)}


class ActivityFilter(django_filters.FilterSet):
    """Which activities of a pillar, among those the actor may see."""

    status = django_filters.ChoiceFilter(label="Status data", field_name="record_status", choices=RecordStatus.choices)
    year = YearFilter(label="Tahun", method="by_year")
    quarter = django_filters.ChoiceFilter(
        label="Triwulan", choices=[(key, f"Triwulan {'I' * int(key) if key != '4' else 'IV'}") for key in QUARTERS],
        method="by_quarter",
    )  # fmt: skip
    village = village_filter()

    class Meta:
        model: type[Activity] | None = None
        fields: list[str] = []

    def by_year(self, queryset: QuerySet, _name: str, value: Any) -> QuerySet:
        """Held in the year."""
        return queryset.filter(held_on__year=int(value))

    def by_quarter(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Held in the quarter, of whatever year."""
        return queryset.filter(held_on__month__range=QUARTERS[value])


class ServiceFilter(django_filters.FilterSet):
    """Which services."""

    kind = django_filters.ChoiceFilter(label="Layanan", choices=ServiceKind.choices)
    outcome = django_filters.ChoiceFilter(label="Hasil", choices=ServiceOutcome.choices)
    month = django_filters.CharFilter(label="Bulan", method="by_month", max_length=7)
    village = village_filter()

    class Meta:
        model = ServiceLog
        fields: list[str] = []

    def by_month(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """A month as 2026-11; anything else gives nothing."""
        year, _, month = value.partition("-")
        if not (
            year.isascii() and year.isdigit() and month.isascii() and month.isdigit() and len(year) == len("2026")
        ):
            return queryset.none()
        return queryset.filter(served_on__year=int(year), served_on__month=int(month))


class LetterFilter(django_filters.FilterSet):
    """Which letters."""

    q = django_filters.CharFilter(label="Nama calon PMI", method="by_name", max_length=100, validators=[refuse_number])
    state = django_filters.ChoiceFilter(
        label="Keadaan", choices=[("terbit", "Sudah terbit"), ("menunggu", "Belum terbit")], method="by_state"
    )
    village = village_filter()

    class Meta:
        model = PermissionLetter
        fields: list[str] = []

    def by_name(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Words of the name."""
        return queryset.filter(person__in=Person.objects.search(value).values("pk"))

    def by_state(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Issued or not yet."""
        return queryset.filter(issued_on__isnull=value == "menunggu")
