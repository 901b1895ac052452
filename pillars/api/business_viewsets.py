"""Groups, businesses, aid and cooperatives for other institutions: of the agreement's region."""

from desmigratif.core.rest.schema import described
from desmigratif.core.rest.viewset import AgreementViewSet
from pillars.catalogue.business import (
    AIDS,
    BUSINESS_OWNERS,
    BUSINESSES,
    COOPERATIVE_MEMBERS,
    COOPERATIVE_RECAPS,
    COOPERATIVES,
    GROUP_MEMBERS,
    GROUPS,
)


@described(GROUPS)
class GroupViewSet(AgreementViewSet):
    """Groups."""


@described(GROUP_MEMBERS)
class GroupMemberViewSet(AgreementViewSet):
    """Members of groups."""


@described(BUSINESSES)
class BusinessViewSet(AgreementViewSet):
    """Businesses."""


@described(BUSINESS_OWNERS)
class BusinessOwnerViewSet(AgreementViewSet):
    """Owners of businesses."""


@described(AIDS)
class AidViewSet(AgreementViewSet):
    """Aid."""


@described(COOPERATIVES)
class CooperativeViewSet(AgreementViewSet):
    """Cooperatives."""


@described(COOPERATIVE_MEMBERS)
class CooperativeMemberViewSet(AgreementViewSet):
    """Members of cooperatives."""


@described(COOPERATIVE_RECAPS)
class CooperativeRecapViewSet(AgreementViewSet):
    """Monthly books of cooperatives."""
