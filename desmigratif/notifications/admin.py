"""The outbox in the admin: whether work is waiting, and why it failed. It holds ids only."""

from django.contrib import admin

from desmigratif.accounts.roles import Perm
from desmigratif.core.admin import SystemReadAdmin
from desmigratif.notifications.models import OutboxEntry


@admin.register(OutboxEntry)
class OutboxEntryAdmin(SystemReadAdmin):
    """Tasks handed over or waiting."""

    view_right = Perm.JOB_VIEW
    fields = ["topic", "payload", "assignment_id", "created_at", "handed_at", "attempts", "last_error"]
    list_display = ["created_at", "topic", "handed_at", "attempts", "last_error"]
    list_filter = [("handed_at", admin.EmptyFieldListFilter)]
    search_fields = ["topic"]
    ordering = ["-created_at"]
