"""Activities, services, letters and attendance for other institutions."""

from django.db.models import QuerySet

from desmigratif.core.rest.schema import described
from desmigratif.core.rest.viewset import AgreementViewSet
from pillars.catalogue import care


class ActivityViewSet(AgreementViewSet):
    """Those held and sent in."""

    def rows(self, *, with_gone: bool) -> QuerySet:
        return super().rows(with_gone=with_gone).sent()


@described(care.MIGRATION_ACTIVITIES)
class MigrationActivityViewSet(ActivityViewSet):
    """Migration service activities."""


@described(care.BUSINESS_ACTIVITIES)
class BusinessActivityViewSet(ActivityViewSet):
    """Productive business activities."""


@described(care.PARENTING_SESSIONS)
class ParentingSessionViewSet(ActivityViewSet):
    """Parenting sessions."""


@described(care.COOPERATIVE_ACTIVITIES)
class CooperativeActivityViewSet(ActivityViewSet):
    """Cooperative activities."""


@described(care.SERVICES)
class ServiceViewSet(AgreementViewSet):
    """Services."""


@described(care.PERMISSION_LETTERS)
class PermissionLetterViewSet(AgreementViewSet):
    """Permission letters."""


@described(care.ATTENDANCES)
class AttendanceViewSet(AgreementViewSet):
    """Who was where, of activities that are not withdrawn."""

    def rows(self, *, with_gone: bool) -> QuerySet:
        return super().rows(with_gone=with_gone).standing()
