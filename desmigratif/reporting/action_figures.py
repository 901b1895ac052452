"""The action plan of a region in numbers: by standing, late ones first, and how many were done on time."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from coordination.enums import ActionState
from coordination.models import ActionItem
from coordination.models.action import ActionQuerySet
from desmigratif.core.scope import Actor
from desmigratif.reporting.queries import Figure


@dataclass(frozen=True)
class ActionFigures:
    """Actions that concern a region: in one of its villages, or of one of its own agencies."""

    states: list[Figure]  # the most urgent first; states nobody is in are left out
    due: int  # done, or past their last day (indicator A1)
    on_time: int

    @property
    def total(self) -> int:
        """All of them, also cancelled ones."""
        return sum(row.n for row in self.states)

    @property
    def late(self) -> int:
        """Open and past their last day."""
        return next((row.n for row in self.states if row.code == ActionState.TERLAMBAT), 0)


def actions_of(actor: Actor, code: str) -> ActionQuerySet:
    """Actions that concern a region, of those the actor sees; for the nation all of them."""
    rows: ActionQuerySet = ActionItem.objects.all().visible_to(actor).current()
    # A region above the village is shared with what lies in it (SharedModel.shared_with), so one index serves all.
    return rows.filter(shared_with__contains=[code]) if code else rows


def read_actions(actor: Actor, code: str, day: date) -> ActionFigures:
    """The actions of a region by their standing on a day."""
    rows = actions_of(actor, code)
    counts = dict(rows.with_state(day).order_by().values_list("state").annotate(n=Count("pk")))
    states = [Figure(state.value, str(state.label), counts[state]) for state in ActionState if counts.get(state)]
    due = rows.due_on(day)
    return ActionFigures(states, due.count(), due.on_time().count())
