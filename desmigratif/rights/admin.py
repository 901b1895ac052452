"""Reveals, emergency views and requests in the admin: to look at. They are made and decided on their own pages."""

from django.contrib import admin

from desmigratif.accounts.roles import Perm
from desmigratif.core.admin import ReadOnlyAdmin
from desmigratif.reference.admin import VillagePlaceMixin
from desmigratif.rights.models import EmergencyAccess, RequestLog, Reveal, SubjectRequest


class LookedAt(VillagePlaceMixin, ReadOnlyAdmin):
    """Rows of a village; nothing about people goes into the admin's own log, and nothing is changed here."""

    view_right = Perm.PERSON_CORRECT
    ordering = ["-pk"]
    search_fields = ["village_code"]
    search_help_text = "Kode wilayah. Jangan menulis NIK di sini."


@admin.register(Reveal)
class RevealAdmin(LookedAt):
    """Whole numbers that were shown."""

    fields = ["at", "by", "by_role", "field", "person", "family", "village_shown", "reason_code", "reason"]
    list_display = ["at", "by", "field", "village_shown", "reason_code"]
    list_filter = ["field", "reason_code"]
    list_select_related = ["by"]


@admin.register(SubjectRequest)
class SubjectRequestAdmin(LookedAt):
    """Requests of data subjects."""

    fields = [
        "kind", "status", "asker_name", "asker_relation", "identity_proof", "asker_contact", "person", "village_shown",
        "details", "received_at", "due_at", "handler", "decision", "stopped", "closed_at",
    ]  # fmt: skip
    list_display = ["received_at", "kind", "village_shown", "status", "due_at", "closed_at"]
    list_filter = ["kind", "status"]

    def view_on_site(self, obj: SubjectRequest) -> None:
        """Its page is for those who handle it."""


@admin.register(RequestLog)
class RequestLogAdmin(LookedAt):
    """Steps of requests."""

    fields = ["at", "by", "by_role", "kind", "comment", "village_shown"]
    list_display = ["at", "by", "kind", "village_shown"]
    list_filter = ["kind"]
    list_select_related = ["by"]


@admin.register(EmergencyAccess)
class EmergencyAccessAdmin(ReadOnlyAdmin):
    """Emergency views."""

    view_right = Perm.PERSON_CORRECT
    ordering = ["-pk"]
    fields = [
        "created_at", "by", "from_kab_code", "kab_code", "person", "reason_code", "reason", "expires_at", "ended_at",
        "views", "last_viewed_at", "verdict", "review_note", "reviewed_by", "reviewed_at",
    ]  # fmt: skip
    list_display = ["created_at", "by", "from_kab_code", "kab_code", "reason_code", "verdict"]
    list_filter = ["reason_code", "verdict"]
    list_select_related = ["by"]

    def view_on_site(self, obj: EmergencyAccess) -> None:
        """Its page is for the coordinator who opened it."""
