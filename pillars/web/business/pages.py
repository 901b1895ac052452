"""What the pages of groups, businesses, aid and cooperatives share."""

from typing import Any, ClassVar

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Level
from desmigratif.core.web.journal import lines_of
from desmigratif.core.web.lists import Column, ListPage
from desmigratif.core.web.records import RecordAdd, RecordForm
from desmigratif.core.web.views import ScopedDetail
from desmigratif.notifications.web.comments import CommentOn
from desmigratif.reference.models import Region
from pillars.models import PillarLog
from pillars.web.business.forms import WithdrawForm

PLACE_COLUMNS = (
    Column("Desa", lambda row: row.place_name, 20),
    Column("Kode desa", lambda row: row.village_code, 15),
    Column("Letak", lambda row: row.place_above, 34),
)
FILTERS_BELOW = {"village", "district"}
PLACE_FILTER = {Level.KEC: "village", Level.KAB: "village", Level.PROV: "district", Level.NATION: "district"}


def with_place(rows: QuerySet) -> QuerySet:
    """Adds `place_name` and `place_above` of each row's village: one query for a whole list."""
    region = Region.objects.filter(pk=OuterRef("village_code"))
    return rows.annotate(
        place_name=Subquery(region.values("name")[:1]), place_above=Subquery(region.values("place")[:1])
    )


class PillarList(ListPage):
    """A list of records of villages. `ordered_filters` are the inputs before that of the place."""

    permission_required = Perm.PILLAR_VIEW
    ordered_filters: ClassVar[tuple[str, ...]]

    def get_queryset(self) -> Any:
        return with_place(super().get_queryset().current())

    @property
    def shows_place(self) -> bool:
        """Whether the village stands in each row."""
        return self.request.actor.level is not Level.DESA

    def _shown(self) -> list[str]:
        place = PLACE_FILTER.get(self.request.actor.level)
        return [*self.ordered_filters, *([place] if place else [])]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(shows_place=self.shows_place, **kwargs)


class PillarDetail(ScopedDetail):
    """The page of one record: with its place, its journal, and what the actor may do about it. `name` begins those of
    its addresses."""

    permission_required = Perm.PILLAR_VIEW
    name: ClassVar[str]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor, record = self.request.actor, self.object
        may_change = actor.may(Perm.PILLAR_CHANGE) and not record.is_withdrawn
        may_comment = actor.may(Perm.PILLAR_COMMENT)
        kwargs = {
            "region": Region.objects.filter(pk=record.village_code).first(),
            "lines": lines_of(PillarLog, record, actor),
            "may_change": may_change,
            "may_act": may_change,
            "comment_url": reverse(f"{self.name}-comment", args=[record.pk]) if may_comment else "",
            "withdraw_url": reverse(f"{self.name}-withdraw", args=[record.pk]),
            "sees_names": actor.may(Perm.PERSON_NAMES),
            **kwargs,
        }
        return super().get_context_data(**kwargs)


class PillarAdd(RecordAdd):
    """A form that makes a record of the officer's own village."""

    permission_required = Perm.PILLAR_CHANGE


class PillarForm(RecordForm):
    """A form about one record."""

    permission_required = Perm.PILLAR_CHANGE

    def stored_besides(self, form: Any) -> list[tuple[str, str]]:
        """What differs from what was typed, after somebody else's save, in inputs that are no columns."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if "stored" in kwargs:
            kwargs["stored"] = [*kwargs["stored"], *self.stored_besides(kwargs["form"])]
        return super().get_context_data(**kwargs)


class Withdraw(PillarForm):
    """Take a record out of the lists, with a reason."""

    form_class = WithdrawForm
    submit_label = "Tarik catatan"
    lead = "Catatan ini hilang dari daftar dan hitungan. Riwayatnya tetap tersimpan."

    def get_success_url(self, done: Any = None) -> str:
        return done.get_absolute_url()


class PillarComment(CommentOn):
    """A comment on a record, read by all who may open it."""

    permission_required = Perm.PILLAR_COMMENT
    journal = PillarLog
