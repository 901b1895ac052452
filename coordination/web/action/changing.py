"""Put an action into the plan, change it, take it out; its steps."""

from typing import Any
from uuid import UUID

from coordination.models import ActionItem, CoordinationLog, Finding, Milestone, Recommendation
from coordination.services import actions, milestones
from coordination.web.action import forms
from coordination.web.action.pages import AboutAction
from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.web.views import ServiceForm
from desmigratif.notifications.web.comments import CommentOn
from desmigratif.reference.models import Institution


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


class ActionAdd(ServiceForm):
    """A new action; `rekomendasi` or `temuan` in the address says what it answers."""

    permission_required = Perm.ACTION_CHANGE
    form_class = forms.ActionAddForm
    template_name = "coordination/action/add.html"
    success_message = "Rencana aksi tersimpan. Penanggung jawab dan pendukung kini melihatnya."

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.actor}

    def get_initial(self) -> dict[str, Any]:
        actor = self.request.actor
        recommendation, finding = (
            model.objects.all().visible_to(actor).filter(pk=_id(self.request.GET.get(name, "")), withdrawn_at=None)
            for model, name in ((Recommendation, "rekomendasi"), (Finding, "temuan"))
        )
        first, found = recommendation.select_related("visit").first(), finding.first()
        villages = set(first.visit.village_codes) if first and first.visit else set()
        villages |= {found.village_code} if found and found.village_code else set()
        origin = first or found
        return {
            "recommendation": str(first.pk) if first else "",
            "finding": str(found.pk) if found else "",
            "pillar": origin.pillar if origin else "",
            "village_codes": sorted(villages),
        }

    def perform(self, data: dict[str, Any]) -> ActionItem:
        return actions.create_action(by=self.request.actor, **data)


class ActionEdit(AboutAction):
    """What is to be done, by whom, where; dates have a page of their own."""

    permission_required = Perm.ACTION_CHANGE
    form_class = forms.ActionForm
    title = "Ubah rencana aksi"
    lead = "Tanggal diubah lewat “Usulkan perubahan jadwal”. Rencana awal tidak bisa diubah."
    success_message = "Perubahan tersimpan."

    def stored(self, row: ActionItem) -> dict[str, Any]:
        supporters = Institution.objects.filter(pk__in=row.supporter_ids).order_by("short_name")
        return {"supporters": list(supporters), "village_codes": sorted(row.village_codes)}

    def get_initial(self) -> dict[str, Any]:
        action = self.object
        values = {name: getattr(action, name) for name in ("version", "owner", *actions.PLAN)}
        values |= self.stored(action)
        return {**values, "supporters": [row.code for row in values["supporters"]]}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by": self.request.actor, "action": self.object}

    def perform(self, data: dict[str, Any]) -> ActionItem:
        return actions.change_action(action=self.object, by=self.request.actor, **data)


class ActionWithdraw(AboutAction):
    """Take an action out of the plan, or cancel it."""

    permission_required = Perm.ACTION_CHANGE
    form_class = forms.EndForm
    title = "Tarik atau batalkan rencana aksi"
    submit_label = "Simpan keputusan"

    def perform(self, data: dict[str, Any]) -> ActionItem:
        ending = data.pop("ending")
        self.success_message = "Rencana aksi ditarik." if ending == "TARIK" else "Rencana aksi dibatalkan."
        end = actions.withdraw_action if ending == "TARIK" else actions.cancel_action
        return end(action=self.object, by=self.request.actor, **data)


class MilestoneAdd(AboutAction):
    """A new step of an action."""

    permission_required = Perm.ACTION_CHANGE
    form_class = forms.MilestoneAddForm
    title = "Tambah tonggak"
    lead = "Langkah antara, supaya keterlambatan terlihat sebelum batas akhir."
    success_message = "Tonggak tersimpan."

    def perform(self, data: dict[str, Any]) -> Milestone:
        return milestones.add_milestone(action=self.object, by=self.request.actor, **data)


class MilestoneDone(AboutAction):
    """The owner has reached a step."""

    permission_required = Perm.ACTION_REPORT
    model = Milestone
    form_class = forms.MilestoneDoneForm
    submit_label = "Tandai selesai"
    success_message = "Tonggak ditandai selesai."
    only_own = True

    @property
    def title(self) -> str:
        """Which step."""
        return f"Tonggak selesai: {self.object.title}"

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "done_on": today()}

    def perform(self, data: dict[str, Any]) -> Milestone:
        return milestones.finish_milestone(milestone=self.object, by=self.request.actor, **data)


class ActionComment(CommentOn):
    """A comment on an action, read by all who see it."""

    permission_required = Perm.ACTION_COMMENT
    model = ActionItem
    journal = CoordinationLog
