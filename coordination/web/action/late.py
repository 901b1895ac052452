"""What is late, institution by institution, for those who ask after it."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from coordination.models import ActionItem, ProgressReport
from coordination.services import ratios
from coordination.services.periods import last_closed
from coordination.web.action.rows import ActionRow, with_last_report
from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.web.views import ScopedPage
from desmigratif.reference.models import Institution

MOST_LATE, MOST_UNCHECKED = 500, 50


@dataclass(frozen=True)
class Owner:
    """An institution with its late actions, and its share on time; without due actions there is none."""

    institution: Institution
    late: list[ActionRow]
    on_time: ratios.OnTime | None

    @property
    def most_days(self) -> int:
        """Days of its latest action."""
        return max((row.action.days_late for row in self.late), default=0)


class LateFirst(ScopedPage):
    """Late actions by institution, the latest first, with the share that each institution did on time."""

    permission_required = Perm.ACTION_VIEW
    template_name = "coordination/action/late.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor, day = self.request.actor, today()
        rows = ActionItem.objects.all().visible_to(actor).current()
        late = list(with_last_report(rows.late_on(day).with_names()).order_by("ends_on", "number")[: MOST_LATE + 1])
        owners = self._owners(late[:MOST_LATE], ratios.on_time(rows, day))
        due = [owner.on_time.by_present_dates for owner in owners if owner.on_time]
        period = last_closed(day)
        mean, counted = ratios.average_percent(rows)
        return super().get_context_data(
            late_owners=[owner for owner in owners if owner.late],
            owners=owners,
            late_total=len(late[:MOST_LATE]),
            has_more=len(late) > MOST_LATE,
            on_time=ratios.Ratio(sum(ratio.n for ratio in due), sum(ratio.d for ratio in due)),
            mean=None if mean is None else round(mean),
            counted=counted,
            period=period,
            reported=ratios.reporting(rows, period) if period else None,
            absorption=ratios.absorption(rows),
            unchecked=self._unchecked() if actor.may(Perm.ACTION_CHECK) else [],
            day=day,
            **kwargs,
        )

    @staticmethod
    def _owners(late: list[ActionItem], shares: dict[Any, ratios.OnTime]) -> list[Owner]:
        grouped: dict[Any, list[ActionRow]] = defaultdict(list)
        for action in late:
            grouped[action.owner_id].append(ActionRow(action, today().year))
        institutions = Institution.objects.filter(pk__in={*grouped, *shares}).order_by("short_name")
        owners = [Owner(row, grouped.get(row.pk, []), shares.get(row.pk)) for row in institutions]
        return sorted(owners, key=lambda owner: -owner.most_days)

    def _unchecked(self) -> list[ProgressReport]:
        rows = ProgressReport.objects.all().visible_to(self.request.actor)
        rows = rows.filter(assessment="", action__withdrawn_at=None).select_related("action__owner", "period")
        return list(rows.order_by("seq")[:MOST_UNCHECKED])
