"""The whole chain of one record, both ways: meeting, visit, finding, recommendation, action, last progress.

Above the record stands what it came from, below it what came of it; never its neighbours. Everything is read as the
actor, each table once, so the number of queries does not grow with the chain.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import CharField, Q, QuerySet, Value

from coordination.enums import FindingKind, FindingStatus
from coordination.models import (
    ActionItem,
    FieldVisit,
    Finding,
    GoodPractice,
    Meeting,
    ProgressReport,
    Recommendation,
    RecommendationFinding,
)
from coordination.models.places import CoordinationRecord
from desmigratif.core.scope import Actor


class Step(StrEnum):
    """Where in the chain a record stands."""

    MEETING = "meeting"
    VISIT = "visit"
    FINDING = "finding"
    RECOMMENDATION = "recommendation"
    ACTION = "action"
    PRACTICE = "practice"


MODELS: dict[Step, type[CoordinationRecord]] = {
    Step.MEETING: Meeting,
    Step.VISIT: FieldVisit,
    Step.FINDING: Finding,
    Step.RECOMMENDATION: Recommendation,
    Step.ACTION: ActionItem,
    Step.PRACTICE: GoodPractice,
}
WHOLE: dict[Step, tuple[str, ...]] = {
    Step.MEETING: ("organizer",),
    Step.VISIT: ("lead",),
    Step.FINDING: ("visit",),
    Step.RECOMMENDATION: (),
    Step.ACTION: ("owner",),
    Step.PRACTICE: (),
}


@dataclass
class Node:
    """A record in the chain: what it came from, the one it stands under first, and what came of it."""

    step: Step
    record: Any
    is_asked: bool = False
    above: list["Node"] = field(default_factory=list)
    report: ProgressReport | None = None
    below: list["Node"] = field(default_factory=list)
    is_continued: bool = False
    decided_in: Meeting | None = None  # of a recommendation, where the actor may see it

    @property
    def is_loose(self) -> bool:
        """Whether something should come of it and nothing has."""
        if self.is_continued or self.record.is_withdrawn:
            return False
        if self.step is Step.FINDING:
            return self.record.status != FindingStatus.SELESAI
        if self.step is Step.ACTION:
            return not self.record.is_over
        return self.step is Step.RECOMMENDATION

    @property
    def besides(self) -> list[Any]:
        """Records it also came from, without those that it stands under anyway."""
        over: set[Any] = set()
        node = self
        while node.above:
            node = node.above[0]
            over.add(node.record.pk)
        return [parent.record for parent in self.above[1:] if parent.record.pk not in over]

    @property
    def is_practice(self) -> bool:
        """Whether it is a finding of something that works."""
        return self.step is Step.FINDING and self.record.kind == FindingKind.PRAKTIK_BAIK

    @property
    def order(self) -> tuple[bool, str, int]:
        """Loose ends first, then in the order of time."""
        day = getattr(self.record, "starts_on", None)
        return (not self.is_loose, day.isoformat() if isinstance(day, date) else "", self.record.seq)


@dataclass
class Trace:
    """The trees of the chain, and its loose ends in order."""

    asked: Node
    roots: list[Node]
    loose: list[Node]


@dataclass
class _Found:
    """Ids by step, and the links between findings and recommendations."""

    by: Actor
    ids: dict[Step, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    links: set[tuple[UUID, UUID]] = field(default_factory=set)  # (recommendation, finding)

    def rows(self, step: Step) -> Any:
        """What the actor may see of a step."""
        rows: Any = MODELS[step]._default_manager.all()
        return rows.visible_to(self.by)

    def add(self, step: Step, rows: QuerySet[Any], column: str = "pk") -> set[UUID]:
        """Add ids; returns those of this call."""
        new = {pk for pk in rows.values_list(column, flat=True) if pk is not None}
        self.ids[step] |= new
        return new

    def add_links(self, **of: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
        """Add links of these recommendations or findings; returns those of this call."""
        rows = RecommendationFinding.objects.all().visible_to(self.by).filter(**of)
        new = set(rows.values_list("recommendation_id", "finding_id"))
        self.links |= new
        return new


def step_of(pk: UUID, *, by: Actor) -> Step | None:
    """Which kind of record has this id and may be seen by the actor; one query."""
    parts = [
        MODELS[step]
        ._default_manager.all()
        .visible_to(by)
        .filter(pk=pk)
        .order_by()
        .annotate(step=Value(step.value, output_field=CharField()))
        .values_list("step", flat=True)
        for step in MODELS
        if step is not Step.PRACTICE
    ]
    found = next(iter(parts[0].union(*parts[1:], all=True)), None)
    return Step(found) if found else None


def trace_of(pk: UUID, *, by: Actor) -> Trace | None:
    """The chain of a record; None when the actor doesn't see it."""
    step = step_of(pk, by=by)
    if step is None:
        return None
    found = _Found(by)
    found.ids[step].add(pk)
    _go_up(found, step, pk)
    _go_down(found, step, pk)
    return _trees(found, pk)


