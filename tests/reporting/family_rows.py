"""Invented families and children, written past the services: the counts must hold however rows come to be."""

from datetime import date
from typing import Any

from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, acting_as
from tests.conftest import TUNGGANGRI
from workers.models import Child, Consent, Family, Person


def child(code: str = TUNGGANGRI, *, born: str = "2015-06-01", carer: str = "KAKEK_NENEK", **changed: Any) -> Child:
    """A child of a village with its guardian's consent."""
    with acting_as(SYSTEM) as by:
        person = Person(
            village_code=code, full_name="Nadia Ayu", sex="2", birth_date=PartialDate(born) if born else None,
            no_nik_reason="U17" if born else "LUPA",
        ).save_new(by=by)  # fmt: skip
        consent = Consent(
            village_code=code, subject=person, guardian_name="Sumiati", guardian_relation="KAKEK_NENEK",
            purpose="Uji", text_id="1", method="TANDA_TANGAN", given_on=date(2025, 1, 6),
        ).save_new(by=by)  # fmt: skip
        values = {"parent_abroad": "IBU", "carer_name": "Sumiati", "school_status": "SD", **changed}
        return Child(village_code=code, person=person, carer_relation=carer, consent=consent, **values).save_new(by=by)


def children(number: int, code: str = TUNGGANGRI, **changed: Any) -> list[Child]:
    """Several alike."""
    return [child(code, **changed) for _ in range(number)]


def family(code: str = TUNGGANGRI, **changed: Any) -> Family:
    """A family of a village, sent in."""
    with acting_as(SYSTEM) as by:
        return Family(village_code=code, hamlet="Krajan", **changed).save_new(by=by)
