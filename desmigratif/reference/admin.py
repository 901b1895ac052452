"""Reference data in the admin: to look at. It is changed by loading a newer decree or list."""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from desmigratif.accounts.roles import Perm
from desmigratif.core.admin import ReadOnlyAdmin
from desmigratif.core.scope import CODE_LENGTHS, SCOPE_COLUMNS
from desmigratif.reference.models import REGION_CODE, Country, Institution, Region, RegionLoad

COLUMN_OF_LENGTH = {CODE_LENGTHS[level]: column for level, column in SCOPE_COLUMNS.items()}


class VillagePlaceMixin(ReadOnlyAdmin):
    """Rows of a village: with its name and place beside them, and found by the code of any region above."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        region = Region.objects.filter(pk=OuterRef("village_code"))
        return (
            super()
            .get_queryset(request)
            .annotate(place_name=Subquery(region.values("name")[:1]), place_above=Subquery(region.values("place")[:1]))
        )

    @admin.display(description="desa", ordering="village_code")
    def village_shown(self, record: Any) -> str:
        """Name, kecamatan and kabupaten: a third of all village names repeat."""
        return ", ".join(filter(None, [record.place_name, record.place_above])) or record.village_code

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        others = []
        for word in search_term.split():
            if re.fullmatch(REGION_CODE, word) and word.isascii():
                queryset = queryset.filter(**{COLUMN_OF_LENGTH[len(word)]: word})
            else:
                others.append(word)
        return super().get_search_results(request, queryset, " ".join(others))


def _links(rows: Iterable[Region | Institution]) -> SafeString:
    """Links to other rows of the same table."""
    urls = ((reverse(f"admin:reference_{row._meta.model_name}_change", args=[row.pk]), row) for row in rows)
    return format_html_join(", ", '<a href="{}">{}</a>', urls)


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    """Regions by code or name."""

    view_right = Perm.REFERENCE_CHANGE
    list_display = ["code", "name", "level", "place", "valid_from", "valid_to"]
    list_filter = ["level"]
    search_fields = ["code__startswith", "name", "place"]
    search_help_text = "Kode, nama, atau letaknya, misalnya: pagersari kalidawir."
    ordering = ["code"]
    fields = [
        "code",
        "level",
        "name",
        "place",
        "parent",
        "bps_code",
        "valid_from",
        "valid_to",
        "predecessors_shown",
        "successors_shown",
    ]

    @admin.display(description="menggantikan")
    def predecessors_shown(self, region: Region) -> SafeString:
        """The regions it was made from."""
        return _links(Region.objects.filter(successions__successor=region).order_by("code"))

    @admin.display(description="digantikan oleh")
    def successors_shown(self, region: Region) -> SafeString:
        """The regions that followed."""
        return _links(Region.objects.filter(origins__predecessor=region).order_by("code"))


@admin.register(RegionLoad)
class RegionLoadAdmin(ReadOnlyAdmin):
    """What each load did."""

    view_right = Perm.REFERENCE_CHANGE
    list_display = ["loaded_at", "decree", "source", "licence", "added", "changed", "closed"]
    ordering = ["-loaded_at"]


@admin.register(Country)
class CountryAdmin(ReadOnlyAdmin):
    """Countries."""

    view_right = Perm.REFERENCE_CHANGE
    list_display = ["code", "name", "name_en", "destination_order"]
    search_fields = ["code", "name", "name_en"]
    ordering = ["destination_order", "name"]


@admin.register(Institution)
class InstitutionAdmin(ReadOnlyAdmin):
    """Institutions with their dates."""

    view_right = Perm.REFERENCE_CHANGE
    fields = [
        "code",
        "name",
        "short_name",
        "kind",
        "parent",
        "region",
        "valid_from",
        "valid_to",
        "predecessors_shown",
        "successors_shown",
    ]
    list_display = ["short_name", "name", "kind", "region", "valid_from", "valid_to"]
    list_filter = ["kind"]
    list_select_related = ["region"]
    search_fields = ["code", "name", "short_name"]
    ordering = ["short_name"]

    @admin.display(description="menggantikan")
    def predecessors_shown(self, institution: Institution) -> SafeString:
        """The institutions it follows."""
        return _links(institution.predecessors.order_by("short_name"))

    @admin.display(description="digantikan oleh")
    def successors_shown(self, institution: Institution) -> SafeString:
        """The institutions that followed."""
        return _links(institution.successors.order_by("short_name"))
