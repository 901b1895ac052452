"""Actions, their dates and their progress for other institutions: of the agreement's region."""

from coordination.catalogue.action import (
    ACTION_ITEMS,
    DATE_REVISIONS,
    MILESTONES,
    PROGRESS_REPORTS,
    REPORTING_PERIODS,
)
from desmigratif.core.rest.schema import described
from desmigratif.core.rest.viewset import AgreementViewSet


@described(ACTION_ITEMS)
class ActionItemViewSet(AgreementViewSet):
    """Actions."""


@described(MILESTONES)
class MilestoneViewSet(AgreementViewSet):
    """Steps of actions."""


@described(PROGRESS_REPORTS)
class ProgressReportViewSet(AgreementViewSet):
    """Reports on actions."""


@described(DATE_REVISIONS)
class DateRevisionViewSet(AgreementViewSet):
    """Requests for other dates."""


@described(REPORTING_PERIODS)
class ReportingPeriodViewSet(AgreementViewSet):
    """Reporting periods, the same for all."""
