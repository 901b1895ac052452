"""Filters of groups, businesses, aid and cooperatives, shared by pages and endpoints."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet

from desmigratif.core.clock import today
from desmigratif.reference.models import Institution, Region
from pillars.enums import (
    AidKind,
    BusinessKind,
    BusinessStatus,
    CooperativeKind,
    CooperativeLink,
    CooperativeStatus,
    GroupKind,
    TurnoverBand,
)
from pillars.models import Aid, Business, Cooperative, Group
from workers.filters import YearFilter, refuse_number

MOST_WORDS = 6


class PlaceFilter(django_filters.FilterSet):
    """By words and by place; the places offered are those where the actor sees a row."""

    words_in: tuple[str, ...] = ("name",)

    q = django_filters.CharFilter(label="Nama", method="by_words", max_length=100, validators=[refuse_number])
    village = django_filters.ChoiceFilter(
        label="Desa", field_name="village_code", choices=[], empty_label="Semua desa"
    )
    district = django_filters.ChoiceFilter(
        label="Kabupaten/kota", field_name="kab_code", choices=[], empty_label="Semua kabupaten/kota"
    )

    class Meta:
        model: Any = None
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, column in (("village", "village_code"), ("district", "kab_code")):
            codes = self.queryset.order_by().values_list(column, flat=True).distinct()
            rows = Region.objects.filter(pk__in=list(codes)).order_by("name", "pk")
            self.filters[name].extra["choices"] = [(row.pk, row.full_name) for row in rows]

    def by_words(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Every word stands in one of the columns, in whatever case."""
        for word in value.split()[:MOST_WORDS]:
            test = Q()
            for column in self.words_in:
                test |= Q(**{f"{column}__icontains": word})
            queryset = queryset.filter(test)
        return queryset


class GroupFilter(PlaceFilter):
    """Which groups."""

    words_in = ("name", "commodity")

    kind = django_filters.ChoiceFilter(label="Jenis", choices=GroupKind.choices, empty_label="Semua jenis")
    state = django_filters.ChoiceFilter(
        label="Keadaan",
        choices=[("AKTIF", "Masih aktif"), ("TIDAK", "Tidak aktif")],
        empty_label="Semua keadaan",
        method="by_state",
    )

    class Meta(PlaceFilter.Meta):
        model = Group

    def by_state(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Whether it is still at work."""
        return queryset.filter(is_active=value == "AKTIF")


class BusinessFilter(PlaceFilter):
    """Which businesses. A name is looked for among businesses and groups, never among people."""

    words_in = ("name", "commodity", "group__name")

    kind = django_filters.ChoiceFilter(label="Jenis", choices=BusinessKind.choices, empty_label="Semua jenis")
    status = django_filters.ChoiceFilter(label="Keadaan", choices=BusinessStatus.choices, empty_label="Semua keadaan")
    turnover_band = django_filters.ChoiceFilter(label="Omzet", choices=TurnoverBand.choices, empty_label="Semua omzet")
    owner = django_filters.ChoiceFilter(
        label="Pemilik",
        choices=[("KELOMPOK", "Kelompok"), ("ORANG", "Perorangan")],
        empty_label="Semua pemilik",
        method="by_owner",
    )

    class Meta(PlaceFilter.Meta):
        model = Business

    def by_owner(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Of groups, or of persons."""
        return queryset.filter(group__isnull=value == "ORANG")


class AidFilter(PlaceFilter):
    """Which aid."""

    words_in = ("description", "group__name", "business__name")

    q = django_filters.CharFilter(
        label="Uraian atau penerima", method="by_words", max_length=100, validators=[refuse_number]
    )
    kind = django_filters.ChoiceFilter(label="Jenis", choices=AidKind.choices, empty_label="Semua jenis")
    giver = django_filters.ChoiceFilter(
        label="Pemberi", field_name="giver__code", choices=[], empty_label="Semua pemberi"
    )
    year = YearFilter(label="Tahun diterima", field_name="given_on__year")
    check = django_filters.ChoiceFilter(
        label="Pemeriksaan",
        choices=[("PERLU", "Perlu dicek"), ("SUDAH", "Sudah dicek"), ("NANTI", "Belum waktunya")],
        empty_label="Semua",
        method="by_check",
    )

    class Meta(PlaceFilter.Meta):
        model = Aid

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        givers = self.queryset.order_by().values("giver_id").distinct()
        rows = Institution.objects.filter(pk__in=givers).order_by("short_name")
        self.filters["giver"].extra["choices"] = list(rows.values_list("code", "short_name"))

    def by_check(self, queryset: Any, _name: str, value: str) -> QuerySet:
        """Whether its state after six months was, should have been or need not yet be written down."""
        if value == "SUDAH":
            return queryset.exclude(condition="")
        if value == "PERLU":
            return queryset.to_check(today())
        due = queryset.to_check(today()).order_by().values("pk")
        return queryset.filter(condition="").exclude(pk__in=due)


class CooperativeFilter(PlaceFilter):
    """Which cooperatives."""

    kind = django_filters.ChoiceFilter(label="Jenis", choices=CooperativeKind.choices, empty_label="Semua jenis")
    status = django_filters.ChoiceFilter(label="Status", choices=CooperativeStatus.choices, empty_label="Semua status")
    link = django_filters.ChoiceFilter(label="Kaitan", choices=CooperativeLink.choices, empty_label="Semua kaitan")
    rat = django_filters.ChoiceFilter(
        label="RAT", choices=[("TERLAMBAT", "RAT terlambat")], empty_label="Semua", method="by_rat"
    )

    class Meta(PlaceFilter.Meta):
        model = Cooperative

    def by_rat(self, queryset: Any, _name: str, _value: str) -> QuerySet:
        """Those that should have held their RAT by now."""
        return queryset.rat_overdue(today())