def _go_up(found: _Found, step: Step, pk: UUID) -> None:
    """What it came from. A step at a time, from the action to the meeting."""
    ids = found.ids
    if step is Step.ACTION:
        rows = found.rows(Step.ACTION).filter(pk=pk)
        found.add(Step.RECOMMENDATION, rows, "recommendation_id")
        found.add(Step.FINDING, rows, "finding_id")
    if ids[Step.RECOMMENDATION]:
        rows = found.rows(Step.RECOMMENDATION).filter(pk__in=ids[Step.RECOMMENDATION])
        found.add(Step.MEETING, rows, "meeting_id")
        found.add(Step.VISIT, rows, "visit_id")
        ids[Step.FINDING] |= {pair[1] for pair in found.add_links(recommendation__in=ids[Step.RECOMMENDATION])}
    if ids[Step.FINDING]:
        found.add(Step.VISIT, found.rows(Step.FINDING).filter(pk__in=ids[Step.FINDING]), "visit_id")
    if ids[Step.VISIT]:
        found.add(Step.MEETING, found.rows(Step.VISIT).filter(pk__in=ids[Step.VISIT]), "meeting_id")


def _go_down(found: _Found, step: Step, pk: UUID) -> None:
    """What came of it. `here` holds what lies below the record, itself included; not what lies above it."""
    here: dict[Step, set[UUID]] = defaultdict(set)
    here[step].add(pk)
    current = {"withdrawn_at": None}
    here[Step.VISIT] |= found.add(Step.VISIT, found.rows(Step.VISIT).filter(meeting__in=here[Step.MEETING], **current))
    here[Step.FINDING] |= found.add(
        Step.FINDING, found.rows(Step.FINDING).filter(visit__in=here[Step.VISIT], **current)
    )
    answers = {pair[0] for pair in found.add_links(finding__in=here[Step.FINDING])}
    came_of = Q(meeting__in=here[Step.MEETING]) | Q(visit__in=here[Step.VISIT]) | Q(pk__in=answers)
    here[Step.RECOMMENDATION] |= found.add(
        Step.RECOMMENDATION, found.rows(Step.RECOMMENDATION).filter(came_of, **current)
    )
    links = found.add_links(recommendation__in=here[Step.RECOMMENDATION])
    if step is Step.MEETING:  # what it asks answers findings of visits it did not order: they belong to its story
        answered = {finding for _, finding in links}
        found.ids[Step.FINDING] |= answered
        found.add(Step.VISIT, found.rows(Step.FINDING).filter(pk__in=answered), "visit_id")
    promised = Q(recommendation__in=here[Step.RECOMMENDATION]) | Q(finding__in=here[Step.FINDING])
    found.add(Step.ACTION, found.rows(Step.ACTION).filter(promised, **current))
    found.add(Step.PRACTICE, found.rows(Step.PRACTICE).filter(finding__in=here[Step.FINDING], **current))


def _trees(found: _Found, asked: UUID) -> Trace:
    nodes = {
        row.pk: Node(step, row, is_asked=row.pk == asked)
        for step in MODELS
        for row in found.rows(step).filter(pk__in=found.ids[step]).select_related(*WHOLE[step])
    }
    _add_reports(found, nodes)
    _add_meetings(found, nodes)
    roots = []
    for node in nodes.values():
        above = [nodes[pk] for pk in _parents(node, found) if pk in nodes]
        for parent in above:
            parent.is_continued |= not node.record.is_withdrawn
        if above:
            above[0].below.append(node)
            node.above = above
        else:
            roots.append(node)
    for node in nodes.values():
        node.below.sort(key=lambda row: row.order)
    roots.sort(key=lambda row: row.order[1:])
    loose = [node for node in _walk(roots) if node.is_loose]
    return Trace(nodes[asked], roots, loose)


def _parents(node: Node, found: _Found) -> list[UUID]:
    """What a record came from, the nearest first: the first is the one it stands under."""
    row = node.record
    if node.step is Step.VISIT:
        return [row.meeting_id]
    if node.step is Step.FINDING:
        return [row.visit_id]
    if node.step is Step.RECOMMENDATION:
        answered = sorted(finding for recommendation, finding in found.links if recommendation == row.pk)
        return [*answered, row.visit_id, row.meeting_id]
    if node.step is Step.ACTION:
        return [row.recommendation_id, row.finding_id]
    return [row.finding_id] if node.step is Step.PRACTICE else []


def _add_reports(found: _Found, nodes: dict[UUID, Node]) -> None:
    """The newest report of each action."""
    reports = ProgressReport.objects.all().visible_to(found.by).filter(action__in=found.ids[Step.ACTION])
    newest = reports.order_by("action_id", "-period__ends_on").distinct("action_id").select_related("period")
    for report in newest:
        if report.action_id in nodes:
            nodes[report.action_id].report = report
            nodes[report.action_id].is_continued = True


def _add_meetings(found: _Found, nodes: dict[UUID, Node]) -> None:
    """The meeting that decided each recommendation: it may stand under the finding that it answers."""
    asked = [node for node in nodes.values() if node.step is Step.RECOMMENDATION]
    wanted = {node.record.meeting_id for node in asked} - {None}
    meetings = {row.pk: row for row in found.rows(Step.MEETING).filter(pk__in=wanted)}
    for node in asked:
        node.decided_in = meetings.get(node.record.meeting_id)


def _walk(nodes: list[Node]) -> Iterable[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.below)
