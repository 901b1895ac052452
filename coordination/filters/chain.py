"""Filters of meetings, visits, findings, recommendations and good practices."""

from typing import Any

import django_filters
from django.db.models import Exists, Func, OuterRef, Q, QuerySet, TextField

from coordination.enums import (
    FindingCategory,
    FindingKind,
    FindingStatus,
    MeetingKind,
    MeetingStatus,
    PracticeStatus,
    Severity,
)
from coordination.models import FieldVisit, Finding, GoodPractice, Meeting, PracticeAdoption, Recommendation
from coordination.services.nexts import with_actions, with_answers
from desmigratif.core.clock import today
from desmigratif.reference.models import Institution, Region
from pillars.enums import Pillar

FIRST_YEAR = 2019
MOST_WORDS = 6
NOT_CLOSED, UNANSWERED = "BELUM_SELESAI", "TANPA_KELANJUTAN"
FINDING_STATES = [(NOT_CLOSED, "Belum selesai"), (UNANSWERED, "Belum ada kelanjutan"), *FindingStatus.choices]


def _years() -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in range(today().year + 1, FIRST_YEAR - 1, -1)]


class ChainFilter(django_filters.FilterSet):
    """What the lists share. `words_in` are the columns that `q` looks in; every word must be in one of them."""

    words_in: tuple[str, ...] = ()

    def search(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Rows with all of the words."""
        for word in value.split()[:MOST_WORDS]:
            found = Q()
            for column in self.words_in:
                found |= Q(**{f"{column}__icontains": word})
            queryset = queryset.filter(found)
        return queryset

    def in_village(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Rows about the village."""
        return queryset.filter(village_codes__contains=[value]) if value else queryset

    def offer_villages(self, codes: set[str]) -> None:
        """Offer the villages that rows are about."""
        rows = Region.objects.filter(pk__in=codes - {""}).order_by("name", "pk")
        self.filters["village"].extra["choices"] = [(row.pk, row.full_name) for row in rows]


def _q(label: str) -> django_filters.CharFilter:
    return django_filters.CharFilter(label=label, method="search", max_length=80)


def _year(label: str = "Tahun") -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, choices=_years, field_name="starts_on__year", empty_label="Semua tahun"
    )


def _pillar() -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(label="Pilar", choices=Pillar.choices, empty_label="Semua pilar")


def _village(method: str = "in_village") -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(label="Desa", choices=[], empty_label="Semua desa", method=method)


def _codes(rows: QuerySet) -> set[str]:
    code = Func("village_codes", function="unnest", output_field=TextField())
    return set(rows.order_by().annotate(code=code).values_list("code", flat=True))


class MeetingFilter(ChainFilter):
    """Which meetings."""

    words_in = ("title", "place", "chair")
    q = _q("Judul, tempat, atau pimpinan")
    kind = django_filters.ChoiceFilter(label="Jenis", choices=MeetingKind.choices, empty_label="Semua jenis")
    status = django_filters.ChoiceFilter(label="Keadaan", choices=MeetingStatus.choices, empty_label="Semua keadaan")
    year = _year()

    class Meta:
        model = Meeting
        fields: list[str] = []


class VisitFilter(ChainFilter):
    """Which visits."""

    words_in = ("title",)
    q = _q("Judul")
    village = _village()
    year = _year()

    class Meta:
        model = FieldVisit
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_villages(_codes(self.queryset))


class FindingFilter(ChainFilter):
    """Which findings; without a standing, all of them."""

    words_in = ("description", "visit__title")
    q = _q("Isi temuan")
    status = django_filters.ChoiceFilter(
        label="Keadaan", choices=FINDING_STATES, empty_label="Semua keadaan", method="in_state"
    )
    kind = django_filters.ChoiceFilter(label="Jenis", choices=FindingKind.choices, empty_label="Semua jenis")
    pillar = _pillar()
    category = django_filters.ChoiceFilter(label="Pokok", choices=FindingCategory.choices, empty_label="Semua pokok")
    severity = django_filters.ChoiceFilter(label="Tingkat", choices=Severity.choices, empty_label="Semua tingkat")
    village = _village()

    class Meta:
        model = Finding
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_villages(set(self.queryset.order_by().values_list("village_code", flat=True).distinct()))

    def in_village(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Findings in the village, and those of a visit to it that name no village."""
        if not value:
            return queryset
        return queryset.filter(Q(village_code=value) | Q(village_code="", visit__village_codes__contains=[value]))

    def in_state(self, queryset: Any, _name: str, value: str) -> QuerySet:
        """A status, all that are not closed, or those that nothing came of yet."""
        if value == NOT_CLOSED:
            return queryset.open()
        if value == UNANSWERED:
            return with_answers(queryset.open()).filter(is_answered=False)
        return queryset.filter(status=value) if value else queryset


class RecommendationFilter(ChainFilter):
    """Which recommendations."""

    words_in = ("number", "text")
    q = _q("Nomor atau isi")
    institution = django_filters.ChoiceFilter(
        label="Ditujukan ke", choices=[], empty_label="Semua instansi", method="addressed_to"
    )
    pillar = _pillar()
    priority = django_filters.ChoiceFilter(label="Prioritas", choices=Severity.choices, empty_label="Semua prioritas")
    action = django_filters.ChoiceFilter(
        label="Kelanjutan",
        choices=[("ADA", "Sudah menjadi rencana aksi"), ("BELUM", "Belum ada rencana aksi")],
        empty_label="Semua",
        method="in_action",
    )

    class Meta:
        model = Recommendation
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        addressee = Func("addressee_ids", function="unnest")
        ids = set(self.queryset.order_by().annotate(addressee=addressee).values_list("addressee", flat=True))
        rows = Institution.objects.filter(pk__in=ids).order_by("short_name")
        self.filters["institution"].extra["choices"] = list(rows.values_list("code", "short_name"))

    def addressed_to(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Those that name the institution."""
        if not value:
            return queryset
        return queryset.filter(addressee_ids__contains=[Institution.objects.get(code=value).pk])

    def in_action(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Those with an action, or those without."""
        return with_actions(queryset).filter(has_action=value == "ADA") if value else queryset


class PracticeFilter(ChainFilter):
    """Which good practices."""

    words_in = ("title", "problem", "solution")
    q = _q("Judul atau isi")
    pillar = _pillar()
    status = django_filters.ChoiceFilter(label="Keadaan", choices=PracticeStatus.choices, empty_label="Semua keadaan")
    village = _village()

    class Meta:
        model = GoodPractice
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_villages(set(self.queryset.order_by().values_list("village_code", flat=True).distinct()))

    def in_village(self, queryset: QuerySet, _name: str, value: str) -> QuerySet:
        """Those that come from the village, and those it took over."""
        if not value:
            return queryset
        adopted = PracticeAdoption.objects.filter(practice=OuterRef("pk"), village_code=value)
        return queryset.filter(Q(village_code=value) | Exists(adopted))
