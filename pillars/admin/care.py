"""Activities, services, letters and attendance in the admin; corrected by the services of the pages, with a reason."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from desmigratif.accounts.roles import Perm
from desmigratif.core.admin import ReadOnlyAdmin, ScopedAdmin
from desmigratif.reference.admin import VillagePlaceMixin
from pillars.models import (
    Activity,
    Attendance,
    BusinessActivity,
    CooperativeActivity,
    MigrationActivity,
    ParentingSession,
    PermissionLetter,
    PillarLog,
    ServiceClient,
    ServiceLog,
)
from pillars.services import activities, desk

WRITTEN = ("created_at", "created_by", "updated_at", "updated_by")
ACTIVITY = (
    "title", "kind", "held_on", "planned_on", "place", "responsible", "budget", "fund_source", "participants_female",
    "participants_male", "result",
)  # fmt: skip


class ActivityAdmin(VillagePlaceMixin, ScopedAdmin):
    """Activities of one pillar."""

    view_right = change_right = Perm.PILLAR_CORRECT
    context = ("village_shown", "village_code", "record_status", "record_comment")
    correctable = ACTIVITY
    readonly_fields = ("village_shown", "village_code", "record_status", "record_comment", "withdrawn_at", *WRITTEN)
    list_display = ["title", "village_shown", "kind", "held_on", "record_status", "updated_at"]
    list_filter = ["kind", "record_status"]
    search_fields = ["title__icontains"]
    ordering = ["-pk"]

    def correct(
        self, *, request: HttpRequest, record: Activity, version: int, reason: str, changes: dict[str, Any]
    ) -> Activity:
        return activities.change_activity(
            activity=record, version=version, values=changes, reason=reason, by=request.actor
        )


admin.site.register([MigrationActivity, BusinessActivity, CooperativeActivity], ActivityAdmin)


@admin.register(ParentingSession)
class ParentingSessionAdmin(ActivityAdmin):
    """Parenting sessions."""

    correctable = (*ACTIVITY, "topic", "audience", "facilitator", "minutes", "module", "trains_carers")


@admin.register(ServiceLog)
class ServiceLogAdmin(VillagePlaceMixin, ScopedAdmin):
    """Services at the desk."""

    view_right = change_right = Perm.PILLAR_CORRECT
    context = ("village_shown", "village_code")
    correctable = ("served_on", "kind", "channel", "requester", "sex", "outcome", "referred_to", "finished_on")
    readonly_fields = ("village_shown", "village_code", "withdrawn_at", *WRITTEN)
    list_display = ["kind", "village_shown", "served_on", "outcome", "updated_at"]
    list_filter = ["kind", "outcome"]
    ordering = ["-pk"]

    def correct(
        self, *, request: HttpRequest, record: ServiceLog, version: int, reason: str, changes: dict[str, Any]
    ) -> ServiceLog:
        return desk.correct_service(service=record, version=version, values=changes, by=request.actor)


@admin.register(PermissionLetter)
class PermissionLetterAdmin(VillagePlaceMixin, ScopedAdmin):
    """The register of permission letters. Nothing about people goes into the admin's own log."""

    view_right = change_right = Perm.PERSON_CORRECT
    log_values = False
    context = ("person", "village_shown")
    correctable = (
        "letter_number", "requested_on", "issued_on", "giver_name", "giver_relation", "attended", "country", "p3mi",
        "signatory",
    )  # fmt: skip
    readonly_fields = ("person", "service", "village_shown", "village_code", "withdrawn_at", *WRITTEN)
    list_display = ["letter_number", "person", "village_shown", "requested_on", "issued_on"]
    list_filter = ["giver_relation", "attended"]
    list_select_related = ["person"]
    ordering = ["-pk"]

    def correct(
        self, *, request: HttpRequest, record: PermissionLetter, version: int, reason: str, changes: dict[str, Any]
    ) -> PermissionLetter:
        return desk.correct_letter(letter=record, version=version, values=changes, by=request.actor)


class LookedAt(VillagePlaceMixin, ReadOnlyAdmin):
    """Rows that services write and nobody corrects by hand."""

    view_right = Perm.PERSON_CORRECT
    ordering = ["-pk"]


@admin.register(ServiceClient)
class ServiceClientAdmin(LookedAt):
    """Who was served."""

    fields = ["person", "service", "village_shown", *WRITTEN]
    list_display = ["person", "service", "village_shown"]
    list_select_related = ["person", "service"]


@admin.register(Attendance)
class AttendanceAdmin(LookedAt):
    """Who was where."""

    fields = [
        "person", "migration_activity", "business_activity", "parenting_session", "cooperative_activity",
        "village_shown", *WRITTEN,
    ]  # fmt: skip
    list_display = ["person", "activity_shown", "village_shown"]
    list_select_related = ["person"]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .select_related("migration_activity", "business_activity", "parenting_session", "cooperative_activity")
        )

    @admin.display(description="kegiatan")
    def activity_shown(self, row: Attendance) -> str:
        """Its title."""
        return str(row.activity)


@admin.register(PillarLog)
class PillarLogAdmin(VillagePlaceMixin, ReadOnlyAdmin):
    """What happened to records of the pillars, and comments."""

    view_right = Perm.PILLAR_CORRECT
    fields = ["record_kind", "record_id", "village_shown", "at", "kind", "by", "by_role", "by_deputy_of", "comment"]
    list_display = ["at", "record_kind", "kind", "by", "comment"]
    list_filter = ["kind", "record_kind"]
    list_select_related = ["by"]
    ordering = ["-pk"]
