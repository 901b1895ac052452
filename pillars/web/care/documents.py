"""The form that adds a photo to an activity."""

from typing import Any

from desmigratif.accounts.roles import Perm
from desmigratif.documents.web.views import DocumentAdd
from pillars.web.care.activities import OfPillar


class ActivityDocumentAdd(OfPillar, DocumentAdd):
    """One photo at a time, at most five."""

    permission_required = Perm.PILLAR_CHANGE

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(shows_people=True, **kwargs)
