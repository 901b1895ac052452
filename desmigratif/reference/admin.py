"""Reference data in the admin: to look at. It is changed by loading a newer decree or list."""

import re
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest

from desmigratif.accounts.roles import Perm
from desmigratif.core.admin import ReadOnlyAdmin
from desmigratif.core.scope import CODE_LENGTHS, SCOPE_COLUMNS
from desmigratif.reference.models import (
    REGION_CODE,
    Country,
    Institution,
    InstitutionSuccession,
    Region,
    RegionLoad,
    RegionSuccession,
)

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


class SuccessionInline(admin.TabularInline):
    """Who follows; to look at."""

    fk_name = "predecessor"
    extra = 0
    can_delete = False
    verbose_name = "pengganti"
    verbose_name_plural = "pengganti"

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return request.actor.may(Perm.REFERENCE_CHANGE)

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class RegionSuccessionInline(SuccessionInline):
    """The regions that followed."""

    model = RegionSuccession
    fields = ["successor", "decree", "effective_on"]


class InstitutionSuccessionInline(SuccessionInline):
    """The institutions that followed."""

    model = InstitutionSuccession
    fields = ["successor"]


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    """Regions by code or name."""

    view_right = Perm.REFERENCE_CHANGE
    list_display = ["code", "name", "level", "place", "valid_from", "valid_to"]
    list_filter = ["level"]
    search_fields = ["code__startswith", "name", "place"]
    search_help_text = "Kode, nama, atau letaknya, misalnya: pagersari kalidawir."
    ordering = ["code"]
    inlines = [RegionSuccessionInline]


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
    fields = ["code", "name", "short_name", "kind", "parent", "region", "valid_from", "valid_to"]
    list_display = ["short_name", "name", "kind", "region", "valid_from", "valid_to"]
    list_filter = ["kind"]
    list_select_related = ["region"]
    search_fields = ["code", "name", "short_name"]
    ordering = ["short_name"]
    inlines = [InstitutionSuccessionInline]
