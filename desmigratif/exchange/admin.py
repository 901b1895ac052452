"""Agreements, clients and tokens in the admin, to look at: they are made and ended on their own pages, by two people.

Neither a secret nor a token is shown, not even as a checksum.
"""

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from desmigratif.accounts.roles import Perm
from desmigratif.core.admin import ReadOnlyAdmin
from desmigratif.exchange.models import AccessToken, Agreement, ApiClient


@admin.register(Agreement)
class AgreementAdmin(ReadOnlyAdmin):
    """Agreements."""

    view_right = Perm.AGREEMENT_VIEW
    fields = [
        "number",
        "institution",
        "purpose",
        "legal_basis",
        "tier",
        "level",
        "region",
        "datasets_shown",
        "starts_on",
        "ends_on",
        "status",
        "drafted_by",
        "approved_by",
        "approved_at",
        "ended_reason",
        "created_at",
        "updated_at",
    ]
    list_display = ["number", "institution", "tier", "region", "starts_on", "ends_on", "status"]
    list_filter = ["status", "tier"]
    list_select_related = ["institution", "region"]
    search_fields = ["number", "institution__name", "institution__short_name"]
    ordering = ["-seq"]

    @admin.display(description="data yang dibuka")
    def datasets_shown(self, agreement: Agreement) -> SafeString:
        """Each dataset with its fields, by the names of the API."""
        lines = ((name, ", ".join(fields)) for name, fields in agreement.datasets.items())
        return format_html_join(mark_safe("<br>"), "{}: {}", lines)


@admin.register(ApiClient)
class ApiClientAdmin(ReadOnlyAdmin):
    """Programs of institutions."""

    view_right = Perm.AGREEMENT_VIEW
    fields = ["name", "client_id", "agreement", "is_active", "expires_on", "ended_at", "created", "updated"]
    list_display = ["name", "client_id", "agreement", "is_active", "expires_on", "ended_at"]
    list_filter = ["is_active"]
    list_select_related = ["agreement"]
    linked_by = ("agreement",)
    search_fields = ["name", "client_id", "agreement__number"]
    ordering = ["-pk"]

    def view_on_site(self, obj: ApiClient) -> str:
        """A client stands on the page of its agreement."""
        return obj.agreement.get_absolute_url()


@admin.register(AccessToken)
class AccessTokenAdmin(ReadOnlyAdmin):
    """When which client was given a token."""

    view_right = Perm.AGREEMENT_VIEW
    fields = ["application", "scope", "created", "expires"]
    list_display = ["pk", "application", "scope", "created", "expires"]
    list_select_related = ["application"]
    linked_by = ("application",)
    search_fields = ["application__name", "application__client_id"]
    ordering = ["-pk"]
