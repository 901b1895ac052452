"""Who sees a record of the coordination (docs/adr/0008): sharing a record, what stands above it, and its journal.

The arrays are derived data: they follow from institutions and villages that other columns name, and they only grow.
They are written as the system, because whoever decides that an action names an institution need not be able to write
the meeting it came from.
"""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from coordination.models import (
    ActionItem,
    CoordinationLog,
    DateRevision,
    Finding,
    GoodPractice,
    Meeting,
    MeetingAttendance,
    Milestone,
    PracticeAdoption,
    ProgressReport,
    Recommendation,
    RecommendationFinding,
)
from desmigratif.core.errors import DomainError
from desmigratif.core.journal import kind_of
from desmigratif.core.models import SharedModel
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.documents.models import SharedDocument
from desmigratif.reference.models import Institution, InstitutionSuccession

BELOW_AN_ACTION: tuple[type[Milestone] | type[DateRevision] | type[ProgressReport], ...] = (
    Milestone,
    DateRevision,
    ProgressReport,
)
# Rows that are seen by exactly those who see the record above them, and the column that names it.
BELOW: dict[type[SharedModel], tuple[type[SharedModel], str]] = {
    Meeting: (MeetingAttendance, "meeting"),
    Recommendation: (RecommendationFinding, "recommendation"),
    GoodPractice: (PracticeAdoption, "practice"),
}


def with_heirs(institutions: Iterable[UUID]) -> set[UUID]:
    """Institutions and those that followed them: what BP2MI promised is KP2MI's to keep (domain.md 0.2)."""
    return _closure(institutions, InstitutionSuccession.objects.values_list("predecessor_id", "successor_id"))


def with_forebears(institutions: Iterable[UUID]) -> set[UUID]:
    """Institutions and those they followed: whose actions an officer of theirs answers for."""
    return _closure(institutions, InstitutionSuccession.objects.values_list("successor_id", "predecessor_id"))


def _closure(start: Iterable[UUID], pairs: Iterable[tuple[UUID, UUID]]) -> set[UUID]:
    """All that can be reached from `start` by the pairs, `start` included."""
    following: dict[UUID, set[UUID]] = defaultdict(set)
    for origin, target in pairs:
        following[origin].add(target)
    found = set(start)
    waiting = list(found)
    while waiting:
        fresh = following[waiting.pop()] - found
        found |= fresh
        waiting += fresh
    return found


def answers_for(by: Actor, owner_id: UUID) -> bool:
    """Whether the actor works for the institution that owns an action, or for one that followed it."""
    return by.institution_id is not None and by.institution_id in with_heirs({owner_id})


def refuse_others(action: ActionItem, by: Actor) -> None:
    """Raise DomainError unless the actor works for the action's owner or an heir of it."""
    if not answers_for(by, action.owner_id):
        raise DomainError(f"Hanya {action.owner.short_name} yang melaporkan aksi ini.")


def regions_of(institutions: Iterable[UUID]) -> set[str]:
    """Regions that regional offices serve: their coordinator sees what they promised."""
    rows = Institution.objects.filter(pk__in=list(institutions), region__isnull=False)
    return {str(code) for code in rows.values_list("region_id", flat=True)}


def share(
    record: SharedModel, *, institutions: Iterable[UUID] = (), regions: Iterable[str] = (), everybody: bool = False
) -> bool:
    """Share one stored record, with its journal and the rows below it; returns whether anybody was added.

    The version stays: nobody's open form is out of date because somebody else may read now. `updated_at` moves, so
    that a client of the API that asks what has changed gets the row.
    """
    with acting_as(SYSTEM):
        locked = type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
        if not locked.share_with(institutions=with_heirs(institutions), regions=regions, everybody=everybody):
            return False
        now = timezone.now()
        rows = type(record)._default_manager.filter(pk=record.pk)
        rows.update(shared_with=locked.shared_with, updated_at=now)
        if type(record) in BELOW:
            model, column = BELOW[type(record)]
            below = model._default_manager.filter(**{column: record.pk})
            below.update(shared_with=locked.shared_with, updated_at=now)
        journal = CoordinationLog.objects.filter(record_id=record.pk, record_kind=kind_of(record))
        journal.update(shared_with=locked.shared_with)
    record.shared_with = locked.shared_with
    return True


def share_chain(
    *,
    institutions: Iterable[UUID],
    regions: Iterable[str] = (),
    recommendation: Recommendation | None = None,
    finding: Finding | None = None,
) -> None:
    """Share what stands above an action or a recommendation: the recommendation, the findings it answers, the visits
    and the meetings they come from. Heirs of the institutions see it too."""
    who, where = set(institutions), set(regions)
    with acting_as(SYSTEM):
        findings = {finding.pk: finding} if finding else {}
        records: dict[UUID, SharedModel] = {}
        if recommendation is not None:
            origin = Recommendation.objects.select_related("meeting", "visit__meeting").get(pk=recommendation.pk)
            links = RecommendationFinding.objects.filter(recommendation=origin).select_related("finding")
            findings |= {link.finding_id: link.finding for link in links}
            above = [origin, *links, origin.meeting, origin.visit, origin.visit and origin.visit.meeting]
            records |= {record.pk: record for record in above if record}
        for found in Finding.objects.filter(pk__in=findings).select_related("visit__meeting"):
            of_visit: list[SharedModel | None] = [found, found.visit, found.visit.meeting]
            records |= {record.pk: record for record in of_visit if record}
        for _, record in sorted(records.items()):  # always in one order, so that two chains can't wait for each other
            share(record, institutions=who, regions=where)


def share_action(action: ActionItem) -> None:
    """Share a stored action with its owner, supporters and villages; with it all that stands above and below it."""
    who = {action.owner_id, *action.supporter_ids}
    where = {*action.village_codes, *regions_of([action.owner_id])}
    share(action, institutions=who, regions=where)
    for model in BELOW_AN_ACTION:
        with acting_as(SYSTEM):
            rows = model.objects.filter(action=action).exclude(shared_with=action.shared_with)
            rows.update(shared_with=action.shared_with, updated_at=timezone.now())
    with acting_as(SYSTEM):
        reports = ProgressReport.objects.filter(action=action)
        files = SharedDocument.objects.filter(
            record_kind=ProgressReport._meta.label, record_id__in=reports.values("pk")
        )
        files.update(shared_with=action.shared_with)
    share_chain(institutions=who, regions=where, recommendation=action.recommendation, finding=action.finding)
