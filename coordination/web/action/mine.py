"""An officer's own institution: what is to be reported now, and the rest."""

from dataclasses import dataclass
from typing import Any

from coordination.models import ActionItem, Milestone, ProgressReport, ReportingPeriod
from coordination.services.periods import period_to_report
from coordination.web.action.owning import own_actions
from coordination.web.action.rows import ActionRow, with_last_report
from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.web.views import ScopedPage
from desmigratif.reference.models import Institution

MOST_OPEN, MOST_OVER = 200, 30


@dataclass(frozen=True)
class OwnRow:
    """An own action, with what was reported for the period that is asked for."""

    row: ActionRow
    report: ProgressReport | None
    next_step: Milestone | None
    needs_report: bool


class Mine(ScopedPage):
    """The own institution's actions: those that need a report first."""

    permission_required = Perm.ACTION_REPORT
    template_name = "coordination/action/mine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor, day = self.request.actor, today()
        own, period = own_actions(actor).with_names().with_state(day), period_to_report(day)
        open_ones = list(with_last_report(own.open()).order_by("state_order", "ends_on", "number")[:MOST_OPEN])
        rows = self._rows(open_ones, period)
        over = with_last_report(own.exclude(pk__in=own.open().values("pk")))
        institution = Institution.objects.filter(pk=actor.institution_id).first() if actor.institution_id else None
        return super().get_context_data(
            institution=institution,
            period=period,
            to_report=[row for row in rows if row.needs_report],
            others=[row for row in rows if not row.needs_report],
            over=[ActionRow(action, day.year) for action in over.order_by("-finished_on", "-seq")[:MOST_OVER]],
            late=sum(row.row.action.is_late for row in rows),
            day=day,
            **kwargs,
        )

    def _rows(self, actions: list[ActionItem], period: ReportingPeriod | None) -> list[OwnRow]:
        actor, ids = self.request.actor, [action.pk for action in actions]
        reports = ProgressReport.objects.all().visible_to(actor).filter(action__in=ids, period=period)
        by_action = {report.action_id: report for report in reports} if period else {}
        steps = Milestone.objects.all().visible_to(actor).filter(action__in=ids, done_on=None).order_by("-due_on")
        next_steps = {step.action_id: step for step in steps}
        return [
            OwnRow(
                row=ActionRow(action, today().year),
                report=by_action.get(action.pk),
                next_step=next_steps.get(action.pk),
                needs_report=bool(period and action.pk not in by_action and action.starts_on <= period.ends_on),
            )
            for action in actions
        ]
