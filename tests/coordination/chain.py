"""A chain for the tests, made through the services: meeting, visit, finding, recommendation, and good practices."""

from datetime import timedelta
from typing import Any

from coordination.enums import PracticeStatus
from coordination.models import FieldVisit, Finding, GoodPractice, Meeting, Recommendation
from coordination.services.findings import add_finding
from coordination.services.meetings import create_meeting
from coordination.services.practices import move_practice, propose_practice
from coordination.services.recommendations import create_recommendation
from coordination.services.visits import create_visit
from desmigratif.core.clock import today
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from tests.conftest import TUNGGANGRI
from tests.coordination.planning import institution


def make_meeting(
    *, invited: tuple[str, ...] = (), villages: tuple[str, ...] = (TUNGGANGRI,), days: int = -30, **changes: Any
) -> Meeting:
    """A meeting of Kemenko PMK; `days` from today."""
    day = today() + timedelta(days=days)
    values = {
        "kind": "RAKOR", "title": "Rakor Desmigratif", "starts_on": day, "ends_on": day, "mode": "HIBRIDA",
        "organizer": institution("KEMENKO_PMK"), "village_codes": villages,
        "invited": [institution(code) for code in invited], **changes,
    }  # fmt: skip
    with acting_as(SYSTEM) as by:
        return create_meeting(by=by, **values)


def make_visit(
    *,
    participants: tuple[str, ...] = (),
    villages: tuple[str, ...] = (TUNGGANGRI,),
    days: int = -20,
    **changes: Any,
) -> FieldVisit:
    """A visit led by Kemenko PMK; `days` from today."""
    day = today() + timedelta(days=days)
    values = {
        "title": "Tinjauan Kalidawir", "starts_on": day, "ends_on": day, "lead": institution("KEMENKO_PMK"),
        "participants": [institution(code) for code in participants], "village_codes": villages, **changes,
    }  # fmt: skip
    with acting_as(SYSTEM) as by:
        return create_visit(by=by, **values)


def make_finding(visit: FieldVisit, **changes: Any) -> Finding:
    """A finding, in Tunggangri unless told otherwise."""
    values = {
        "village_code": visit.village_codes[0], "pillar": "USAHA", "kind": "MASALAH", "category": "USAHA",
        "description": "Produk purna belum punya pasar.", "severity": "SEDANG", **changes,
    }  # fmt: skip
    with acting_as(SYSTEM) as by:
        return add_finding(visit=visit, by=by, **values)


def make_recommendation(*, addressees: tuple[str, ...] = (), **changes: Any) -> Recommendation:
    """A recommendation; say where it comes from."""
    values = {"text": "Buka pasar bagi produk purna.", "priority": "TINGGI", "pillar": "USAHA", **changes}
    with acting_as(SYSTEM) as by:
        return create_recommendation(addressees=[institution(code) for code in addressees], by=by, **values)


def make_chain(
    *,
    villages: tuple[str, ...] = (TUNGGANGRI,),
    invited: tuple[str, ...] = (),
    participants: tuple[str, ...] = (),
    addressees: tuple[str, ...] = (),
    by: Actor = SYSTEM,
) -> dict[str, Any]:
    """A meeting that led to a visit, what it found, and what was recommended because of it."""
    meeting = make_meeting(invited=invited, villages=villages)
    visit = make_visit(participants=participants, villages=villages, meeting=meeting)
    finding = make_finding(visit)
    recommendation = make_recommendation(visit=visit, findings=[finding], addressees=addressees)
    return {"meeting": meeting, "visit": visit, "finding": finding, "recommendation": recommendation}


def make_practice(
    *, village: str = TUNGGANGRI, published: bool = False, by: Actor = SYSTEM, **changes: Any
) -> GoodPractice:
    """A proposed good practice, or a published one."""
    values = {
        "title": "Bawang goreng kelompok purna", "village_code": village, "pillar": "USAHA",
        "problem": "Panen bawang murah.", "solution": "Diolah bersama.", "result": "Laba naik dua kali.",
        "preconditions": "Ada kelompok.", **changes,
    }  # fmt: skip
    with acting_as(SYSTEM) as system:
        practice = propose_practice(by=system, **values)
        for status in (PracticeStatus.KURASI, PracticeStatus.TERBIT) if published else ():
            practice = move_practice(practice=practice, status=status, version=practice.version, by=system)
        return practice
