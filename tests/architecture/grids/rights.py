"""Who gets which answer: reveals, emergency views, requests of data subjects."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils import timezone

from desmigratif.accounts.models import User
from desmigratif.accounts.roles import Role
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import Actor
from desmigratif.rights.models import EmergencyAccess, RequestLog, Reveal, SubjectRequest
from tests.conftest import OUTSIDE, TULUNGAGUNG
from workers.models import Person

if TYPE_CHECKING:
    from tests.architecture.world import Place
    from villages.models import Village

PAGES = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
reveal-list              403 403 403 403 403 403 403 403 403 403 403 403 403 200 403
subject-request-list     200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
subject-request-add      200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
emergency-open           403 403 403 200 403 403 403 403 403 403 403 403 403 403 403
emergency-review-list    403 403 403 403 403 403 403 403 403 403 403 403 403 200 403
"""
ROWS = """
                         pet kad kec dis opd dnp bp3 kl  ana pim pgn pta wal aud adm
nik-reveal               200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
person-reveals           200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
kk-reveal                200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
family-reveals           200 403 403 200 403 403 403 403 403 403 403 200 403 403 403
subject-request-detail   200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
subject-request-link     200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
subject-request-comment  200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
subject-request-print    200 403 403 200 403 403 403 403 403 403 403 403 403 403 403
subject-request-take     403 403 403 200 403 403 403 403 403 403 403 403 403 403 403
subject-request-decide   403 403 403 200 403 403 403 403 403 403 403 403 403 403 403
emergency-view           403 403 403 200 403 403 403 403 403 403 403 403 403 403 403
emergency-end            403 403 403 405 403 403 403 403 403 403 403 403 403 403 403
emergency-review         403 403 403 403 403 403 403 403 403 403 403 403 403 200 403
"""


def _key(name: str) -> Any:
    return lambda place: place.more[name].pk


ROW_OF = {
    "nik-reveal": lambda place: place.person.pk,
    "person-reveals": lambda place: place.person.pk,
    "kk-reveal": _key("family"),
    "family-reveals": _key("family"),
    **{f"subject-request-{name}": _key("asked") for name in (
        "detail", "link", "comment", "print", "take", "decide",
    )},
}  # fmt: skip
ROW_OF_NO_VILLAGE = {
    "emergency-view": lambda world: world.more["emergency"].pk,
    "emergency-end": lambda world: world.more["emergency"].pk,
    "emergency-review": lambda world: world.more["emergency"].pk,
}
WITHOUT_A_FORM = {
    "person-reveals", "family-reveals", "subject-request-detail", "subject-request-print", "emergency-view",
}  # fmt: skip
ONE_BUTTON = {"emergency-end"}
READS = {
    "reveal-list": ["month", "field", "reason_code", "village", "sebelum", "sesudah"],
    "subject-request-list": ["status", "kind", "late", "sebelum", "sesudah"],
    "subject-request-add": ["orang"],
    "emergency-review-list": ["month", "reason_code", "verdict", "unreviewed", "sebelum", "sesudah"],
}


def _asked(code: str, person: Person, by: Actor) -> SubjectRequest:
    now = timezone.now()
    return SubjectRequest(
        village_code=code,
        kind="AKSES",
        asker_name="Sumiati",
        asker_relation="SENDIRI",
        identity_proof="KTP",
        details="Minta salinan data.",
        person=person,
        received_at=now,
        due_at=now + timedelta(hours=72),
    ).save_new(by=by)


def _reveal(code: str, person: Person, user: User) -> Reveal:
    row = Reveal(
        id=uuid7(), village_code=code, person=person, field="NIK", reason_code="COCOK", reason="Mencocokkan KTP asli",
        by=user, by_role="petugas",
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def _emergency(person: Person | None, kab_code: str, user: User, by: Actor) -> EmergencyAccess:
    return EmergencyAccess(
        kab_code=kab_code,
        from_kab_code=TULUNGAGUNG,
        person=person,
        reason_code="SAKIT",
        reason="Ditemukan sakit di terminal",
        by=user,
        expires_at=timezone.now() + timedelta(hours=1),
    ).save_new(by=by)


def make_rows(place: "Place", by: Actor) -> dict[str, Any]:
    """A request and a reveal of the place's person."""
    return {
        "asked": _asked(place.code, place.person, by),
        "reveal": _reveal(place.code, place.person, place.person.created_by),
    }


def make_shared(users: dict[Role, User], places: dict[str, "Place"]) -> dict[str, Any]:
    """An emergency view of the coordinator of Tulungagung, of a person elsewhere."""
    by = Actor(user_id=users[Role.DISNAKER].pk)
    return {"emergency": _emergency(places[OUTSIDE].person, OUTSIDE[:5], users[Role.DISNAKER], by)}


def admin_rows(person: Person, village: "Village", by: Actor) -> dict[type[Model], Model]:
    """One row of each table."""
    asked = _asked(person.village_code, person, by)
    log = RequestLog(
        village_code=person.village_code, record_kind="rights.SubjectRequest", record_id=asked.pk, kind="BUAT"
    )
    log.save(force_insert=True)
    return {
        SubjectRequest: asked,
        RequestLog: log,
        Reveal: _reveal(person.village_code, person, person.created_by),
        EmergencyAccess: _emergency(person, person.kab_code, person.created_by, by),
    }
