"""Published figures and indicators for other institutions."""

from django.db.models import QuerySet

from desmigratif.core.rest.schema import described
from desmigratif.core.rest.viewset import AgreementViewSet
from desmigratif.reporting.catalogue import FIGURES, INDICATORS
from desmigratif.reporting.models import Figure


@described(FIGURES)
class FigureViewSet(AgreementViewSet):
    """Those that were not withdrawn, whatever the client's own region."""

    def rows(self, *, with_gone: bool) -> QuerySet:
        """The same for all."""
        return Figure.objects.current()


@described(INDICATORS)
class IndicatorViewSet(AgreementViewSet):
    """Indicators, the same for all."""
