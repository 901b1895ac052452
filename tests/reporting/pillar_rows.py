"""Invented rows of the four pillars, written past the services: totals must hold however rows came to be."""

from datetime import date, timedelta
from typing import Any

from desmigratif.core.clock import today
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.reference.models import Institution
from pillars.models import (
    Aid,
    Business,
    Cooperative,
    CooperativeRecap,
    Group,
    MigrationActivity,
    ParentingSession,
    ServiceLog,
)
from tests.conftest import TUNGGANGRI
from villages.models import Programme, Village, VillageProgramme


def days(number: int) -> date:
    """So many days from today."""
    return today() + timedelta(days=number)


def village(code: str = TUNGGANGRI, *, status: str = "AKTIF") -> Village:
    """A village of the programme; made once."""
    with acting_as(SYSTEM) as by:
        found = Village.objects.filter(village_code=code).first() or Village(village_code=code).save_new(by=by)
        if not VillageProgramme.objects.filter(village=found).exists():
            programme = Programme.objects.get(pk="DESMIGRATIF")
            VillageProgramme(village=found, village_code=code, programme=programme, status=status).save_new(by=by)
        return found


def row(model: type, code: str = TUNGGANGRI, **values: Any) -> Any:
    """One row of a village."""
    with acting_as(SYSTEM) as by:
        return model(village=village(code), village_code=code, **values).save_new(by=by)


def service(code: str = TUNGGANGRI, **changed: Any) -> ServiceLog:
    """Somebody who came today."""
    return row(ServiceLog, code, **{"served_on": today(), "kind": "INFO_KERJA", **changed})


def session(code: str = TUNGGANGRI, **changed: Any) -> ParentingSession:
    """A session held today and sent in."""
    values = {
        "title": "Belajar bersama", "held_on": today(), "participants_female": 6, "participants_male": 4,
        "kind": "BACA_TULIS", "audience": "ANAK", "record_status": "KIRIM", **changed,
    }  # fmt: skip
    return row(ParentingSession, code, **values)


def activity(code: str = TUNGGANGRI, **changed: Any) -> MigrationActivity:
    """A briefing held today and sent in."""
    values = {
        "title": "Sosialisasi migrasi aman", "held_on": today(), "participants_female": 20, "participants_male": 11,
        "kind": "SOSIALISASI", "record_status": "KIRIM", **changed,
    }  # fmt: skip
    return row(MigrationActivity, code, **values)


def group(code: str = TUNGGANGRI, **changed: Any) -> Group:
    """An active group."""
    members = {"members_purna": 8, "members_family": 3, "members_female": 9, "members_male": 2}
    return row(Group, code, **{"name": "KWT Karya Barokah", "kind": "KWT", **members, **changed})


def business(code: str = TUNGGANGRI, **changed: Any) -> Business:
    """A running business."""
    return row(Business, code, **{"name": "Bawang goreng", "kind": "OLAHAN", "status": "JALAN", **changed})


def aid(code: str = TUNGGANGRI, **changed: Any) -> Aid:
    """A machine given eight months ago, not looked at since."""
    giver = changed.pop("giver", "KEMNAKER")
    values = {"kind": "ALAT", "description": "Mesin pengiris", "given_on": days(-240), **changed}
    return row(Aid, code, giver=Institution.objects.get(code=giver), **values)


def cooperative(code: str = TUNGGANGRI, **changed: Any) -> Cooperative:
    """An active cooperative that met its members a month ago."""
    values = {
        "name": "Koperasi Purna Mandiri", "kind": "KONSUMEN", "status": "AKTIF", "legal_number": "AHU-1",
        "founders": 9, "last_rat_on": days(-30), "members_purna": 12, "members_female": 7, "members_male": 5,
        **changed,
    }  # fmt: skip
    return row(Cooperative, code, **values)


def recap(of: Cooperative, month: date, *, savings: int, loans: int = 0, overdue: int = 0) -> CooperativeRecap:
    """The books of a month."""
    return row(
        CooperativeRecap, of.village_code, cooperative=of, month=month.replace(day=1), members_female=7,
        members_male=5, savings_principal=savings, savings_mandatory=0, savings_voluntary=0, loans_outstanding=loans,
        loans_overdue=overdue,
    )  # fmt: skip
