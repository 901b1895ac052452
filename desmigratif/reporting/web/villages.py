"""The people of a village on its page: a fragment there, a page by itself without a script."""

from typing import Any

from django.utils import timezone

from desmigratif.accounts.roles import Perm
from desmigratif.core.web.views import ScopedDetail
from desmigratif.reporting import queries, wording
from desmigratif.reporting.web.links import Links
from desmigratif.reporting.web.places import dashboard_url
from villages.models import Village
from workers.enums import PmiStatus, RecordStatus


class VillagePeopleSummary(ScopedDetail):
    """How many people are recorded in a village, and how far they are confirmed."""

    permission_required = Perm.DASHBOARD_VIEW
    model = Village
    template_name = "reporting/village/people.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().with_region()

    def get_template_names(self) -> list[str]:
        return [f"{self.template_name}#summary" if self.request.htmx else self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        code = self.object.village_code
        links = Links(self.request.actor, code)
        figures = queries.read_place(self.request.actor, code)
        return super().get_context_data(
            figures=figures,
            urls={
                "all": links.everyone(),
                "purna": links.figure("status", PmiStatus.PURNA.value),
                "verified": links.figure("record_status", RecordStatus.VERIF.value),
                "waiting": links.figure("record_status", RecordStatus.KIRIM.value),
            },
            dashboard_url=dashboard_url(code),
            as_of=wording.moment(timezone.now()),
            **kwargs,
        )
