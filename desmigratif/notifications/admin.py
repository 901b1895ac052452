"""Jobs and notifications in the admin: whether work waits, and who was told. They hold ids only."""

from django.contrib import admin

from desmigratif.accounts.roles import Perm
from desmigratif.core.admin import SystemReadAdmin
from desmigratif.notifications.models import MailDigest, Notification, OutboxEntry


@admin.register(OutboxEntry)
class OutboxEntryAdmin(SystemReadAdmin):
    """Jobs and what became of them. What is done with one is on the page of jobs."""

    view_right = Perm.JOB_VIEW
    fields = [
        "topic", "payload", "assignment_id", "state", "created_at", "due_at", "handed_at", "started_at", "ended_at",
        "attempts", "last_error", "discarded_by", "discard_reason",
    ]  # fmt: skip
    list_display = ["created_at", "topic", "state", "attempts", "last_error"]
    list_filter = ["state"]
    search_fields = ["topic"]
    ordering = ["-created_at"]


@admin.register(Notification)
class NotificationAdmin(SystemReadAdmin):
    """Who was told what and when; of the record its number only."""

    view_right = Perm.JOB_VIEW
    fields = ["user", "kind", "record_kind", "record_id", "by", "created_at", "read_at"]
    list_display = ["created_at", "kind", "user", "read_at"]
    list_filter = ["kind"]
    list_select_related = ["user"]
    ordering = ["-seq"]


@admin.register(MailDigest)
class MailDigestAdmin(SystemReadAdmin):
    """Who wants the digest, and when the last one left."""

    view_right = Perm.JOB_VIEW
    fields = ["user", "is_wanted", "sent_at"]
    list_display = ["user", "is_wanted", "sent_at"]
    list_filter = ["is_wanted"]
    list_select_related = ["user"]
    ordering = ["-sent_at"]
