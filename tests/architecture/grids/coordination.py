"""Who gets which answer: actions, their dates and their progress; meetings, visits, findings, good practices.

The upper half is that of the action plan, the lower half that of the chain before it; the names the tests look for are
put together at the end.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from coordination.models import ActionItem, DateRevision, Milestone, ProgressReport, ReportingPeriod
from coordination.services.milestones import add_milestone
from coordination.services.periods import period_to_report
from desmigratif.accounts.models import User
from desmigratif.accounts.roles import Role
from desmigratif.core.clock import today
from desmigratif.core.scope import Actor
from tests.conftest import OUTSIDE
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
"""
CHAIN_ROWS = """
"""
CHAIN_ROW_OF: dict[str, Callable[["Place"], Any]] = {}
CHAIN_ROW_OF_NO_VILLAGE: dict[str, Callable[["World"], Any]] = {}
CHAIN_WITHOUT_A_FORM: set[str] = set()
CHAIN_ONE_BUTTON: set[str] = set()
CHAIN_READS: dict[str, list[str]] = {}
CHAIN_UNLISTED: dict[str, str] = {}


def chain_rows(place: "Place", by: Actor) -> dict[str, Any]:
    """Rows of the chain in a village."""
    return {}


def chain_shared(users: dict[Role, User], places: dict[str, "Place"]) -> dict[str, Any]:
    """Rows of the chain that no village owns."""
    return {}


def chain_admin_rows(by: Actor) -> dict[type[Model], Model]:
    """A row of every table of the chain."""
    return {}


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
