"""Agreements that wait for approval: a fragment of the home page of those who approve or draft them."""

from typing import Any

from desmigratif.accounts.roles import Perm
from desmigratif.core.web.views import ScopedPage
from desmigratif.exchange.models import Agreement

LISTED = 5


class AgreementWaiting(ScopedPage):
    """Drafts nobody has approved; a page of its own without a script."""

    permission_required = Perm.AGREEMENT_VIEW
    template_name = "exchange/agreement/waiting.html"

    def get_template_names(self) -> list[str]:
        return [f"{self.template_name}#waiting"] if self.request.htmx else [self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Agreement.objects.with_names().waiting().order_by("seq")
        return super().get_context_data(waiting=list(rows[:LISTED]), waiting_total=rows.count(), **kwargs)
