"""Files in the admin, to look at: who brought what, and what was taken back. Their content is opened on the record's
page only."""

from django.apps import apps
from django.contrib import admin

from desmigratif.accounts.roles import Perm
from desmigratif.core.admin import ReadOnlyAdmin
from desmigratif.documents.models import DocumentModel, PersonDocument, SharedDocument, VillageDocument


class DocumentAdmin(ReadOnlyAdmin):
    """One file."""

    fields = [
        "record_shown",
        "purpose",
        "name",
        "caption",
        "media_type",
        "size",
        "pages",
        "width",
        "height",
        "sha256",
        "created_by",
        "created_at",
        "withdrawn_at",
        "withdrawn_by",
        "withdrawn_reason",
        "cleared_at",
    ]
    readonly_fields = ["record_shown"]
    list_display = ["created_at", "purpose", "name", "created_by", "size", "withdrawn_at"]
    list_filter = ["purpose", "media_type"]
    list_select_related = ["created_by"]
    search_fields = ["name", "created_by__username"]
    ordering = ["-pk"]

    @admin.display(description="catatan")
    def record_shown(self, obj: DocumentModel) -> str:
        """What the file hangs on. The record is read, not only named: whoever looks here has seen it (P-10)."""
        model = apps.get_model(obj.record_kind)
        record = model._default_manager.filter(pk=obj.record_id).first()
        kind = str(model._meta.verbose_name)
        return f"{kind[:1].upper()}{kind[1:]}: {record if record is not None else 'di luar jangkauan'}"

    def view_on_site(self, obj: DocumentModel) -> None:
        """A file is opened on the page of its record, by those who may open it there."""


@admin.register(VillageDocument)
class VillageDocumentAdmin(DocumentAdmin):
    """Files of villages."""

    view_right = Perm.PILLAR_CORRECT
    fields = ["village_code", *DocumentAdmin.fields]


@admin.register(PersonDocument)
class PersonDocumentAdmin(DocumentAdmin):
    """Files about persons."""

    view_right = Perm.PERSON_CORRECT
    fields = ["village_code", *DocumentAdmin.fields]


@admin.register(SharedDocument)
class SharedDocumentAdmin(DocumentAdmin):
    """Files of the coordination."""

    view_right = Perm.COORDINATION_CORRECT
    fields = ["institution", *DocumentAdmin.fields]
