"""Search of regions, for pickers: every hit shows kecamatan and kabupaten, because a third of the names repeat."""

from typing import Any

from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.web.views import ScopedPage
from desmigratif.reference.models import Region

SHORTEST = 2
MOST = 20


class RegionSearch(ScopedPage):
    """Villages whose name or place holds the words; a fragment for htmx, a page otherwise."""

    permission_required = Perm.REGION_VIEW
    template_name = "reference/region/search.html"

    def get_template_names(self) -> list[str]:
        return [f"{self.template_name}#hits" if self.request.htmx else self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = self.request.GET.get("q", "")[:60].strip()
        found = Region.objects.none()
        if len(words) >= SHORTEST:
            found = Region.objects.villages().valid_on(today()).search(words).order_by("name", "code")
        return super().get_context_data(words=words, regions=found[:MOST], most=MOST, **kwargs)
