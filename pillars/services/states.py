"""How the four pillars stand in many villages at once, in a fixed number of queries."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from desmigratif.core.scope import Actor
from pillars.enums import CooperativeStatus
from pillars.models import Cooperative, Group, ParentingSession, ServiceLog

STANDING = (CooperativeStatus.RINTISAN, CooperativeStatus.BERBADAN_HUKUM, CooperativeStatus.AKTIF)


@dataclass(frozen=True)
class VillageState:
    """One village: services this month, active groups, sessions this quarter, cooperatives; and the last of each."""

    village_code: str
    services: int = 0
    last_service: date | None = None
    groups: int = 0
    sessions: int = 0
    last_session: date | None = None
    cooperatives: int = 0

    @property
    def absent(self) -> int:
        """How many of the four have nothing now; those with most come first."""
        return sum(not value for value in (self.services, self.groups, self.sessions, self.cooperatives))


def quarter_start(day: date) -> date:
    """The first day of the quarter."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def village_states(actor: Actor, village_codes: Collection[str], day: date) -> dict[str, VillageState]:
    """The state of each village on a day, by code: four queries however many villages."""
    month, quarter = day.replace(day=1), quarter_start(day)
    scope = {"village_code__in": village_codes}
    services: dict[str, Mapping[str, Any]] = {
        row["village_code"]: row
        for row in ServiceLog.objects.visible_to(actor)
        .current()
        .filter(served_on__lte=day, **scope)
        .values("village_code")
        .annotate(n=Count("pk", filter=Q(served_on__gte=month)), last=Max("served_on"))
    }
    sessions: dict[str, Mapping[str, Any]] = {
        row["village_code"]: row
        for row in ParentingSession.objects.visible_to(actor)
        .counted()
        .filter(held_on__lte=day, **scope)
        .values("village_code")
        .annotate(n=Count("pk", filter=Q(held_on__gte=quarter)), last=Max("held_on"))
    }
    groups = _counted(Group.objects.visible_to(actor).current().filter(is_active=True, **scope))
    cooperatives = _counted(Cooperative.objects.visible_to(actor).current().filter(status__in=STANDING, **scope))
    return {
        code: VillageState(
            village_code=code,
            services=services.get(code, {}).get("n", 0),
            last_service=services.get(code, {}).get("last"),
            groups=groups.get(code, 0),
            sessions=sessions.get(code, {}).get("n", 0),
            last_session=sessions.get(code, {}).get("last"),
            cooperatives=cooperatives.get(code, 0),
        )
        for code in village_codes
    }


def _counted(rows: QuerySet[Any]) -> dict[str, int]:
    found = rows.values("village_code").annotate(n=Count("pk"))
    return {row["village_code"]: row["n"] for row in found}
