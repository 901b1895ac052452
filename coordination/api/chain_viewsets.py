"""Meetings, visits, findings, recommendations and good practices for other institutions: of the agreement's region."""

from django.db.models import QuerySet

from coordination.catalogue.chain import FIELD_VISITS, FINDINGS, GOOD_PRACTICES, MEETINGS, RECOMMENDATIONS
from coordination.enums import PracticeStatus
from desmigratif.core.rest.schema import described
from desmigratif.core.rest.viewset import AgreementViewSet


@described(MEETINGS)
class MeetingViewSet(AgreementViewSet):
    """Meetings."""


@described(FIELD_VISITS)
class FieldVisitViewSet(AgreementViewSet):
    """Visits."""


@described(FINDINGS)
class FindingViewSet(AgreementViewSet):
    """Findings."""


@described(RECOMMENDATIONS)
class RecommendationViewSet(AgreementViewSet):
    """Recommendations."""


@described(GOOD_PRACTICES)
class GoodPracticeViewSet(AgreementViewSet):
    """Good practices. Proposals are nobody's business outside."""

    def rows(self, *, with_gone: bool) -> QuerySet:
        return super().rows(with_gone=with_gone).filter(status=PracticeStatus.TERBIT)
