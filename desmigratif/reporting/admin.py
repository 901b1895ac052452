"""Counts and downloads in the admin, to look at: counts follow the people, downloads are asked for on their page."""

from django.contrib import admin

from desmigratif.accounts.roles import Perm
from desmigratif.core.admin import ReadOnlyAdmin
from desmigratif.reference.admin import VillagePlaceMixin
from desmigratif.reporting.models import Export, PersonCount, PersonCountDelta


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
