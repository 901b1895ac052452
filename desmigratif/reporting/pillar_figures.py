"""What the four pillars of a region come to: totals, and first of all what is not there.

Every figure is a sum over rows without persons, grouped by village, so that villages without any can be named. What is
counted: rows not withdrawn; of activities those held and sent in, whether confirmed yet or not.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, F, Max, QuerySet, Sum

from desmigratif.core.scope import SCOPE_COLUMNS, Actor, Level
from desmigratif.reporting.periods import Period, month_of, months_before, quarter_of
from desmigratif.reporting.queries import Figure, designated_villages, level_of
from pillars.enums import AidCondition, BusinessStatus, CooperativeStatus, MemberCategory
from pillars.models import (
    Aid,
    Business,
    BusinessActivity,
    Cooperative,
    CooperativeActivity,
    CooperativeRecap,
    Group,
    MigrationActivity,
    ParentingSession,
    ServiceLog,
)

ACTIVITIES = (MigrationActivity, BusinessActivity, ParentingSession, CooperativeActivity)
WORKING = (CooperativeStatus.RINTISAN, CooperativeStatus.BERBADAN_HUKUM, CooperativeStatus.AKTIF)
RUNNING = (BusinessStatus.JALAN, BusinessStatus.BERKEMBANG)
MEMBER_COLUMNS = {
    MemberCategory.PURNA: "members_purna",
    MemberCategory.KELUARGA: "members_family",
    MemberCategory.CALON: "members_candidate",
    MemberCategory.UMUM: "members_general",
}


class Missing(StrEnum):
    """What a village may lack; the word is the one of the address."""

    SERVICE = "layanan"
    BUSINESS = "usaha"
    SESSION = "sesi"
    COOPERATIVE = "koperasi"


@dataclass(frozen=True)
class Recaps:
    """The newest recap of each cooperative, added up. `of` says of how many cooperatives."""

    of: int = 0
    savings: int = 0
    loans: int = 0
    overdue: int = 0
    newest: date | None = None


@dataclass(frozen=True)
class PillarFigures:
    """The four pillars of one region on one day."""

    code: str
    day: date
    programme_villages: frozenset[str]
    services: Counter[str]  # this month, by village
    services_before: int  # the month before
    sessions: Counter[str]  # this quarter, by village
    session_heads: tuple[int, int]  # women, men, as counted in the room
    activities: dict[str, int]  # this quarter, by pillar
    groups: Counter[str]  # active, by village
    groups_ended: int
    group_members: Counter[str]
    cooperative_members: Counter[str]
    businesses: Counter[tuple[str, str]]  # by village and status
    aids: int
    aid_conditions: Counter[str]  # of those looked at after six months
    aid_due: int  # six months ago or more, not looked at yet
    cooperatives: Counter[tuple[str, str]]  # by village and status
    recent_rat: frozenset[str]  # villages with an active cooperative that met its members within 15 months
    recaps: Recaps = field(default_factory=Recaps)

    @property
    def month(self) -> Period:
        """What "this month" is."""
        return month_of(self.day)

    @property
    def quarter(self) -> Period:
        """What "this quarter" is."""
        return quarter_of(self.day)

    @property
    def with_cooperative(self) -> frozenset[str]:
        """Villages with a cooperative that was neither dissolved nor given up."""
        return frozenset(village for (village, status), n in self.cooperatives.items() if status in WORKING and n)

    @property
    def with_business(self) -> frozenset[str]:
        """Villages with an active group or a running business."""
        running = {village for (village, status), n in self.businesses.items() if status in RUNNING and n}
        return frozenset(running | {village for village, n in self.groups.items() if n})

    def missing(self, what: Missing) -> frozenset[str]:
        """Villages of the programme that lack it."""
        present = {
            Missing.SERVICE: self.services,
            Missing.BUSINESS: self.with_business,
            Missing.SESSION: self.sessions,
            Missing.COOPERATIVE: self.with_cooperative,
        }[what]
        return self.programme_villages - set(present)

    @property
    def business_statuses(self) -> list[Figure]:
        """All statuses, also those with 0."""
        return _by_code(self.businesses, BusinessStatus)

    @property
    def cooperative_statuses(self) -> list[Figure]:
        """All statuses, also those with 0."""
        return _by_code(self.cooperatives, CooperativeStatus)

    @property
    def business_running(self) -> int:
        """Running or growing (indicator E1)."""
        return sum(n for (_, status), n in self.businesses.items() if status in RUNNING)

    @property
    def aid_checked(self) -> int:
        """Aid that was looked at."""
        return sum(self.aid_conditions.values())

    @property
    def aid_in_use(self) -> int:
        """In use after six months (indicator E3)."""
        return self.aid_conditions[AidCondition.DIPAKAI]

    @property
    def has_anything(self) -> bool:
        """Whether anything at all is recorded here."""
        return bool(
            self.services
            or self.services_before
            or any(self.activities.values())
            or self.groups
            or self.groups_ended
            or self.businesses
            or self.aids
            or self.cooperatives
        )


def read_pillars(actor: Actor, code: str, day: date) -> PillarFigures:
    """The four pillars of a region, "" for the nation."""

    def rows(model: Any) -> Any:
        return in_region(model.objects.all().visible_to(actor).current(), code)

    month, quarter = month_of(day), quarter_of(day)
    before = month_of(months_before(month.first, 1))
    services = rows(ServiceLog)
    sessions = rows(ParentingSession).counted().held_between(quarter.first, day)
    held = {
        model.pillar.value: rows(model).counted().held_between(quarter.first, day).count()
        for model in ACTIVITIES
        if model is not ParentingSession
    }
    of_session = list(
        sessions.order_by()
        .values("village_code")
        .annotate(n=Count("pk"), women=Sum("participants_female"), men=Sum("participants_male"))
    )
    held[ParentingSession.pillar.value] = sum(row["n"] for row in of_session)
    groups, members = _groups(rows(Group))
    aids, conditions = _aids(rows(Aid))
    cooperatives = rows(Cooperative)
    return PillarFigures(
        code=code,
        day=day,
        programme_villages=frozenset(designated_villages(actor, code)),
        services=_by_village(services.filter(served_on__range=(month.first, day))),
        services_before=services.filter(served_on__range=(before.first, before.last)).count(),
        sessions=Counter({row["village_code"]: row["n"] for row in of_session}),
        session_heads=(sum(row["women"] or 0 for row in of_session), sum(row["men"] or 0 for row in of_session)),
        activities=held,
        groups=groups[True],
        groups_ended=sum(groups[False].values()),
        group_members=members,
        cooperative_members=_members(cooperatives.filter(status__in=WORKING)),
        businesses=_by_village_and(rows(Business), "status"),
        aids=aids,
        aid_conditions=conditions,
        aid_due=rows(Aid).to_check(day).count(),
        cooperatives=_by_village_and(cooperatives, "status"),
        recent_rat=frozenset(cooperatives.active_with_rat(day).values_list("village_code", flat=True)),
        recaps=_recaps(rows(CooperativeRecap)),
    )


def in_region(rows: QuerySet, code: str) -> Any:
    """Rows of a region of any level, by equality on its column; all of them for the nation."""
    level = level_of(code)
    return rows if level is Level.NATION else rows.filter(**{SCOPE_COLUMNS[level]: code})


def _by_village(rows: QuerySet) -> Counter[str]:
    return Counter(dict(rows.order_by().values_list("village_code").annotate(n=Count("pk"))))


def _by_village_and(rows: QuerySet, column: str) -> Counter[tuple[str, str]]:
    found = rows.order_by().values_list("village_code", column).annotate(n=Count("pk"))
    return Counter({(village, value): n for village, value, n in found})


def _groups(rows: QuerySet) -> tuple[dict[bool, Counter[str]], Counter[str]]:
    """Groups by village, active and ended, and the members of the active ones by category."""
    sums = {category.value: Sum(column) for category, column in MEMBER_COLUMNS.items()}
    found = rows.order_by().values("village_code", "is_active").annotate(n=Count("pk"), **sums)
    groups: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    members: Counter[str] = Counter()
    for row in found:
        groups[row["is_active"]][row["village_code"]] = row["n"]
        if row["is_active"]:
            members.update({name: row[name] or 0 for name in sums})
    return groups, members


def _members(rows: QuerySet) -> Counter[str]:
    found = rows.aggregate(**{category.value: Sum(column) for category, column in MEMBER_COLUMNS.items()})
    return Counter({name: n or 0 for name, n in found.items()})


def _aids(rows: QuerySet) -> tuple[int, Counter[str]]:
    """All aid, and the conditions of what was looked at."""
    conditions = Counter(dict(rows.order_by().values_list("condition").annotate(n=Count("pk"))))
    total = sum(conditions.values())
    del conditions[""]
    return total, conditions


def _recaps(rows: QuerySet) -> Recaps:
    newest = rows.order_by("cooperative_id", "-month").distinct("cooperative_id")
    found = rows.filter(pk__in=newest.values("pk"), cooperative__withdrawn_at=None).aggregate(
        of=Count("pk"),
        savings=Sum(F("savings_principal") + F("savings_mandatory") + F("savings_voluntary")),
        loans=Sum("loans_outstanding"),
        overdue=Sum("loans_overdue"),
        newest=Max("month"),
    )
    return Recaps(
        found["of"], int(found["savings"] or 0), int(found["loans"] or 0), int(found["overdue"] or 0), found["newest"]
    )


def _by_code(counts: Counter[tuple[str, str]], codes: Any) -> list[Figure]:
    return [
        Figure(code.value, str(code.label), sum(n for (_, status), n in counts.items() if status == code.value))
        for code in codes
    ]
