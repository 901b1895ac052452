"""Whom a record of the chain concerns, read from its columns; and telling them, with all that hangs on it (ADR 8).

A meeting is its organizer's and theirs who were asked to come; a visit that of the institutions that went; both are
seen in their villages. A finding is seen by those who went and in its village; a recommendation by those it is
addressed to, by those who sat in the meeting or went on the visit, and where the findings lie that it answers. The
coordinator of a region sees what concerns the offices of the region.
"""

from dataclasses import dataclass, field
from uuid import UUID

from coordination.models import FieldVisit, Finding, Meeting, MeetingAttendance, Recommendation, RecommendationFinding
from coordination.services.sharing import regions_of, share, share_chain
from desmigratif.core.scope import SYSTEM, acting_as


@dataclass
class Audience:
    """Institutions (ids) and regions (codes)."""

    institutions: set[UUID] = field(default_factory=set)
    regions: set[str] = field(default_factory=set)

    def __or__(self, other: "Audience") -> "Audience":
        return Audience(self.institutions | other.institutions, self.regions | other.regions)


def _offices(institutions: set[UUID]) -> Audience:
    return Audience(institutions, regions_of(institutions))


def of_meeting(meeting: Meeting) -> Audience:
    """Organizer, those asked to come, and the villages."""
    asked = MeetingAttendance.objects.filter(meeting=meeting).values_list("institution_id", flat=True)
    return _offices({meeting.organizer_id, *asked}) | Audience(regions=set(meeting.village_codes))


def of_visit(visit: FieldVisit) -> Audience:
    """Those who went, and the villages."""
    return _went(visit) | Audience(regions=set(visit.village_codes))


def of_finding(finding: Finding) -> Audience:
    """Those who went, and the finding's village; all villages of the visit when it names none."""
    places = {finding.village_code} if finding.village_code else set(finding.visit.village_codes)
    return _went(finding.visit) | Audience(regions=places)


def of_recommendation(recommendation: Recommendation) -> Audience:
    """Addressees, those of its origin, and those of the findings it answers."""
    found = _offices(set(recommendation.addressee_ids))
    links = RecommendationFinding.objects.filter(recommendation=recommendation).select_related("finding__visit")
    findings = [link.finding for link in links]
    for finding in findings:
        found |= of_finding(finding)
    if recommendation.meeting:
        origin = of_meeting(recommendation.meeting)
    else:
        assert recommendation.visit is not None  # recommendation_has_origin
        origin = of_visit(recommendation.visit)
    return found | (_offices(origin.institutions) if findings else origin)


def _went(visit: FieldVisit) -> Audience:
    return _offices({visit.lead_id, *visit.participant_ids})


def tell_of_meeting(meeting: Meeting) -> None:
    """Share a stored meeting, its attendance, its journal, and what it recommended."""
    with acting_as(SYSTEM):
        who = of_meeting(meeting)
        share(meeting, institutions=who.institutions, regions=who.regions)
        for recommendation in Recommendation.objects.filter(meeting=meeting).order_by("pk"):
            tell_of_recommendation(recommendation)


def tell_of_visit(visit: FieldVisit) -> None:
    """Share a stored visit, its journal, what it found and what it recommended."""
    with acting_as(SYSTEM):
        who = of_visit(visit)
        share(visit, institutions=who.institutions, regions=who.regions)
        for finding in visit.findings.order_by("pk"):
            tell_of_finding(finding)
        for recommendation in visit.recommendations.order_by("pk"):
            tell_of_recommendation(recommendation)


def tell_of_finding(finding: Finding) -> None:
    """Share a stored finding and the recommendations that answer it."""
    with acting_as(SYSTEM):
        who = of_finding(finding)
        share(finding, institutions=who.institutions, regions=who.regions)
        for recommendation in Recommendation.objects.filter(answers__finding=finding).order_by("pk"):
            tell_of_recommendation(recommendation)


def tell_of_recommendation(recommendation: Recommendation) -> None:
    """Share a stored recommendation; its addressees see what stands above it too."""
    with acting_as(SYSTEM):
        who = of_recommendation(recommendation)
        share(recommendation, institutions=who.institutions, regions=who.regions)
        addressed = set(recommendation.addressee_ids)
        share_chain(institutions=addressed, regions=regions_of(addressed), recommendation=recommendation)
