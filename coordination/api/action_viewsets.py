"""Actions, their dates and their progress for other institutions: of the agreement's region."""

from typing import Any

from django.db.models import QuerySet

from coordination.catalogue.action import (
    ACTION_ITEMS,
    DATE_REVISIONS,
    MILESTONES,
    PROGRESS_REPORTS,
    REPORTING_PERIODS,
)
from desmigratif.core.rest.datasets import Dataset
from desmigratif.core.rest.schema import described
from desmigratif.core.rest.viewset import AgreementViewSet


class Withdrawable(AgreementViewSet):
    """Rows that can be withdrawn, with their action or by themselves: they come once more, empty but for their id, to
    those who ask what has changed."""

    withdrawn_at = "withdrawn_at"
    dataset: Dataset

    def rows(self, *, with_gone: bool) -> QuerySet:
        rows = super().rows(with_gone=with_gone)
        return rows if with_gone else rows.filter(**{self.withdrawn_at: None})

    def finish(self, rows: list[dict[str, Any]]) -> None:
        kept = {field.name for field in self.dataset.fields if field.always}
        for row in rows:
            if row["withdrawn"]:
                row.update(dict.fromkeys(row.keys() - kept))


@described(ACTION_ITEMS)
class ActionItemViewSet(Withdrawable):
    """Actions."""


@described(MILESTONES)
class MilestoneViewSet(Withdrawable):
    """Steps of actions."""

    withdrawn_at = "action__withdrawn_at"


@described(PROGRESS_REPORTS)
class ProgressReportViewSet(Withdrawable):
    """Reports on actions."""

    withdrawn_at = "action__withdrawn_at"


@described(DATE_REVISIONS)
class DateRevisionViewSet(Withdrawable):
    """Requests for other dates."""

    withdrawn_at = "action__withdrawn_at"


@described(REPORTING_PERIODS)
class ReportingPeriodViewSet(AgreementViewSet):
    """Reporting periods, the same for all."""
