"""Counts in the admin, for whoever looks into why somebody was refused."""

from django.contrib import admin

from desmigratif.accounts.roles import Perm
from desmigratif.core.admin import SystemReadAdmin
from desmigratif.limits.models import Usage


@admin.register(Usage)
class UsageAdmin(SystemReadAdmin):
    """Counts of the last two days."""

    view_right = Perm.JOB_VIEW
    fields = ["subject", "seconds", "starts_at", "used"]
    list_display = ["starts_at", "subject", "seconds", "used"]
    list_filter = ["seconds"]
    search_fields = ["subject"]
    ordering = ["-starts_at"]
