"""Activities of the four pillars: planned, held, sent in, confirmed or sent back, withdrawn."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.journal import JournalKind, write_entry
from desmigratif.core.scope import Actor
from pillars.enums import ACTIVITY_KINDS, FundSource, Pillar, SessionAudience
from pillars.models import ACTIVITY_OF, Activity, Attendance, ParentingSession, PillarLog
from pillars.services import keeping
from pillars.services.attendance import attendances_of
from workers.enums import RecordStatus
from workers.services import mark_carers_trained
from workers.services.cleaning import clean_reason
from workers.services.problems import Problems
from workers.services.telling import tell_village

Held = TypeVar("Held", bound=Activity)
FIRST_YEAR = 2016  # the first villages of the programme (domain.md 1.2)
MOST_AHEAD = timedelta(days=730)
RESULT_LENGTH = 2000
LONGEST_SESSION = 1440  # minutes of a day


def _planned(value: date | None) -> date | None:
    if value is not None and not date(FIRST_YEAR, 1, 1) <= value <= today() + MOST_AHEAD:
        raise DomainError("Tanggal rencana paling lambat dua tahun dari hari ini.", field="planned_on")
    return value


def _held(value: date | None) -> date | None:
    if value is not None and value > today():
        raise DomainError(
            "Tanggal pelaksanaan harus hari ini atau sebelumnya. Untuk yang akan datang, isi tanggal rencana.",
            field="held_on",
        )
    if value is not None and value.year < FIRST_YEAR:
        raise DomainError(f"Tanggal pelaksanaan harus tahun {FIRST_YEAR} atau sesudahnya.", field="held_on")
    return value


def _result(value: Any) -> str:
    text = str(value or "").strip()
    if len(text) > RESULT_LENGTH:
        raise DomainError(f"Hasil paling panjang {RESULT_LENGTH} huruf.", field="result")
    return text


SHARED: dict[str, keeping.Cleaner] = {
    "title": keeping.line("title", "Nama kegiatan", 150, required=True),
    "planned_on": _planned,
    "held_on": _held,
    "place": keeping.line("place", "Tempat", 150),
    "responsible": keeping.line("responsible", "Penanggung jawab", 100),
    "budget": keeping.whole("budget", "Anggaran", most=keeping.MOST_RUPIAH),
    "fund_source": keeping.code("fund_source", "Sumber dana", FundSource, required=False),
    "participants_female": keeping.whole("participants_female", "Peserta perempuan"),
    "participants_male": keeping.whole("participants_male", "Peserta laki-laki"),
    "result": _result,
}
OF_SESSIONS: dict[str, keeping.Cleaner] = {
    "topic": keeping.line("topic", "Topik", 150),
    "audience": keeping.code("audience", "Sasaran", SessionAudience),
    "facilitator": keeping.line("facilitator", "Fasilitator", 100),
    "minutes": keeping.whole("minutes", "Lama", most=LONGEST_SESSION),
    "module": keeping.line("module", "Modul", 150),
    "trains_carers": bool,
}


def cleaners_of(pillar: Pillar) -> dict[str, keeping.Cleaner]:
    """The fields an activity of a pillar takes, each with its cleaner."""
    kind = {"kind": keeping.code("kind", "Jenis kegiatan", ACTIVITY_KINDS[pillar])}
    return {**SHARED, **kind, **(OF_SESSIONS if pillar is Pillar.PENGASUHAN else {})}


@transaction.atomic
def record_activity(
    *, pillar: Pillar, record_id: UUID, values: Mapping[str, Any], by: Actor, send: bool = False
) -> Activity:
    """Record an activity of the actor's own village; `send` submits it at once.

    The same `record_id` again returns the activity already made. Raises DomainError, ValidationError for several.
    """
    model = ACTIVITY_OF[pillar]
    made = keeping.made_before(model, record_id, by=by)
    if made is not None:
        return made
    village = keeping.village_at(by.code, by=by)
    found = keeping.clean(values, cleaners_of(pillar))
    activity = model(id=record_id, village=village, village_code=village.village_code, **found)
    _check_days(activity)
    if send:
        _check_whole(activity)
        activity.record_status = RecordStatus.KIRIM
    saved = keeping.insert(activity, by=by)
    write_entry(PillarLog, saved, kind=JournalKind.KIRIM if send else JournalKind.BUAT, by=by)
    return saved


@transaction.atomic
def change_activity(
    *, activity: Held, version: int, values: Mapping[str, Any], by: Actor, reason: str = "", send: bool = False
) -> Held:
    """Change an activity. One that was confirmed waits to be looked at again, and the change says why.

    Raises Http404, StaleVersion, DomainError (field `reason` when one is needed), ValidationError.
    """
    with keeping.locked(activity, version=version, by=by) as (found, actor):
        problems = Problems()
        words = ""
        with problems.gather():
            needed = found.is_verified or actor is not by
            words = clean_reason(reason, field="reason", required=needed)
        problems.raise_any()
        cleaned = keeping.clean(values, cleaners_of(found.pillar))
        after = {**{name: getattr(found, name) for name in cleaners_of(found.pillar)}, **cleaned}
        _check_days(type(found)(**after))
        _check_heads(found, after, actor)
        moves = send or found.record_status in {RecordStatus.VERIF, RecordStatus.KEMBALI}
        if moves or found.record_status == RecordStatus.KIRIM:
            _check_whole(type(found)(**after))
        if moves:
            found.record_status, found.record_comment = RecordStatus.KIRIM, ""
        kind = JournalKind.KOREKSI if actor is not by else JournalKind.UBAH
        saved = keeping.save_change(found, cleaned, by=by, kind=kind, comment=words)
        if moves:
            saved.save_changed(by=by)
            write_entry(PillarLog, saved, kind=JournalKind.KIRIM, by=by)
        return saved


@transaction.atomic
def submit_activity(*, activity: Held, version: int, by: Actor) -> Held:
    """Send a draft, or one that came back, to be confirmed."""
    with keeping.locked(activity, version=version, by=by) as (found, _):
        if found.record_status not in {RecordStatus.DRAF, RecordStatus.KEMBALI}:
            raise DomainError("Kegiatan ini sudah dikirim.")
        _check_whole(found)
        return _move(found, RecordStatus.KIRIM, kind=JournalKind.KIRIM, by=by)


@transaction.atomic
def verify_activity(*, activity: Held, version: int, by: Actor) -> Held:
    """Confirm an activity somebody else entered. The carers at a training count as trained from that day."""
    found = _waiting(activity, version, by)
    saved = _move(found, RecordStatus.VERIF, kind=JournalKind.VERIF, by=by)
    if isinstance(saved, ParentingSession) and saved.trains_carers and saved.held_on and by.sees_persons:
        rows = attendances_of(saved, by)
        mark_carers_trained(persons=[row.person for row in rows], on=saved.held_on, by=by)
    return saved


@transaction.atomic
def return_activity(*, activity: Held, comment: str, version: int, by: Actor) -> Held:
    """Send an activity back to the village with what to put right."""
    words = clean_reason(comment, field="reason", required=True, message="Tulis apa yang perlu diperbaiki.")
    found = _waiting(activity, version, by)
    return _move(found, RecordStatus.KEMBALI, kind=JournalKind.KEMBALI, by=by, comment=words)


@transaction.atomic
def withdraw_activity(*, activity: Held, reason: str, version: int, by: Actor) -> Held:
    """Take an activity entered by mistake out of lists and counts."""
    with keeping.locked(activity, version=version, by=by) as (found, _):
        found.record_status = RecordStatus.ARSIP
        return keeping.withdraw(found, reason=reason, by=by)


def _waiting(activity: Held, version: int, by: Actor) -> Held:
    found = type(activity)._default_manager.all().visible_to(by).lock(pk=activity.pk, version=version)
    if found.record_status != RecordStatus.KIRIM:
        raise DomainError("Kegiatan ini tidak sedang menunggu pemeriksaan.")
    if by.user_id in {found.created_by_id, found.updated_by_id}:
        raise DomainError("Kegiatan yang Anda isi sendiri diperiksa oleh orang lain.")
    return found


def _move(activity: Held, to: RecordStatus, *, kind: JournalKind, by: Actor, comment: str = "") -> Held:
    activity.record_status = to
    activity.record_comment = comment if to is RecordStatus.KEMBALI else ""
    activity.save_changed(by=by)
    write_entry(PillarLog, activity, kind=kind, by=by, comment=comment)
    tell_village(activity, by=by)
    return activity


def _check_days(activity: Activity) -> None:
    if activity.planned_on is None and activity.held_on is None:
        raise DomainError("Isi tanggal rencana atau tanggal pelaksanaannya.", field="held_on")


def _check_whole(activity: Activity) -> None:
    """What is sent in says when it was held and how many came."""
    problems = Problems()
    with problems.gather():
        if activity.held_on is None:
            raise DomainError("Sebelum dikirim, isi tanggal pelaksanaan.", field="held_on")
    for name, label in (("participants_female", "perempuan"), ("participants_male", "laki-laki")):
        with problems.gather():
            if getattr(activity, name) is None:
                raise DomainError(
                    f"Sebelum dikirim, isi jumlah peserta {label}. Kalau tidak ada, tulis 0.", field=name
                )
    problems.raise_any()


def _check_heads(activity: Activity, after: Mapping[str, Any], by: Actor) -> None:
    """Heads counted in the room are never fewer than those known by name."""
    if not by.sees_persons:
        return
    known = Attendance.objects.visible_to(by).of(activity).values_list("person__sex", flat=True)
    for sex, name, label in (("2", "participants_female", "perempuan"), ("1", "participants_male", "laki-laki")):
        tapped = sum(found == sex for found in known)
        if after.get(name) is not None and after[name] < tapped:
            raise DomainError(f"Sudah tercatat hadir {tapped} peserta {label}. Isi {tapped} atau lebih.", field=name)
