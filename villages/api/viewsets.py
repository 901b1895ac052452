"""Villages for other institutions."""

from desmigratif.core.rest.schema import described
from desmigratif.core.rest.viewset import AgreementViewSet
from villages.catalogue import VILLAGES


@described(VILLAGES)
class VillageViewSet(AgreementViewSet):
    """Villages of the agreement's region."""
