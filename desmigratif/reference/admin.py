"""Reference data in the admin: to look at. It is changed by loading a newer decree or list."""

from django.contrib import admin

from desmigratif.accounts.roles import Perm
from desmigratif.core.admin import ReadOnlyAdmin
from desmigratif.reference.models import Country, Institution, Region, RegionLoad


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    """Regions by code or name."""

    view_right = Perm.REFERENCE_CHANGE
    list_display = ["code", "name", "level", "place", "valid_from", "valid_to"]
    list_filter = ["level"]
    search_fields = ["code__startswith", "name"]
    ordering = ["code"]


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
    list_display = ["short_name", "name", "kind", "region", "valid_from", "valid_to"]
    list_filter = ["kind"]
    list_select_related = ["region"]
    search_fields = ["code", "name", "short_name"]
    ordering = ["short_name"]
