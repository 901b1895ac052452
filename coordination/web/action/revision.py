"""Other dates for an action: asked for, listed, decided."""

from typing import Any

from coordination.enums import RevisionStatus
from coordination.models import DateRevision
from coordination.services import revisions
from coordination.services.sharing import with_forebears
from coordination.web.action import forms
from coordination.web.action.pages import AboutAction
from desmigratif.accounts.roles import Perm
from desmigratif.accounts.step_up import FreshSecondFactor
from desmigratif.core.web.views import ScopedPage

MOST_WAITING, MOST_DECIDED = 200, 50


class RevisionRequest(AboutAction):
    """Asks for other dates: the owner's officer, or the analyst."""

    permission_required = Perm.REVISION_REQUEST
    form_class = forms.RevisionForm
    template_name = "coordination/revision/request.html"
    title = "Usulkan perubahan jadwal"
    submit_label = "Kirim usul"
    success_message = "Usul terkirim. Jadwal yang berlaku tetap sampai disetujui pimpinan Kemenko PMK."

    def get_queryset(self) -> Any:
        rows, actor = super().get_queryset(), self.request.actor
        if actor.may(Perm.ACTION_CHANGE):
            return rows
        return rows.owned_by(with_forebears({actor.institution_id}) if actor.institution_id else [])

    def get_initial(self) -> dict[str, Any]:
        return {"new_starts_on": self.object.starts_on, "new_ends_on": self.object.ends_on}

    def perform(self, data: dict[str, Any]) -> DateRevision:
        return revisions.request_revision(action=self.object, by=self.request.actor, **data)


class RevisionList(ScopedPage):
    """Requests of the actions that the actor sees, those that wait first."""

    permission_required = Perm.ACTION_VIEW
    template_name = "coordination/revision/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = DateRevision.objects.all().visible_to(self.request.actor).filter(action__withdrawn_at=None)
        rows = rows.select_related("action__owner", "created_by", "decided_by")
        waiting = list(rows.filter(status=RevisionStatus.DIAJUKAN).order_by("seq")[: MOST_WAITING + 1])
        return super().get_context_data(
            waiting=waiting[:MOST_WAITING],
            has_more=len(waiting) > MOST_WAITING,
            decided=list(rows.exclude(status=RevisionStatus.DIAJUKAN).order_by("-decided_at", "-seq")[:MOST_DECIDED]),
            **kwargs,
        )


class RevisionDecide(FreshSecondFactor, AboutAction):
    """Agree or refuse."""

    permission_required = Perm.REVISION_APPROVE
    model = DateRevision
    form_class = forms.DecideForm
    template_name = "coordination/revision/decide.html"
    title = "Putuskan perubahan jadwal"
    submit_label = "Simpan keputusan"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("action__owner", "created_by")

    def perform(self, data: dict[str, Any]) -> DateRevision:
        is_approved = data.pop("decision") == "SETUJU"
        self.success_message = "Jadwal baru berlaku." if is_approved else "Usul ditolak. Jadwal lama tetap berlaku."
        return revisions.decide_revision(revision=self.object, is_approved=is_approved, by=self.request.actor, **data)
