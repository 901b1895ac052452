"""An action as a row of the matrix: badge, bars of its months, and the same in a sentence."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from coordination.enums import ActionState
from coordination.models import ActionItem, ProgressReport
from desmigratif.core.clock import today
from desmigratif.core.partial_date import MONTHS, SHORT_MONTHS

BADGES = {
    ActionState.TERLAMBAT: ("late", "clock-alert"),
    ActionState.TERHAMBAT: ("warn", "circle-pause"),
    ActionState.JALAN: ("info", "circle-dot"),
    ActionState.BELUM: ("none", "circle-dashed"),
    ActionState.SELESAI: ("good", "circle-check"),
    ActionState.BATAL: ("off", "ban"),
}
BARS = {
    ActionState.TERLAMBAT: "late",
    ActionState.TERHAMBAT: "stuck",
    ActionState.JALAN: "run",
    ActionState.BELUM: "todo",
    ActionState.SELESAI: "done",
    ActionState.BATAL: "off",
}
DECEMBER = 12
LONGEST_WHY = 90


@dataclass(frozen=True)
class Months:
    """From month to month of one year."""

    first: int
    last: int

    @property
    def classes(self) -> str:
        """Where the bar begins and ends (static/coordination.css)."""
        return f"dm-s-{self.first} dm-e-{self.last}"

    @property
    def words(self) -> str:
        """Apr sampai Okt."""
        return f"{SHORT_MONTHS[self.first - 1]} sampai {SHORT_MONTHS[self.last - 1]}"

    def __contains__(self, month: int) -> bool:
        return self.first <= month <= self.last


def months_in(year: int, starts_on: date, ends_on: date) -> Months | None:
    """The months of the year that a span touches; None when it touches none."""
    if starts_on.year > year or ends_on.year < year or ends_on < starts_on:
        return None
    return Months(
        starts_on.month if starts_on.year == year else 1, ends_on.month if ends_on.year == year else DECEMBER
    )


def next_month(day: date) -> date:
    """The first day of the month after."""
    return date(day.year + day.month // DECEMBER, day.month % DECEMBER + 1, 1)


@dataclass(frozen=True)
class ActionRow:
    """One row; `action` has `with_names` and `with_last_report`."""

    action: ActionItem
    year: int

    @property
    def state(self) -> ActionState:
        """Its standing today."""
        return self.action.standing

    @property
    def badge(self) -> str:
        """Colour of the badge; it is never the only sign."""
        return BADGES[self.state][0]

    @property
    def icon(self) -> str:
        """Icon of the badge."""
        return BADGES[self.state][1]

    @property
    def words(self) -> str:
        """Terlambat 23 hari; Mulai Desember; Selesai 24 Jun 2026."""
        action, state = self.action, self.state
        if state is ActionState.TERLAMBAT:
            return f"Terlambat {action.days_late} hari"
        if state is ActionState.BELUM and action.starts_on > today():
            return f"Mulai {MONTHS[action.starts_on.month - 1]} {action.starts_on.year}"
        if state is ActionState.SELESAI and action.finished_on:
            done = action.finished_on
            return f"Selesai {done.day} {SHORT_MONTHS[done.month - 1]} {done.year}"
        return str(state.label)

    @property
    def why(self) -> str:
        """The obstacle of the newest report, while it matters; or how late a finished one was."""
        action = self.action
        if self.state is ActionState.SELESAI and action.days_late:
            return f"{action.days_late} hari sesudah batas"
        if self.state in {ActionState.TERLAMBAT, ActionState.TERHAMBAT}:
            text = getattr(action, "last_obstacle", None) or ""
            return text if len(text) <= LONGEST_WHY else f"{text[:LONGEST_WHY].rstrip()}…"
        return ""

    @property
    def now(self) -> Months | None:
        """Months of the dates in force."""
        return months_in(self.year, self.action.starts_on, self.action.ends_on)

    @property
    def first(self) -> Months | None:
        """Months of the dates first promised."""
        return months_in(self.year, self.action.baseline_starts_on, self.action.baseline_ends_on)

    @property
    def over(self) -> Months | None:
        """Months after the last day, until today, of one that is late."""
        return months_in(self.year, next_month(self.action.ends_on), today()) if self.action.is_late else None

    @property
    def bars(self) -> list[str]:
        """Classes of the bars, the present dates first; the first dates only where they differ."""
        named = [(BARS[self.state], self.now), ("base", self.first if self.action.was_revised else None)]
        return [f"dm-bar dm-bar--{name} {months.classes}" for name, months in [*named, ("over", self.over)] if months]

    @property
    def sentence(self) -> str:
        """What the bars show, for those who don't see them."""
        year = self.year
        now = f"Jadwal {self.now.words} {year}." if self.now else f"Jadwal di luar tahun {year}."
        if not self.action.was_revised:
            return f"{now} Tidak berubah dari rencana awal."
        first = f"Semula {self.first.words} {year}." if self.first else f"Semula di luar tahun {year}."
        return f"{first} {now}"

    def month(self, number: int) -> str:
        """One month in the file: A first dates, S present dates, L past the last day."""
        spans = {"A": self.first, "S": self.now, "L": self.over}
        return "+".join(letter for letter, months in spans.items() if months and number in months)


def with_last_report(rows: QuerySet) -> Any:
    """Rows with obstacle and day of their newest report."""
    newest = ProgressReport.objects.filter(action=OuterRef("pk")).order_by("-period__ends_on")
    return rows.annotate(
        last_obstacle=Subquery(newest.values("obstacle")[:1]),
        last_reported_at=Subquery(newest.values("updated_at")[:1]),
        last_period=Subquery(newest.values("period_id")[:1]),
    )


def today_class(year: int) -> str:
    """Where the line of today stands: its month, and the quarter of the month; nothing in another year."""
    day = today()
    return f"dm-now dm-s-{day.month} dm-q-{min(3, (day.day - 1) // 8)}" if day.year == year else ""
