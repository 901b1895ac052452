"""Imports in the admin, to look at: who brought which file in, and what became of it. Cells are not shown."""

from django.contrib import admin
from django.http import HttpRequest

from desmigratif.accounts.roles import Perm
from desmigratif.core.admin import ReadOnlyAdmin
from desmigratif.core.reads import current_reads
from desmigratif.imports.models import ImportBatch, ImportRow
from desmigratif.imports.presets import preset_of


@admin.register(ImportBatch)
class ImportBatchAdmin(ReadOnlyAdmin):
    """One file."""

    view_right = Perm.PERSON_CORRECT
    fields = [
        "place",
        "code",
        "preset",
        "source_name",
        "sheet",
        "status",
        "failure",
        "total",
        "read_rows",
        "created_rows",
        "updated_rows",
        "unchanged_rows",
        "rejected_rows",
        "fill_empty",
        "notes",
        "created_by",
        "created_at",
        "applied_at",
        "undone_at",
        "undo_reason",
        "cleared_at",
    ]
    list_display = [
        "created_at",
        "place",
        "created_by",
        "status",
        "read_rows",
        "created_rows",
        "updated_rows",
        "rejected_rows",
    ]
    list_filter = ["status"]
    list_select_related = ["created_by"]
    search_fields = ["place", "code__startswith", "created_by__username"]
    ordering = ["-pk"]

    def view_on_site(self, obj: ImportBatch) -> None:
        """An import's page is its uploader's."""


@admin.register(ImportRow)
class ImportRowAdmin(ReadOnlyAdmin):
    """One row: what became of it, without what stood in it."""

    view_right = Perm.PERSON_CORRECT
    linked_by = ("batch",)
    fields = ["batch", "number", "result", "if_filled", "has_notes", "record_id", "applied_at", "undone"]
    list_display = ["batch", "number", "result", "applied_at", "undone"]
    list_filter = ["result", "undone"]
    list_select_related = ["batch"]
    search_fields = ["batch__place"]
    ordering = ["-pk"]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> ImportRow | None:
        """The number of the record that the row made stands on the page, so it counts as a look at the record."""
        found = super().get_object(request, object_id, from_field)
        reads = current_reads()
        if found is not None and found.record_id and reads is not None:
            reads.note(preset_of(found.batch.preset).table, found.record_id, village_code=found.village_code)
        return found
