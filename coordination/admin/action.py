"""Actions, their dates and their progress in the admin: put right by services, with a reason."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from coordination.enums import ActionStatus
from coordination.models import ActionItem, DateRevision, Milestone, ProgressReport, ReportingPeriod
from coordination.services import actions, milestones, periods, progress, revisions
from desmigratif.accounts.roles import Perm
from desmigratif.core.admin import ScopedAdmin
from desmigratif.core.journal import JournalKind
from desmigratif.core.scope import coordinating

WRITTEN = ("created_at", "created_by", "updated_at", "updated_by")


class OfThePlan(ScopedAdmin):
    """A record of the action plan. `call` names the service; it runs as the national role that may write."""

    view_right = change_right = Perm.COORDINATION_CORRECT
    ordering = ["-seq"]

    def correct(self, *, request: HttpRequest, record: Any, version: int, reason: str, changes: dict[str, Any]) -> Any:
        with coordinating(request.actor) as by:
            return self.call(record=record, version=version, reason=reason, by=by, changes=changes)

    def call(self, *, record: Any, version: int, reason: str, by: Any, changes: dict[str, Any]) -> Any:
        """The service."""
        raise NotImplementedError


@admin.register(ActionItem)
class ActionItemAdmin(OfThePlan):
    """The plan's lines. Owner, villages and dates have their own pages; standing follows the reports."""

    context = ("number", "owner")
    correctable = actions.PLAN
    readonly_fields = (
        "number", "owner", "recommendation", "finding", "baseline_starts_on", "baseline_ends_on", "starts_on",
        "ends_on", "status", "percent", "finished_on", "withdrawn_at", *WRITTEN,
    )  # fmt: skip
    list_display = ["number", "activity", "owner", "status", "percent", "ends_on"]
    list_filter = ["status", "pillar"]
    list_select_related = ["owner"]
    search_fields = ["number", "activity", "programme", "owner__short_name"]
    search_help_text = "Nomor, kegiatan, program, atau instansi."

    def call(self, *, record: Any, version: int, reason: str, by: Any, changes: dict[str, Any]) -> ActionItem:
        return actions.change_action(
            action=record, version=version, by=by, kind=JournalKind.KOREKSI, comment=reason, **changes
        )


class OfAnActionAdmin(OfThePlan):
    """A record below an action."""

    linked_by = ("action",)
    search_fields = ["action__number", "action__activity"]
    search_help_text = "Nomor atau kegiatan rencana aksinya."
    list_select_related = ["action"]


@admin.register(Milestone)
class MilestoneAdmin(OfAnActionAdmin):
    """Steps."""

    context = ("action",)
    correctable = ("title", "due_on", "done_on")
    readonly_fields = ("action", *WRITTEN)
    list_display = ["title", "action", "due_on", "done_on"]

    def call(self, *, record: Any, version: int, reason: str, by: Any, changes: dict[str, Any]) -> Milestone:
        return milestones.correct_milestone(milestone=record, version=version, reason=reason, by=by, **changes)


@admin.register(DateRevision)
class DateRevisionAdmin(OfAnActionAdmin):
    """Requests for other dates: only their words can be put right."""

    context = ("action",)
    correctable = ("request_reason", "decision_note")
    readonly_fields = (
        "action", "old_starts_on", "old_ends_on", "new_starts_on", "new_ends_on", "status", "decided_by", "decided_at",
        *WRITTEN,
    )  # fmt: skip
    list_display = ["action", "new_ends_on", "status", "created_by", "decided_by"]
    list_filter = ["status"]

    def call(self, *, record: Any, version: int, reason: str, by: Any, changes: dict[str, Any]) -> DateRevision:
        return revisions.correct_revision(revision=record, version=version, correction=reason, by=by, **changes)


@admin.register(ProgressReport)
class ProgressReportAdmin(OfAnActionAdmin):
    """Reports, put right by the rules of a report; the action follows its newest one."""

    context = ("action", "period")
    correctable = (
        "percent", "status", "realized", "budget_realized", "obstacle", "follow_up", "evidence", "fall_reason",
    )  # fmt: skip
    readonly_fields = ("action", "period", "assessment", "assessment_note", "checked_by", "checked_at", *WRITTEN)
    list_display = ["action", "period", "percent", "status", "assessment", "created_by"]
    list_filter = ["status", "assessment"]
    list_select_related = ["action", "period", "created_by"]

    def call(self, *, record: Any, version: int, reason: str, by: Any, changes: dict[str, Any]) -> ProgressReport:
        if "status" in changes:
            changes["status"] = ActionStatus(changes["status"])
        return progress.correct_report(report=record, version=version, reason=reason, by=by, **changes)


@admin.register(ReportingPeriod)
class ReportingPeriodAdmin(ScopedAdmin):
    """The periods for which is reported."""

    view_right = change_right = Perm.COORDINATION_CORRECT
    context = ("code",)
    correctable = ("label", "starts_on", "ends_on", "due_on")
    addable = ("code", *correctable)
    readonly_fields = ("code",)
    list_display = ["code", "label", "starts_on", "ends_on", "due_on"]
    search_fields = ["code", "label"]
    ordering = ["-ends_on"]

    def create(self, *, request: HttpRequest, reason: str, data: dict[str, Any]) -> ReportingPeriod:
        return periods.add_period(**data, by=request.actor)

    def correct(
        self, *, request: HttpRequest, record: ReportingPeriod, version: int, reason: str, changes: dict[str, Any]
    ) -> ReportingPeriod:
        return periods.describe_period(period=record, by=request.actor, **changes)
