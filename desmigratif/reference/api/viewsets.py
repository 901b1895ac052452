"""Reference data for other institutions."""

from desmigratif.core.rest.schema import described
from desmigratif.core.rest.viewset import AgreementViewSet
from desmigratif.reference.catalogue import COUNTRIES, INSTITUTIONS, REGIONS


@described(REGIONS)
class RegionViewSet(AgreementViewSet):
    """All of Indonesia, whatever the client's own region."""


@described(INSTITUTIONS)
class InstitutionViewSet(AgreementViewSet):
    """Institutions."""


@described(COUNTRIES)
class CountryViewSet(AgreementViewSet):
    """Countries."""
