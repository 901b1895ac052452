"""Meetings, visits, findings, recommendations, good practices in the admin: put right by services, with a reason."""

from typing import Any

from django.contrib import admin

from coordination.admin.action import WRITTEN, OfThePlan
from coordination.models import (
    CoordinationLog,
    FieldVisit,
    Finding,
    GoodPractice,
    Meeting,
    MeetingAttendance,
    PracticeAdoption,
    Recommendation,
    RecommendationFinding,
)
from coordination.services import findings, meetings, practices, recommendations, visits
from desmigratif.accounts.roles import Perm
from desmigratif.core.admin import ReadOnlyAdmin
from desmigratif.core.journal import JournalKind

CORRECTION = JournalKind.KOREKSI


@admin.register(Meeting)
class MeetingAdmin(OfThePlan):
    """Meetings; final minutes too. State and attendance have their own pages."""

    log_values = False  # the chair is a person
    context = ("status", "organizer")
    correctable = ("kind", "title", "starts_on", "ends_on", "mode", "place", "chair", "summary")
    readonly_fields = (
        "status", "organizer", "follows", "village_codes", "is_example", "withdrawn_at", *WRITTEN,
    )  # fmt: skip
    list_display = ["title", "kind", "starts_on", "organizer", "status"]
    list_filter = ["kind", "status"]
    list_select_related = ["organizer"]
    search_fields = ["title", "place"]
    search_help_text = "Judul atau tempat."

    def call(self, *, record: Any, version: int, reason: str, by: Any, changes: dict[str, Any]) -> Meeting:
        return meetings.change_meeting(
            meeting=record, version=version, by=by, kind_of_change=CORRECTION, comment=reason, **changes
        )


@admin.register(MeetingAttendance)
class MeetingAttendanceAdmin(OfThePlan):
    """Who came."""

    log_values = False  # who came is a person
    linked_by = ("meeting",)
    context = ("meeting", "institution")
    correctable = ("presence", "attendee_name", "position")
    readonly_fields = ("meeting", "institution", *WRITTEN)
    list_display = ["institution", "meeting", "presence"]
    list_filter = ["presence"]
    list_select_related = ["institution", "meeting"]
    search_fields = ["institution__short_name", "meeting__title"]
    search_help_text = "Instansi atau judul rapat."

    def call(self, *, record: Any, version: int, reason: str, by: Any, changes: dict[str, Any]) -> MeetingAttendance:
        return meetings.correct_attendance(attendance=record, version=version, reason=reason, by=by, **changes)


@admin.register(FieldVisit)
class FieldVisitAdmin(OfThePlan):
    """Visits. Villages and institutions have their own page."""

    log_values = False  # the team are persons
    context = ("lead",)
    correctable = ("title", "starts_on", "ends_on", "team", "summary")
    readonly_fields = (
        "lead", "participant_ids", "village_codes", "meeting", "is_example", "withdrawn_at", *WRITTEN,
    )  # fmt: skip
    list_display = ["title", "starts_on", "ends_on", "lead"]
    list_select_related = ["lead"]
    search_fields = ["title"]
    search_help_text = "Judul."

    def call(self, *, record: Any, version: int, reason: str, by: Any, changes: dict[str, Any]) -> FieldVisit:
        return visits.change_visit(
            visit=record, version=version, by=by, kind_of_change=CORRECTION, comment=reason, **changes
        )


@admin.register(Finding)
class FindingAdmin(OfThePlan):
    """Findings. Their state has its own page."""

    context = ("visit", "village_code")
    linked_by = ("visit",)
    correctable = ("pillar", "kind", "category", "description", "evidence", "severity")
    readonly_fields = ("visit", "village_code", "status", "closed_on", "withdrawn_at", *WRITTEN)
    list_display = ["category", "kind", "village_code", "pillar", "severity", "status"]
    list_filter = ["kind", "pillar", "status"]
    list_select_related = ["visit"]
    search_fields = ["description", "village_code", "visit__title"]
    search_help_text = "Uraian, kode desa, atau judul tinjauan."

    def call(self, *, record: Any, version: int, reason: str, by: Any, changes: dict[str, Any]) -> Finding:
        return findings.change_finding(
            finding=record, version=version, by=by, kind_of_change=CORRECTION, comment=reason, **changes
        )


