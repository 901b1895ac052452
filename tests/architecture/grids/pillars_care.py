"""Who gets which answer: activities, services, letters, attendance."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from desmigratif.core.scope import Actor
from pillars.models import (
    Attendance,
    BusinessActivity,
    CooperativeActivity,
    MigrationActivity,
    ParentingSession,
    PermissionLetter,
    PillarLog,
    ServiceClient,
    ServiceLog,
)
from workers.models import Person

if TYPE_CHECKING:
    from tests.architecture.world import Place
    from villages.models import Village

PAGES = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
pillar-home              200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
activity-list            200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
service-list             200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
service-add              200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
letter-list              200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
letter-add               200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
"""
ROWS = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
activity-list-of         200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
activity-add             200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
activity-detail          200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
activity-edit            200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
activity-submit          200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
activity-verify          403 200 403 200 403 403 403 403 403 403 403 403 403 403 403
activity-return          403 200 403 200 403 403 403 403 403 403 403 403 403 403 403
activity-withdraw        200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
activity-comment         200 200 403 200 403 403 403 403 403 403 403 403 403 403 403
activity-attendance      200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
service-detail           200 200 200 200 200 200 200 200 200 200 403 200 200 403 403
service-edit             200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
service-withdraw         200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
service-comment          200 200 403 200 403 403 403 403 403 403 403 403 403 403 403
person-services          200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
letter-detail            200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
letter-edit              200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
letter-withdraw          200 403 403 403 403 403 403 403 403 403 403 403 403 403 403
letter-comment           200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
"""
NOBODY_HAS = "00000000-0000-4000-8000-00000000abcd"
OF_AN_ACTIVITY = (
    "activity-detail", "activity-edit", "activity-submit", "activity-verify", "activity-return", "activity-withdraw",
    "activity-comment", "activity-attendance",
)  # fmt: skip
ROW_OF = {
    **{name: (lambda place: ("pengasuhan", place.more["session"].pk)) for name in OF_AN_ACTIVITY},
    **{
        name: (lambda place: place.more["service"].pk)
        for name in ("service-detail", "service-edit", "service-withdraw", "service-comment")
    },
    **{
        name: (lambda place: place.more["letter"].pk)
        for name in ("letter-detail", "letter-edit", "letter-withdraw", "letter-comment")
    },
    "person-services": lambda place: place.person.pk,
}
ROW_OF_NO_VILLAGE = {"activity-list-of": lambda world: "koperasi", "activity-add": lambda world: "layanan"}
WITHOUT_A_FORM = {"activity-list-of", "activity-detail", "service-detail", "person-services", "letter-detail"}
UNKNOWN = {
    **dict.fromkeys(OF_AN_ACTIVITY, ("pengasuhan", NOBODY_HAS)),
    "activity-list-of": "zzz",
    "activity-add": "zzz",
}
LISTED = ["village", "sebelum", "sesudah", "unduh"]
READS = {
    "activity-list": ["status", "year", "quarter", *LISTED],
    "activity-list-of": ["status", "year", "quarter", *LISTED],
    "service-list": ["kind", "outcome", "month", *LISTED],
    "letter-list": ["q", "state", "village", "sebelum", "sesudah"],
    "service-add": ["orang"],
    "letter-add": ["orang"],
}
UNLISTED = {"pillars.ServiceLog": "services without the person; who was served stands in ServiceClient"}
HELD = {"held_on": date(2026, 9, 4), "participants_female": 12, "participants_male": 3, "record_status": "KIRIM"}


def _rows(code: str, village: "Village", person: Person, by: Actor) -> dict[str, Any]:
    where = {"village": village, "village_code": code}
    session = ParentingSession(title="Rumah belajar", kind="SENI", audience="ANAK", **where, **HELD).save_new(by=by)
    service = ServiceLog(served_on=date(2026, 10, 6), kind="INFO_PROSEDUR", **where).save_new(by=by)
    letter = PermissionLetter(
        village_code=code,
        person=person,
        letter_number=f"470/{code}",
        requested_on=date(2026, 10, 5),
        giver_name="Suparman",
        giver_relation="SUAMI",
        attended=True,
    ).save_new(by=by)
    log = PillarLog(village_code=code, record_kind="pillars.ServiceLog", record_id=service.pk, kind="BUAT")
    log.save(force_insert=True)
    return {
        "session": session,
        "migration_activity": MigrationActivity(title="Sosialisasi", kind="SOSIALISASI", **where, **HELD).save_new(
            by=by
        ),
        "business_activity": BusinessActivity(title="Pelatihan", kind="PELATIHAN", **where, **HELD).save_new(by=by),
        "cooperative_activity": CooperativeActivity(title="RAT", kind="RAT", **where, **HELD).save_new(by=by),
        "service": service,
        "client": ServiceClient(village_code=code, service=service, person=person).save_new(by=by),
        "letter": letter,
        "attendance": Attendance.at(session, person).save_new(by=by),
        "pillar_log": log,
    }


def make_rows(place: "Place", by: Actor) -> dict[str, Any]:
    """An activity of each kind, a service, a letter."""
    return _rows(place.code, place.village, place.person, by)


def admin_rows(person: Person, village: "Village", by: Actor) -> dict[type[Model], Model]:
    """One row of each table."""
    rows = _rows(person.village_code, village, person, by)
    return {type(row): row for row in rows.values()}
