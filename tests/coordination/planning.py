"""Meetings, recommendations and actions for the tests, made as the system."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from coordination.models import ActionItem, FieldVisit, Finding, Meeting, Recommendation, RecommendationFinding
from coordination.services.actions import create_action
from desmigratif.core.clock import today
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reference.models import Institution
from tests.conftest import TUNGGANGRI

PLAN = {
    "programme": "Pemberdayaan purna PMI",
    "activity": "Pelatihan olahan bawang goreng",
    "output": "Peserta dilatih",
    "unit": "orang",
    "target": Decimal(25),
    "pillar": "USAHA",
}


def institution(code: str) -> Institution:
    """An institution of the reference data."""
    return Institution.objects.get(code=code)


def make_recommendation(**changes: Any) -> Recommendation:
    """A recommendation of a meeting, answering one finding of a visit; nobody shares anything of it yet."""
    with acting_as(SYSTEM) as by:
        kemenko = institution("KEMENKO_PMK")
        meeting = Meeting(
            kind="RAKOR", title="Rakor Desmigratif", starts_on=date(2023, 4, 6), ends_on=date(2023, 4, 6),
            mode="HIBRIDA", organizer=kemenko,
        ).save_new(by=by)  # fmt: skip
        visit = FieldVisit(
            title="Tinjauan Kalidawir", starts_on=date(2023, 3, 1), ends_on=date(2023, 3, 3), lead=kemenko,
            village_codes=[TUNGGANGRI],
        ).save_new(by=by)  # fmt: skip
        finding = Finding(
            visit=visit, village_code=TUNGGANGRI, pillar="USAHA", kind="MASALAH", category="USAHA",
            description="Produk purna belum punya pasar.",
        ).save_new(by=by)  # fmt: skip
        values = {"meeting": meeting, "number": "R-1", "text": "Buka pasar bagi produk purna.", **changes}
        recommendation = Recommendation(**values).save_new(by=by)
        RecommendationFinding(recommendation=recommendation, finding=finding).save_new(by=by)
        return recommendation


def make_action(
    *,
    owner: str = "KEMNAKER",
    supporters: tuple[str, ...] = (),
    villages: tuple[str, ...] = (TUNGGANGRI,),
    starts: int = -60,
    ends: int = 60,
    **changes: Any,
) -> ActionItem:
    """An action; `starts` and `ends` are days from today."""
    values = {**PLAN, "recommendation": changes.pop("recommendation", None) or make_recommendation(), **changes}
    with acting_as(SYSTEM) as by:
        return create_action(
            owner=institution(owner),
            supporters=[institution(code) for code in supporters],
            village_codes=villages,
            starts_on=values.pop("starts_on", today() + timedelta(days=starts)),
            ends_on=values.pop("ends_on", today() + timedelta(days=ends)),
            record_id=uuid7(),
            by=by,
            **values,
        )


def stored(record: Any) -> Any:
    """The record as it is in the database."""
    with acting_as(SYSTEM):
        return type(record)._default_manager.get(pk=record.pk)
