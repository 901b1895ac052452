"""The four pillars of one village: a part of the village's page, absence first."""

from typing import Any

from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.web.views import ScopedDetail
from desmigratif.reporting.pillar_states import read_states, title_of
from villages.models import Village


class VillagePillars(ScopedDetail):
    """Four cards; asked for by the village's page, and a page of its own where there is no script."""

    permission_required = Perm.PILLAR_VIEW
    model = Village
    template_name = "reporting/village/pillars.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().with_region()

    def get_template_names(self) -> list[str]:
        return [f"{self.template_name}#cards" if self.request.htmx else self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        _, states = read_states(self.request.actor, self.object.village_code, today())
        return super().get_context_data(states=states, states_title=title_of(states), **kwargs)
