"""One action: what was promised, its dates, its steps, what was reported, and what happened to it."""

from typing import Any

from django.http import Http404

from coordination.enums import RevisionStatus
from coordination.models import ActionItem, CoordinationLog
from coordination.web.action.matrix import with_lists_in_words
from coordination.web.action.owning import rights_on
from coordination.web.action.rows import ActionRow, with_last_report
from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.web.fields import amount_words
from desmigratif.core.web.journal import lines_of
from desmigratif.core.web.views import ScopedDetail, ScopedPage
from desmigratif.documents.web.panel import panels_of
from desmigratif.history.web.views import HistoryPage
from villages.models import Village

SHOWN_IN_A_VILLAGE = 5


class ActionDetail(ScopedDetail):
    """The action's own page."""

    permission_required = Perm.ACTION_VIEW
    model = ActionItem
    template_name = "coordination/action/detail.html"

    def get_queryset(self) -> Any:
        rows = super().get_queryset().with_names()
        return with_last_report(rows).select_related("recommendation__meeting", "finding__visit", "updated_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        action, actor = self.object, self.request.actor
        with_lists_in_words([action])
        reports = action.reports.all().visible_to(actor).select_related("period", "created_by", "checked_by")
        revisions = action.revisions.all().visible_to(actor).select_related("created_by", "decided_by")
        found, told = list(revisions.order_by("-seq")), list(reports.order_by("-period__ends_on"))
        panels = panels_of(told, actor)
        for report in told:
            report.files = panels.get(report.pk)
            report.realized_words = amount_words(report.realized)
        return super().get_context_data(
            row=ActionRow(action, today().year),
            target_words=amount_words(action.target),
            reports=told,
            revisions=found,
            waiting=next((row for row in found if row.status == RevisionStatus.DIAJUKAN), None),
            milestones=list(action.milestones.all().visible_to(actor).order_by("due_on", "seq")),
            lines=lines_of(CoordinationLog, action, actor),
            rights=rights_on(action, actor),
            **kwargs,
        )


class ActionHistory(HistoryPage):
    """What changed in an action, its milestones, its reports and the requests for other dates."""

    permission_required = Perm.ACTION_VIEW
    model = ActionItem

    def records(self) -> list[Any]:
        action, actor = self.object, self.request.actor
        parts = (action.milestones, action.reports, action.revisions)
        return [action, *(row for rows in parts for row in rows.all().visible_to(actor))]


class VillageActions(ScopedPage):
    """The actions of one village, late ones first; a page of its own, and a fragment of the village's page."""

    permission_required = Perm.ACTION_VIEW
    template_name = "coordination/action/village.html"

    @property
    def village(self) -> Village:
        """The village of the address, if the actor may see it."""
        rows = Village.objects.visible_to(self.request.actor).with_region()
        found = rows.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def get_template_names(self) -> list[str]:
        return [f"{self.template_name}#actions"] if self.request.htmx else [self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        village = self.village
        rows = ActionItem.objects.all().visible_to(self.request.actor).current().in_village(village.village_code)
        rows = with_last_report(rows.with_names().with_state(today())).order_by("state_order", "ends_on", "number")
        most = SHOWN_IN_A_VILLAGE if self.request.htmx else None
        found = list(rows[:most])
        return super().get_context_data(
            village=village,
            rows=[ActionRow(action, today().year) for action in found],
            total=rows.count() if most else len(found),
            **kwargs,
        )
