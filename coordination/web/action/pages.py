"""Bases of the forms about an action: the rows they may touch, and a conflict that loses nothing."""

from typing import Any

from coordination.models import ActionItem
from coordination.web.action.owning import own_institutions
from desmigratif.core.web.records import RecordForm


class AboutAction(RecordForm):
    """A form about an action in the plan, or about a row below one."""

    model: Any = ActionItem
    template_name = "coordination/action/form.html"
    back_words = "Kembali ke rencana aksi"
    only_own = False  # only those of the actor's own institution

    @property
    def action(self) -> ActionItem:
        """The action of the page."""
        return self.object if isinstance(self.object, ActionItem) else self.object.action

    def get_queryset(self) -> Any:
        above = "" if self.model is ActionItem else "action__"
        rows = super().get_queryset().filter(**{f"{above}withdrawn_at": None})
        if self.only_own:
            rows = rows.filter(**{f"{above}owner_id__in": own_institutions(self.request.actor)})
        return rows.select_related(f"{above}owner", *([] if self.model is ActionItem else ["action"]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(action=self.action, **kwargs)

    def back_url(self) -> str:
        return self.action.get_absolute_url()

    def get_success_url(self, done: Any = None) -> str:
        return self.action.get_absolute_url()
