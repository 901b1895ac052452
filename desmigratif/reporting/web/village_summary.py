"""One printed page about a village, for the village meeting (musyawarah desa)."""

from typing import Any

from django.utils import timezone

from coordination.web.action.rows import ActionRow
from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.web.views import ScopedDetail
from desmigratif.reporting import queries, village_summary, wording
from desmigratif.reporting.pillar_states import read_states, title_of
from desmigratif.reporting.suppression import SMALLEST_SHOWN
from villages.enums import OfficerRole
from villages.models import Village


class VillageSummary(ScopedDetail):
    """People, four pillars, actions, three questions and signatures: one A4 for everybody who may open the village."""

    permission_required = Perm.VILLAGE_VIEW
    model = Village
    template_name = "reporting/village/summary.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().with_region()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor, day, village = self.request.actor, today(), self.object
        figures, states = read_states(actor, village.village_code, day)
        actions = village_summary.actions_in(actor, village.village_code, day)
        officers = village_summary.serving(actor, village, day)
        shown = [ActionRow(action, day.year) for action in actions[: village_summary.MOST_ACTIONS]]
        return super().get_context_data(
            as_of=wording.moment(timezone.now()),
            people=self._people(),
            states=states,
            states_title=title_of(states),
            rows=shown,
            actions_total=len(actions),
            late_total=sum(action.is_late for action in actions),
            questions=village_summary.questions(states, figures, actions, has_officer=bool(officers)),
            officer=next((row.full_name for row in officers if row.role == OfficerRole.PETUGAS), ""),
            smallest=SMALLEST_SHOWN,
            **kwargs,
        )

    def _people(self) -> list[village_summary.Residents]:
        """Only for roles that see figures of people."""
        actor = self.request.actor
        if not actor.may(Perm.DASHBOARD_VIEW):
            return []
        return village_summary.residents(queries.read_place(actor, self.object.village_code))
