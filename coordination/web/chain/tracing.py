"""The page on which a chain can be followed both ways."""

from typing import Any

from django.http import Http404

from coordination.services.trace import Node, Step, Trace, trace_of
from coordination.web.action.rows import ActionRow
from coordination.web.chain.pages import sees_all, with_names
from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.web.views import ScopedPage

WORDS = {
    Step.MEETING: "Rapat",
    Step.VISIT: "Tinjauan lapangan",
    Step.FINDING: "Temuan",
    Step.RECOMMENDATION: "Rekomendasi",
    Step.ACTION: "Rencana aksi",
    Step.PRACTICE: "Praktik baik",
}
LOOSE = {
    Step.FINDING: "Temuan tanpa rekomendasi",
    Step.RECOMMENDATION: "Rekomendasi tanpa rencana aksi",
    Step.ACTION: "Rencana aksi tanpa laporan",
}
LOOSE_PRACTICE = "Temuan praktik baik yang belum diusulkan"


class TracePage(ScopedPage):
    """The chain of the record of the address: meeting, visit, finding, recommendation, action, last progress."""

    permission_required = Perm.ACTION_VIEW
    template_name = "coordination/trace/detail.html"

    @property
    def trace(self) -> Trace:
        """The chain, if the actor may see the record."""
        found = trace_of(self.kwargs["pk"], by=self.request.actor)
        if found is None:
            raise Http404
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trace = self.trace
        nodes = list(_all(trace.roots))
        with_names(node.record for node in nodes)
        for node in nodes:
            node.words = WORDS[node.step]
            node.loose_words = _loose_words(node)
            if node.step is Step.ACTION:
                node.row = ActionRow(node.record, today().year)
        return super().get_context_data(
            object=trace.asked.record,
            asked=trace.asked,
            roots=trace.roots,
            loose=trace.loose,
            sees_all=sees_all(self.request.actor),
            may_change=self.request.actor.may(Perm.ACTION_CHANGE),
            **kwargs,
        )


def _loose_words(node: Node) -> str:
    if not node.is_loose:
        return ""
    return LOOSE_PRACTICE if node.is_practice else LOOSE[node.step]


def _all(nodes: list[Node]) -> Any:
    for node in nodes:
        yield node
        yield from _all(node.below)
