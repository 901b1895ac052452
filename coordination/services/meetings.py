"""Meetings: asked to, held, written down; who came; and what earlier ones left open."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from coordination.enums import MeetingStatus, Presence
from coordination.models import ActionItem, CoordinationLog, Meeting, MeetingAttendance
from coordination.models.action import ActionQuerySet
from coordination.services.audience import tell_of_meeting
from coordination.services.making import insert, made_before
from coordination.services.records import known, known_villages, locked, reason_of, save_change, take_out, words_of
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.journal import Change, JournalKind, write_entry
from desmigratif.core.scope import Actor
from desmigratif.reference.models import Institution

CLOSED = "Notulen rapat ini sudah final, jadi isinya tidak bisa diubah lagi."
CAME = {Presence.HADIR, Presence.DARING}


class MeetingDetails(TypedDict, total=False):
    """What a meeting is; a key that is absent stays as it is."""

    kind: str
    title: str
    starts_on: date
    ends_on: date
    mode: str
    place: str
    chair: str
    summary: str
    organizer: Institution
    follows: Meeting | None


DETAILS = tuple(MeetingDetails.__annotations__)


@dataclass(frozen=True)
class AttendanceLine:
    """What was noted of one institution: empty presence while nobody has noted it."""

    institution_id: UUID
    presence: str = ""
    attendee_name: str = ""
    position: str = ""


@transaction.atomic
def create_meeting(
    *,
    by: Actor,
    invited: Collection[Institution] = (),
    village_codes: Collection[str] = (),
    is_example: bool = False,
    record_id: UUID | None = None,
    **details: Unpack[MeetingDetails],
) -> Meeting:
    """Plan or record a meeting. Organizer, those invited and the villages see it from now on.

    Raises DomainError for a village that isn't known or a meeting to follow that the actor doesn't see.
    """
    made = made_before(Meeting, record_id, by=by)
    if made is not None:
        return made
    details["follows"] = known(Meeting, details.get("follows"), by=by, field="follows")
    meeting = Meeting(
        **({"id": record_id} if record_id else {}),
        village_codes=known_villages(village_codes),
        is_example=is_example,
        **details,
    )
    insert(meeting, by=by)
    _invite(meeting, invited, by=by)
    write_entry(CoordinationLog, meeting, kind=JournalKind.BUAT, by=by)
    tell_of_meeting(meeting)
    return meeting


@transaction.atomic
def change_meeting(
    *,
    meeting: Meeting,
    version: int,
    by: Actor,
    village_codes: Collection[str] | None = None,
    kind_of_change: JournalKind = JournalKind.UBAH,
    comment: str = "",
    **details: Unpack[MeetingDetails],
) -> Meeting:
    """Change what a meeting is.

    Raises DomainError when nothing was changed, when it would follow itself, and once the minutes are final: then
    only a correction with a reason is left. StaleVersion when someone saved it since `version` was read.
    """
    row = locked(meeting, by=by, version=version)
    if kind_of_change is not JournalKind.KOREKSI:
        _refuse_final(row)
    before = words_of(row, [*DETAILS, "village_codes"])
    if "follows" in details:
        details["follows"] = known(Meeting, details["follows"], by=by, field="follows")
        _refuse_circle(row, details["follows"], by=by)
    for name, value in details.items():
        setattr(row, name, value)
    if village_codes is not None:
        row.village_codes = known_villages(village_codes, besides=row.village_codes)
    if row.status != MeetingStatus.RENCANA:
        _refuse_future(row)
    save_change(row, before, by=by, kind=kind_of_change, comment=comment)
    tell_of_meeting(row)
    return row


@transaction.atomic
def record_attendance(
    *,
    meeting: Meeting,
    lines: Sequence[AttendanceLine],
    version: int,
    by: Actor,
    invited: Collection[Institution] = (),
) -> Meeting:
    """Note who came, all institutions at once, and ask more of them; those see the meeting from now on.

    Raises DomainError before the meeting has begun, for the name of someone of an institution that didn't come, and
    once the minutes are final.
    """
    row = locked(meeting, by=by, version=version)
    _refuse_final(row)
    _invite(row, invited, by=by)
    stored = {found.institution_id: found for found in row.attendances.select_related("institution")}
    changes: list[Change] = []
    for line in lines:
        found = stored.get(line.institution_id)
        if found is not None:
            changes += _note(found, line, by=by)
    came = [found.presence for found in row.attendances.all()]
    counts = {presence: came.count(presence) for presence in Presence}
    words = ", ".join(f"{count} {Presence(code).label.lower()}" for code, count in counts.items() if count)
    row.save_changed(by=by)
    comment = f"Daftar hadir: {words or 'belum dicatat'}, dari {len(came)} instansi."
    write_entry(CoordinationLog, row, kind=JournalKind.UBAH, by=by, comment=comment, changes=changes)
    tell_of_meeting(row)
    return row


@transaction.atomic
def correct_attendance(
    *,
    attendance: MeetingAttendance,
    version: int,
    reason: str,
    by: Actor,
    presence: str | None = None,
    attendee_name: str | None = None,
    position: str | None = None,
) -> MeetingAttendance:
    """Put one line of the attendance right, also of final minutes. Raises DomainError as `record_attendance` does."""
    meeting = locked(attendance.meeting, by=by)
    found = MeetingAttendance.objects.all().visible_to(by).lock(pk=attendance.pk, version=version)
    line = AttendanceLine(
        institution_id=found.institution_id,
        presence=found.presence if presence is None else presence,
        attendee_name=found.attendee_name if attendee_name is None else attendee_name,
        position=found.position if position is None else position,
    )
    changes = _note(found, line, by=by)
    write_entry(CoordinationLog, meeting, kind=JournalKind.KOREKSI, by=by, comment=reason_of(reason), changes=changes)
    return found


@transaction.atomic
def finish_meeting(*, meeting: Meeting, summary: str, version: int, by: Actor) -> Meeting:
    """Record that a planned meeting was held, with what came of it. Raises DomainError before it has begun."""
    row = locked(meeting, by=by, version=version)
    if row.status != MeetingStatus.RENCANA:
        raise DomainError("Rapat ini sudah dicatat selesai.")
    _refuse_future(row)
    before = words_of(row, ["status", "summary"])
    row.status, row.summary = MeetingStatus.SELESAI, reason_of(summary, field="summary", words="Tulis ringkasannya.")
    return save_change(row, before, by=by, kind=JournalKind.UBAH, comment="")


@transaction.atomic
def finalize_minutes(*, meeting: Meeting, version: int, by: Actor) -> Meeting:
    """Close the minutes: nothing is changed after that but by a correction.

    Raises DomainError while the meeting was not held, has no summary, or somebody's attendance isn't noted.
    """
    row = locked(meeting, by=by, version=version)
    if row.status == MeetingStatus.FINAL:
        raise DomainError("Notulen rapat ini sudah final.")
    if row.status == MeetingStatus.RENCANA:
        raise DomainError("Catat dulu bahwa rapatnya selesai.")
    if not row.summary:
        raise DomainError("Isi dulu ringkasan rapatnya, lewat “Ubah”.")
    unnoted = row.attendances.filter(presence="").count()
    if unnoted:
        raise DomainError(f"Catat dulu kehadiran {unnoted} instansi yang diundang.")
    before = words_of(row, ["status"])
    row.status = MeetingStatus.FINAL
    return save_change(row, before, by=by, kind=JournalKind.SETUJU, comment="")


@transaction.atomic
def withdraw_meeting(*, meeting: Meeting, reason: str, version: int, by: Actor) -> Meeting:
    """Take out a meeting that was entered by mistake. Raises DomainError while something hangs on it."""
    row = locked(meeting, by=by, version=version)
    if row.recommendations.filter(withdrawn_at=None).exists() or row.visits.filter(withdrawn_at=None).exists():
        raise DomainError("Rapat ini punya rekomendasi atau tinjauan. Tarik atau pindahkan dulu semuanya.")
    return take_out(row, reason=reason, by=by)


def carried_over(meeting: Meeting, *, by: Actor) -> ActionQuerySet:
    """Open actions that the meetings before this one led to, themselves or by their visits: its agenda."""
    before = dict(Meeting.objects.all().visible_to(by).values_list("pk", "follows_id"))
    earlier: set[UUID] = set()
    place = meeting.follows_id
    while place is not None and place not in earlier:
        earlier.add(place)
        place = before.get(place)
    rows = ActionItem.objects.all().visible_to(by)
    if not earlier:
        return rows.none()
    return rows.open().filter(
        Q(recommendation__meeting__in=earlier)
        | Q(recommendation__visit__meeting__in=earlier)
        | Q(finding__visit__meeting__in=earlier)
    )


def _invite(meeting: Meeting, institutions: Collection[Institution], *, by: Actor) -> None:
    asked = set(meeting.attendances.values_list("institution_id", flat=True))
    for institution in sorted(institutions, key=lambda row: row.short_name):
        if institution.pk not in asked:
            insert(MeetingAttendance(meeting=meeting, institution=institution, shared_with=meeting.shared_with), by=by)


def _note(found: MeetingAttendance, line: AttendanceLine, *, by: Actor) -> list[Change]:
    """Save one line if it differs. The journal tells of presence, not of names."""
    new = (line.presence, " ".join(line.attendee_name.split()), " ".join(line.position.split()))
    if new == (found.presence, found.attendee_name, found.position):
        return []
    name = found.institution.short_name
    if new[0] and found.meeting.starts_on > today():
        raise DomainError("Rapatnya belum mulai. Kehadiran dicatat sesudah rapat.")
    if new[1] and new[0] not in CAME:
        raise DomainError(f"{name}: pilih hadir atau daring, atau kosongkan nama yang hadir.")
    old = found.get_presence_display() if found.presence else ""
    is_other = new[0] != found.presence
    found.presence, found.attendee_name, found.position = new
    found.save_changed(by=by)
    now = found.get_presence_display() if found.presence else ""
    return [{"field": "presence", "label": name, "old": old, "new": now}] if is_other else []


def _refuse_final(meeting: Meeting) -> None:
    if meeting.status == MeetingStatus.FINAL:
        raise DomainError(CLOSED)


def _refuse_future(meeting: Meeting) -> None:
    if meeting.starts_on > today():
        raise DomainError("Rapat yang selesai tidak mungkin mulai sesudah hari ini. Periksa tanggalnya.")


def _refuse_circle(meeting: Meeting, follows: Meeting | None, *, by: Actor) -> None:
    before = dict(Meeting.objects.all().visible_to(by).values_list("pk", "follows_id"))
    place = follows.pk if follows else None
    seen: set[UUID] = set()
    while place is not None and place not in seen:
        if place == meeting.pk:
            raise DomainError("Rapat tidak bisa menjadi lanjutan dari dirinya sendiri.", field="follows")
        seen.add(place)
        place = before.get(place)
