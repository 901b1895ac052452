"""Groups, businesses, aid and cooperatives for other institutions: of the agreement's region."""

from typing import Any, ClassVar

from django.db.models import QuerySet

from desmigratif.core.rest.schema import described
from desmigratif.core.rest.viewset import AgreementViewSet
from pillars.catalogue.business import (
    AIDS,
    BUSINESS_OWNERS,
    BUSINESSES,
    COOPERATIVE_MEMBERS,
    COOPERATIVE_RECAPS,
    COOPERATIVES,
    GROUP_MEMBERS,
    GROUPS,
)


class EconomyViewSet(AgreementViewSet):
    """Rows that can be withdrawn, by themselves or with what they belong to: they come once more, empty but for their
    id, to those who ask what has changed. `gone_by` names the columns that say so."""

    gone_by: ClassVar[tuple[str, ...]] = ("withdrawn_at",)

    def rows(self, *, with_gone: bool) -> QuerySet:
        rows = super().rows(with_gone=with_gone)
        return rows if with_gone else rows.filter(**dict.fromkeys(self.gone_by))

    def finish(self, rows: list[dict[str, Any]]) -> None:
        kept = {field.name for field in self.dataset.fields if field.always}
        for row in rows:
            if row["withdrawn"]:
                row.update(dict.fromkeys(row.keys() - kept))


@described(GROUPS)
class GroupViewSet(EconomyViewSet):
    """Groups."""


@described(GROUP_MEMBERS)
class GroupMemberViewSet(EconomyViewSet):
    """Members of groups."""

    gone_by = ("group__withdrawn_at", "person__withdrawn_at")


@described(BUSINESSES)
class BusinessViewSet(EconomyViewSet):
    """Businesses."""


@described(BUSINESS_OWNERS)
class BusinessOwnerViewSet(EconomyViewSet):
    """Owners of businesses."""

    gone_by = ("withdrawn_at", "business__withdrawn_at", "person__withdrawn_at")


@described(AIDS)
class AidViewSet(EconomyViewSet):
    """Aid."""


@described(COOPERATIVES)
class CooperativeViewSet(EconomyViewSet):
    """Cooperatives."""


@described(COOPERATIVE_MEMBERS)
class CooperativeMemberViewSet(EconomyViewSet):
    """Members of cooperatives."""

    gone_by = ("cooperative__withdrawn_at", "person__withdrawn_at")


@described(COOPERATIVE_RECAPS)
class CooperativeRecapViewSet(EconomyViewSet):
    """Monthly books of cooperatives."""

    gone_by = ("withdrawn_at", "cooperative__withdrawn_at")
