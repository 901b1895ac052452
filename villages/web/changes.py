"""What changed in what is known of a village, field by field."""

from django.db.models import Model

from desmigratif.accounts.roles import Perm
from desmigratif.history.web.views import HistoryPage
from villages.models import Village


class VillageHistory(HistoryPage):
    """A village, its programmes and hamlets; its officers for those who may change them."""

    permission_required = Perm.VILLAGE_VIEW
    model = Village

    def get_queryset(self):
        return super().get_queryset().with_region()

    def title_of(self) -> str:
        return self.object.title

    def records(self) -> list[Model]:
        village, actor = self.object, self.request.actor
        parts = [village.programmes.select_related("programme"), village.hamlets]
        parts += [village.officers] if actor.may(Perm.VILLAGE_CHANGE) else []
        return [village, *(row for rows in parts for row in rows.all().visible_to(actor))]
