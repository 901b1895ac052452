"""Counts and downloads in the admin, to look at: counts follow the people, downloads are asked for on their page.

Published figures and indicators are put right here by the data steward, by the same services as the pages.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from desmigratif.accounts.roles import Perm
from desmigratif.core.admin import ReadOnlyAdmin, ScopedAdmin
from desmigratif.core.journal import JournalKind
from desmigratif.core.scope import coordinating
from desmigratif.reference.admin import VillagePlaceMixin
from desmigratif.reporting import services
from desmigratif.reporting.models import (
    ChildCount,
    ChildCountDelta,
    Export,
    FamilyCount,
    FamilyCountDelta,
    Figure,
    FigureLog,
    Indicator,
    PersonCount,
    PersonCountDelta,
)


class CountAdmin(VillagePlaceMixin, ReadOnlyAdmin):
    """How many people of a village share these properties."""

    view_right = Perm.PERSON_CORRECT  # single cells, not suppressed: for those who may see the people
    fields = ["village_shown", "village_code", "status", "record_status", "sex", "country_code", "return_year", "n"]
    list_display = ["village_shown", "status", "record_status", "sex", "country_code", "return_year", "n"]
    list_filter = ["status", "record_status", "sex"]
    search_fields = ["village_code"]
    search_help_text = "Kode wilayah. Contoh: 35.04.14."
    ordering = ["-pk"]


@admin.register(PersonCount)
class PersonCountAdmin(CountAdmin):
    """The rollup that dashboards read."""


@admin.register(PersonCountDelta)
class PersonCountDeltaAdmin(CountAdmin):
    """What is not folded into it yet."""


class ChildCountAdmin(CountAdmin):
    """How many children of a village share these properties."""

    fields = ["village_shown", "village_code", "birth_year", "carer_relation", "parent_abroad", "n"]
    list_display = ["village_shown", "birth_year", "carer_relation", "parent_abroad", "n"]
    list_filter = ["carer_relation", "parent_abroad"]


@admin.register(ChildCount)
class ChildRollupAdmin(ChildCountAdmin):
    """The rollup that dashboards read."""


@admin.register(ChildCountDelta)
class ChildDeltaAdmin(ChildCountAdmin):
    """What is not folded into it yet."""


class FamilyCountAdmin(CountAdmin):
    """How many families of a village are confirmed how far."""

    fields = ["village_shown", "village_code", "record_status", "n"]
    list_display = ["village_shown", "record_status", "n"]
    list_filter = ["record_status"]


@admin.register(FamilyCount)
class FamilyRollupAdmin(FamilyCountAdmin):
    """The rollup that dashboards read."""


@admin.register(FamilyCountDelta)
class FamilyDeltaAdmin(FamilyCountAdmin):
    """What is not folded into it yet."""


@admin.register(Export)
class ExportAdmin(ReadOnlyAdmin):
    """Who took which list out of the system, for what, and who agreed. The file and its key are not shown."""

    view_right = Perm.PERSON_CORRECT
    fields = [
        "place",
        "code",
        "filter_words",
        "format",
        "purpose",
        "status",
        "expected",
        "done",
        "rows",
        "created_by",
        "created_at",
        "decided_by",
        "decided_at",
        "refusal",
        "expires_at",
        "fetched_at",
        "failure",
    ]
    list_display = ["created_at", "place", "created_by", "format", "rows", "status", "decided_by", "fetched_at"]
    list_filter = ["status", "format"]
    list_select_related = ["created_by", "decided_by"]
    search_fields = ["place", "code__startswith", "created_by__username"]
    ordering = ["-pk"]

    def view_on_site(self, obj: Export) -> None:
        """A download's page is its requester's."""


@admin.register(Figure)
class FigureAdmin(ScopedAdmin):
    """Numbers that others published. Their region is changed on their page."""

    view_right = change_right = Perm.REFERENCE_CHANGE
    context = ("region",)
    correctable = (
        "subject",
        "label",
        "value",
        "decimals",
        "unit",
        "definition",
        "period_label",
        "period_start",
        "period_end",
        "source",
        "publisher",
        "url",
        "published_on",
        "accessed_on",
        "note",
    )
    readonly_fields = ("region", "withdrawn_at", "created_at", "created_by", "updated_at", "updated_by")
    list_display = ["label", "value", "unit", "region", "period_label", "publisher", "withdrawn_at"]
    list_filter = ["subject"]
    list_select_related = ["region"]
    search_fields = ["label", "source", "publisher"]
    search_help_text = "Apa yang dihitung, sumber, atau penerbit."
    ordering = ["-seq"]

    def correct(
        self, *, request: HttpRequest, record: Figure, version: int, reason: str, changes: dict[str, Any]
    ) -> Figure:
        with coordinating(request.actor) as by:
            return services.correct_figure(
                figure=record, version=version, reason=reason, by=by, kind=JournalKind.KOREKSI, **changes
            )


@admin.register(FigureLog)
class FigureLogAdmin(ReadOnlyAdmin):
    """What happened to published figures, and comments."""

    view_right = Perm.REFERENCE_CHANGE
    fields = ["record_kind", "record_id", "at", "kind", "by", "by_role", "by_deputy_of", "comment"]
    list_display = ["at", "kind", "by", "comment"]
    list_filter = ["kind"]
    list_select_related = ["by"]
    ordering = ["-pk"]


@admin.register(Indicator)
class IndicatorAdmin(ScopedAdmin):
    """The list of indicators. Whether one is computed follows the software."""

    view_right = change_right = Perm.REFERENCE_CHANGE
    context = ("code",)
    correctable = (
        "name",
        "definition",
        "numerator",
        "denominator",
        "unit",
        "direction",
        "frequency",
        "source_table",
        "pillar",
        "reader",
        "aim",
    )
    addable = ("code", *correctable)
    readonly_fields = ("code", "is_computed")
    list_display = ["code", "name", "unit", "frequency", "pillar", "is_computed"]
    list_filter = ["is_computed", "pillar", "frequency"]
    search_fields = ["code", "name", "definition"]
    ordering = ["code"]

    def create(self, *, request: HttpRequest, reason: str, data: dict[str, Any]) -> Indicator:
        return services.add_indicator(**data, by=request.actor)

    def correct(
        self, *, request: HttpRequest, record: Indicator, version: int, reason: str, changes: dict[str, Any]
    ) -> Indicator:
        return services.describe_indicator(indicator=record, by=request.actor, **changes)
