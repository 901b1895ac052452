"""From the meeting and the visit to the action and what came of it."""

from coordination.models.action import ActionItem, DateRevision, Milestone
from coordination.models.journal import CoordinationLog
from coordination.models.meeting import Meeting, MeetingAttendance
from coordination.models.practice import GoodPractice, PracticeAdoption
from coordination.models.progress import ProgressReport, ReportingPeriod
from coordination.models.visit import FieldVisit, Finding, Recommendation, RecommendationFinding

__all__ = [
    "ActionItem",
    "CoordinationLog",
    "DateRevision",
    "FieldVisit",
    "Finding",
    "GoodPractice",
    "Meeting",
    "MeetingAttendance",
    "Milestone",
    "PracticeAdoption",
    "ProgressReport",
    "Recommendation",
    "RecommendationFinding",
    "ReportingPeriod",
]