@admin.register(Recommendation)
class RecommendationAdmin(OfThePlan):
    """Recommendations. Addressees and findings have their own page."""

    context = ("meeting", "visit")
    linked_by = ("meeting", "visit")
    correctable = ("number", "text", "pillar", "priority")
    readonly_fields = ("meeting", "visit", "addressee_ids", "is_example", "withdrawn_at", *WRITTEN)
    list_display = ["number", "text", "pillar", "priority"]
    list_filter = ["pillar", "priority"]
    list_select_related = ["meeting", "visit"]
    search_fields = ["number", "text"]
    search_help_text = "Nomor atau isi."

    def call(self, *, record: Any, version: int, reason: str, by: Any, changes: dict[str, Any]) -> Recommendation:
        return recommendations.change_recommendation(
            recommendation=record, version=version, by=by, kind_of_change=CORRECTION, comment=reason, **changes
        )


@admin.register(GoodPractice)
class GoodPracticeAdmin(OfThePlan):
    """Good practices. Their state has its own page."""

    log_values = False  # the contact may be a person
    context = ("village_code", "status")
    correctable = (
        "title", "pillar", "problem", "solution", "result", "preconditions", "cost", "actors", "key_to_success",
        "evidence", "contact",
    )  # fmt: skip
    readonly_fields = ("village_code", "finding", "status", "is_example", "withdrawn_at", *WRITTEN)
    list_display = ["title", "village_code", "pillar", "status"]
    list_filter = ["pillar", "status"]
    search_fields = ["title", "village_code"]
    search_help_text = "Judul atau kode desa."

    def call(self, *, record: Any, version: int, reason: str, by: Any, changes: dict[str, Any]) -> GoodPractice:
        return practices.change_practice(
            practice=record, version=version, by=by, kind_of_change=CORRECTION, comment=reason, **changes
        )


@admin.register(PracticeAdoption)
class PracticeAdoptionAdmin(OfThePlan):
    """Villages that take a practice over."""

    linked_by = ("practice",)
    context = ("practice", "village_code")
    correctable = ("status", "started_on", "result")
    readonly_fields = ("practice", "village_code", *WRITTEN)
    list_display = ["village_code", "practice", "status", "started_on"]
    list_filter = ["status"]
    list_select_related = ["practice"]
    search_fields = ["practice__title", "village_code"]
    search_help_text = "Judul praktik baik atau kode desa."

    def call(self, *, record: Any, version: int, reason: str, by: Any, changes: dict[str, Any]) -> PracticeAdoption:
        return practices.change_adoption(
            adoption=record, version=version, by=by, kind_of_change=CORRECTION, comment=reason, **changes
        )


class OnlySeen(ReadOnlyAdmin):
    """Made by services beside something else; nothing to correct."""

    view_right = Perm.COORDINATION_CORRECT
    ordering = ["-seq"]


@admin.register(RecommendationFinding)
class RecommendationFindingAdmin(OnlySeen):
    """Which recommendation answers which finding."""

    linked_by = ("recommendation", "finding")
    fields = ("recommendation", "finding", *WRITTEN)
    list_display = ["recommendation", "finding"]
    list_select_related = ["recommendation", "finding"]
    search_fields = ["recommendation__number"]
    search_help_text = "Nomor rekomendasi."


@admin.register(CoordinationLog)
class CoordinationLogAdmin(OnlySeen):
    """What happened to the records of the coordination."""

    fields = ("at", "by", "by_role", "by_deputy_of", "kind", "comment", "changes", "record_kind", "record_id")
    list_display = ["at", "record_kind", "kind", "by", "by_role"]
    list_filter = ["kind", "record_kind"]
    list_select_related = ["by"]
    search_fields = ["comment"]
    search_help_text = "Kata dalam keterangan."
