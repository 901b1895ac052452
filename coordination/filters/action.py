"""Filters of the action plan: what the matrix, its file and its print show."""

from typing import Any

import django_filters
from django.db.models import Func, TextField

from coordination.enums import ActionState
from coordination.models import ActionItem
from desmigratif.core.clock import today
from desmigratif.reference.models import Institution, Region
from pillars.enums import Pillar

FIRST_YEAR = 2022
YEARS_AHEAD = 2


def _years() -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in range(today().year + YEARS_AHEAD, FIRST_YEAR - 1, -1)]


class ActionFilter(django_filters.FilterSet):
    """Which actions; without a year, those of this one. `request` says whose: the lists offer what the actor sees.

    `whole` keeps the rows before the standing was asked for, so that the counts beside it stay what they are.
    """

    year = django_filters.ChoiceFilter(label="Tahun", choices=_years, method="in_year")
    institution = django_filters.ChoiceFilter(
        label="Penanggung jawab", field_name="owner__code", choices=[], empty_label="Semua instansi"
    )
    pillar = django_filters.ChoiceFilter(label="Pilar", choices=Pillar.choices, empty_label="Semua pilar")
    village = django_filters.ChoiceFilter(label="Desa", choices=[], empty_label="Semua desa", method="in_village")
    state = django_filters.ChoiceFilter(
        label="Keadaan", choices=ActionState.choices, empty_label="Semua keadaan", method="in_state"
    )

    class Meta:
        model = ActionItem
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whole = self.queryset.none()
        self.filters["year"].extra["empty_label"] = f"Tahun ini ({today().year})"
        self.filters["institution"].extra["choices"] = self._owners()
        self.filters["village"].extra["choices"] = self._villages()

    def _owners(self) -> list[tuple[str, str]]:
        owners = self.queryset.current().order_by().values("owner_id")
        rows = Institution.objects.filter(pk__in=owners).order_by("short_name")
        return list(rows.values_list("code", "short_name"))

    def _villages(self) -> list[tuple[str, str]]:
        code = Func("village_codes", function="unnest", output_field=TextField())
        codes = set(self.queryset.current().order_by().annotate(code=code).values_list("code", flat=True))
        rows = Region.objects.filter(pk__in=codes).order_by("name", "pk")
        return [(row.pk, row.full_name) for row in rows]

    @property
    def year_shown(self) -> int:
        """The year that was asked for, else this one."""
        return int(self.form.cleaned_data.get("year") or today().year)

    def in_year(self, queryset: Any, _name: str, _value: Any) -> Any:
        """Asked of every query, by `filter_queryset`: without one it is this year."""
        return queryset

    def in_village(self, queryset: Any, _name: str, value: str) -> Any:
        """Actions with the village as a locus."""
        return queryset.in_village(value) if value else queryset

    def in_state(self, queryset: Any, _name: str, _value: Any) -> Any:
        """Asked last, by `filter_queryset`."""
        return queryset

    def filter_queryset(self, queryset: Any) -> Any:
        day = today()
        rows = super().filter_queryset(queryset.current()).in_year(self.year_shown, day=day).with_state(day)
        self.whole = rows
        state = self.form.cleaned_data.get("state")
        return rows.filter(state=state) if state else rows
