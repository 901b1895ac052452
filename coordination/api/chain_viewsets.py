"""Meetings, visits, findings, recommendations and good practices for other institutions: of the agreement's region."""

from django.db.models import QuerySet

from coordination.api.action_viewsets import Withdrawable
from coordination.catalogue.chain import FIELD_VISITS, FINDINGS, GOOD_PRACTICES, MEETINGS, RECOMMENDATIONS
from coordination.enums import PracticeStatus
from desmigratif.core.rest.schema import described


@described(MEETINGS)
class MeetingViewSet(Withdrawable):
    """Meetings."""


@described(FIELD_VISITS)
class FieldVisitViewSet(Withdrawable):
    """Visits."""


@described(FINDINGS)
class FindingViewSet(Withdrawable):
    """Findings."""


@described(RECOMMENDATIONS)
class RecommendationViewSet(Withdrawable):
    """Recommendations."""


@described(GOOD_PRACTICES)
class GoodPracticeViewSet(Withdrawable):
    """Good practices. Proposals are nobody's business outside."""

    def rows(self, *, with_gone: bool) -> QuerySet:
        return super().rows(with_gone=with_gone).filter(status=PracticeStatus.TERBIT)
