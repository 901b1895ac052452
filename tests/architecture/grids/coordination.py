"""Who gets which answer: actions, their dates and their progress; meetings, visits, findings, good practices.

The upper half is that of the action plan, the lower half that of the chain before it; the names the tests look for are
put together at the end.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from coordination.models import (
    ActionItem,
    CoordinationLog,
    DateRevision,
    FieldVisit,
    Finding,
    GoodPractice,
    Meeting,
    MeetingAttendance,
    Milestone,
    PracticeAdoption,
    ProgressReport,
    Recommendation,
    RecommendationFinding,
    ReportingPeriod,
)
from coordination.services.milestones import add_milestone
from coordination.services.periods import period_to_report
from coordination.services.practices import add_adoption
from desmigratif.accounts.models import User
from desmigratif.accounts.roles import Role
from desmigratif.core.clock import today
from desmigratif.core.scope import Actor
from tests.conftest import BETAK, OUTSIDE, TUNGGANGRI
from tests.coordination import chain
from tests.coordination.planning import make_action
from villages.models import Village
from workers.models import Person

if TYPE_CHECKING:
    from tests.architecture.world import Place, World

HEADER = "                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm"

# ---- The action plan ------------------------------------------------------------------------------------------------

ACTION_PAGES = """
action-matrix            200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
action-late              200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
action-mine              403 403 403 200 200 200 200 200 403 403 403 403 403 403 403
action-add               403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
revision-list            200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
"""

# 404: may report, but the action is another institution's. The ministry's officer works for the owner.
ACTION_ROWS = """
action-detail            200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
village-actions          200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
action-edit              403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
action-withdraw          403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
milestone-add            403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
milestone-done           403 403 403 404 404 404 404 200 403 403 403 403 403 403 403
progress-add             403 403 403 404 404 404 404 200 403 403 403 403 403 403 403
progress-check           403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
revision-request         403 403 403 404 404 404 404 200 200 403 403 403 403 403 403
revision-decide          403 403 403 403 403 403 403 403 403 200 403 403 403 403 403
action-comment           403 403 403 200 200 200 200 200 200 200 403 403 403 403 403
"""

ACTION_ROW_OF: dict[str, Callable[["Place"], Any]] = {
    "village-actions": lambda place: place.village.pk,
    "milestone-done": lambda place: place.more["milestone"].pk,
    "progress-check": lambda place: place.more["report"].pk,
    "revision-decide": lambda place: place.more["revision"].pk,
    **dict.fromkeys(
        (
            "action-detail", "action-edit", "action-withdraw", "action-comment", "milestone-add", "progress-add",
            "revision-request",
        ),
        lambda place: place.more["action"].pk,
    ),
}  # fmt: skip
ACTION_WITHOUT_A_FORM = {"action-detail", "village-actions"}
ACTION_READS = {
    "action-matrix": ["year", "institution", "pillar", "village", "state", "unduh"],
    "action-add": ["rekomendasi", "temuan"],
    "progress-add": ["periode"],
}


def _plan(by: Actor, **changes: Any) -> dict[str, Any]:
    """An action with a step, an unchecked report and a request that waits."""
    action = make_action(**changes)
    shared = {"action": action, "shared_with": action.shared_with}
    report = ProgressReport(period=period_to_report(today()), percent=40, status="JALAN", **shared)
    revision = DateRevision(
        old_starts_on=action.starts_on, old_ends_on=action.ends_on, new_starts_on=action.starts_on,
        new_ends_on=action.ends_on + timedelta(days=30), request_reason="Panen mundur.", **shared,
    )  # fmt: skip
    return {
        "action": action,
        "milestone": add_milestone(action=action, title="Kurikulum disepakati", due_on=action.ends_on, by=by),
        "report": report.save_new(by=by),
        "revision": revision.save_new(by=by),
    }


def action_rows(place: "Place", by: Actor) -> dict[str, Any]:
    """In Tulungagung the agency, BP3MI and the ministry of the tests share the action; elsewhere none of them."""
    if place.code == OUTSIDE:
        return _plan(by, owner="KEMENDAGRI", villages=(place.code,))
    return _plan(by, owner="KEMLU", supporters=("DISTAN_TULUNGAGUNG", "BP3MI_JATIM"), villages=(place.code,))


def action_admin_rows(by: Actor) -> dict[type[Model], Model]:
    """A row of every table of the plan."""
    made = _plan(by)
    return {
        ActionItem: made["action"],
        Milestone: made["milestone"],
        ProgressReport: made["report"],
        DateRevision: made["revision"],
        ReportingPeriod: ReportingPeriod.objects.get(pk="2026-B03"),
    }


# ---- Meetings, visits, findings, recommendations, good practices ----------------------------------------------------

CHAIN_PAGES = """
meeting-list             200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
meeting-add              403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
visit-list               200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
visit-add                403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
finding-list             200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
recommendation-list      200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
recommendation-add       403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
practice-list            200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
practice-add             403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
"""
# 404: a proposed practice is its village's; institutions see it once it is published.
CHAIN_ROWS = """
meeting-detail           200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
meeting-edit             403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
meeting-finish           403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
meeting-final            403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
meeting-attendance       403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
meeting-withdraw         403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
meeting-comment          403 403 403 200 200 200 200 200 200 200 403 403 403 403 403
visit-detail             200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
visit-edit               403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
visit-withdraw           403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
visit-comment            403 403 403 200 200 200 200 200 200 200 403 403 403 403 403
finding-add              403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
finding-detail           200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
finding-edit             403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
finding-move             403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
finding-withdraw         403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
finding-comment          403 403 403 200 200 200 200 200 200 200 403 403 403 403 403
recommendation-detail    200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
recommendation-edit      403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
recommendation-withdraw  403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
recommendation-comment   403 403 403 200 200 200 200 200 200 200 403 403 403 403 403
trace                    200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
practice-detail          200 200 200 200 404 200 404 404 200 200 403 200 200 403 403
practice-edit            403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
practice-publish         403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
practice-withdraw        403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
practice-comment         403 403 403 200 404 200 404 404 200 200 403 403 403 403 403
adoption-add             403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
adoption-edit            403 403 403 403 403 403 403 403 200 403 403 403 403 403 403
"""


def _row(name: str) -> Callable[["Place"], Any]:
    return lambda place: place.more[name].pk


CHAIN_ROW_OF: dict[str, Callable[["Place"], Any]] = {
    **{
        f"{record}-{verb}": _row(record)
        for record, verbs in {
            "meeting": ("detail", "edit", "finish", "final", "attendance", "withdraw", "comment"),
            "visit": ("detail", "edit", "withdraw", "comment"),
            "finding": ("detail", "edit", "move", "withdraw", "comment"),
            "recommendation": ("detail", "edit", "withdraw", "comment"),
            "practice": ("detail", "edit", "publish", "withdraw", "comment"),
        }.items()
        for verb in verbs
    },
    "finding-add": _row("visit"),
    "trace": _row("finding"),
    "adoption-add": _row("practice"),
    "adoption-edit": _row("adoption"),
}
CHAIN_ROW_OF_NO_VILLAGE: dict[str, Callable[["World"], Any]] = {}
CHAIN_WITHOUT_A_FORM: set[str] = {
    "meeting-detail", "visit-detail", "finding-detail", "recommendation-detail", "practice-detail", "trace",
}  # fmt: skip
CHAIN_ONE_BUTTON: set[str] = set()
PAGED = ["unduh", "sebelum", "sesudah"]
CHAIN_READS: dict[str, list[str]] = {
    "meeting-list": ["q", "kind", "status", "year", *PAGED],
    "meeting-add": ["lanjutan"],
    "visit-list": ["q", "village", "year", *PAGED],
    "visit-add": ["rapat"],
    "finding-list": ["q", "status", "kind", "pillar", "category", "severity", "village", *PAGED],
    "recommendation-list": ["q", "institution", "pillar", "priority", "action", *PAGED],
    "recommendation-add": ["rapat", "tinjauan", "temuan"],
    "practice-list": ["q", "pillar", "status", "village", *PAGED],
    "practice-add": ["temuan"],
    "adoption-add": ["desa"],
}
CHAIN_UNLISTED: dict[str, str] = {}


def _chain(code: str, invited: tuple[str, ...], by: Actor) -> dict[str, Any]:
    """A meeting, a visit, a finding, a recommendation and a proposed practice of one village."""
    made = chain.make_chain(villages=(code,), invited=invited, participants=invited, addressees=invited, by=by)
    return {**made, "practice": chain.make_practice(village=code, by=by)}


def chain_rows(place: "Place", by: Actor) -> dict[str, Any]:
    """In Tulungagung the agency, BP3MI and the ministry of the tests came; elsewhere none of them."""
    invited = ("KEMENDAGRI",) if place.code == OUTSIDE else ("KEMLU", "DISTAN_TULUNGAGUNG", "BP3MI_JATIM")
    published = chain.make_practice(village=place.code, by=by, published=True)
    other = next(code for code in (TUNGGANGRI, BETAK) if code != place.code)
    adoption = add_adoption(practice=published, village_code=other, status="MINAT", by=by)
    return {**_chain(place.code, invited, by), "adoption": adoption}


def chain_shared(users: dict[Role, User], places: dict[str, "Place"]) -> dict[str, Any]:
    """Nothing of the chain is without a village."""
    return {}


def chain_admin_rows(by: Actor) -> dict[type[Model], Model]:
    """A row of every table of the chain."""
    made = _chain(TUNGGANGRI, ("KEMLU",), by)
    published = chain.make_practice(village=TUNGGANGRI, by=by, published=True)
    return {
        Meeting: made["meeting"],
        MeetingAttendance: made["meeting"].attendances.get(),
        FieldVisit: made["visit"],
        Finding: made["finding"],
        Recommendation: made["recommendation"],
        RecommendationFinding: made["recommendation"].answers.get(),
        GoodPractice: published,
        PracticeAdoption: add_adoption(practice=published, village_code=BETAK, status="MINAT", by=by),
        CoordinationLog: CoordinationLog.objects.order_by("-seq").first(),
    }


# ---- Both -----------------------------------------------------------------------------------------------------------

PAGES = HEADER + ACTION_PAGES + CHAIN_PAGES.lstrip("\n")
ROWS = HEADER + ACTION_ROWS + CHAIN_ROWS.lstrip("\n")
ROW_OF = ACTION_ROW_OF | CHAIN_ROW_OF
ROW_OF_NO_VILLAGE = CHAIN_ROW_OF_NO_VILLAGE
WITHOUT_A_FORM = ACTION_WITHOUT_A_FORM | CHAIN_WITHOUT_A_FORM
ONE_BUTTON = CHAIN_ONE_BUTTON
READS = ACTION_READS | CHAIN_READS
UNSCOPED = {"coordination.ReportingPeriod": "public"}
UNLISTED = {"coordination.ReportingPeriod": "about a period"} | CHAIN_UNLISTED


def make_rows(place: "Place", by: Actor) -> dict[str, Any]:
    """Rows of a village."""
    return chain_rows(place, by) | action_rows(place, by)


def make_shared(users: dict[Role, User], places: dict[str, "Place"]) -> dict[str, Any]:
    """Rows that no village owns."""
    return chain_shared(users, places)


def admin_rows(person: Person, village: Village, by: Actor) -> dict[type[Model], Model]:
    """One row of every table."""
    return chain_admin_rows(by) | action_admin_rows(by)
