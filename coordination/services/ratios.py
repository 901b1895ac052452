"""Shares that the plan is judged by (domain.md 7, A1 to A4): always a part of a whole, never a percentage alone."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Avg, Count, F, OuterRef, Q, Subquery, Sum

from coordination.enums import ActionStatus
from coordination.models import ProgressReport, ReportingPeriod
from coordination.models.action import ActionQuerySet


@dataclass(frozen=True)
class Ratio:
    """`n` of `d`. Without a whole there is no share."""

    n: int
    d: int

    @property
    def percent(self) -> int | None:
        """The share, rounded; None when there is nothing to take a share of."""
        return round(100 * self.n / self.d) if self.d else None


@dataclass(frozen=True)
class OnTime:
    """How many of an institution's due actions were done in time: by the dates in force, and by the first dates."""

    by_present_dates: Ratio
    by_first_dates: Ratio


def on_time(rows: ActionQuerySet, day: date) -> dict[UUID, OnTime]:
    """A1 per owner: done on time, of those done or due by the day. Cancelled ones are neither."""
    done = Q(status=ActionStatus.SELESAI)
    groups = (
        rows.due_on(day)
        .order_by()
        .values("owner_id")
        .annotate(
            due=Count("pk"),
            present=Count("pk", filter=done & Q(finished_on__lte=F("ends_on"))),
            first=Count("pk", filter=done & Q(finished_on__lte=F("baseline_ends_on"))),
        )
    )
    return {
        row["owner_id"]: OnTime(Ratio(row["present"], row["due"]), Ratio(row["first"], row["due"])) for row in groups
    }


def average_percent(rows: ActionQuerySet) -> tuple[float | None, int]:
    """A2: the mean percent of the actions that were not cancelled, and of how many; None when there is none."""
    found = rows.current().exclude(status=ActionStatus.BATAL).aggregate(mean=Avg("percent"), n=Count("pk"))
    return found["mean"], found["n"]


def reporting(rows: ActionQuerySet, period: ReportingPeriod) -> Ratio:
    """A3: institutions with a report for the period, of those with an action that was to run in it."""
    asked = rows.current().filter(starts_on__lte=period.ends_on).exclude(status=ActionStatus.BATAL)
    asked = asked.filter(Q(finished_on=None) | Q(finished_on__gte=period.starts_on))
    told = asked.filter(pk__in=ProgressReport.objects.filter(period=period).values("action_id"))
    return Ratio(
        told.order_by().values("owner_id").distinct().count(), asked.order_by().values("owner_id").distinct().count()
    )


def absorption(rows: ActionQuerySet) -> Ratio:
    """A4: rupiah spent by the newest reports, of the rupiah planned, where there is a budget."""
    newest = ProgressReport.objects.filter(action=OuterRef("pk"), budget_realized__isnull=False)
    spent = Subquery(newest.order_by("-period__ends_on").values("budget_realized")[:1])
    planned = rows.current().exclude(status=ActionStatus.BATAL).filter(budget__gt=0)
    found = planned.annotate(spent=spent).aggregate(n=Sum("spent"), d=Sum("budget"))
    return Ratio(int(found["n"] or 0), int(found["d"] or 0))
