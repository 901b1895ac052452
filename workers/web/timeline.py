"""What happened to a person and to the record, in one list; and whose turn it is."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from desmigratif.accounts.roles import Perm
from desmigratif.core.journal import author_of
from desmigratif.core.partial_date import SHORT_MONTHS, PartialDate
from desmigratif.core.scope import Actor
from workers.enums import RecordStatus
from workers.models import FamilyLog, MigrationEpisode, Person, PersonLog


@dataclass(frozen=True)
class Entry:
    """One line of the history."""

    sort: str
    when: str
    what: str
    about: str = ""
    changes: list[str] = field(default_factory=list)
    is_record: bool = False


@dataclass(frozen=True)
class Turn:
    """The next step, and who does it."""

    what: str
    who: str
    mine: bool = False
    comment: str = ""


def moment(at: datetime) -> str:
    """14 Nov 2026, 10.41 WIB."""
    local = timezone.localtime(at)
    return f"{local.day} {SHORT_MONTHS[local.month - 1]} {local.year}, {local:%H.%M} WIB"


def timeline_of(
    episodes: Iterable[MigrationEpisode],
    logs: Iterable[PersonLog],
    comments: Iterable[FamilyLog] = (),
    *,
    sees_route: bool,
) -> list[Entry]:
    """Departures, returns, what was done to the record and said about it, newest first."""
    entries = [entry for episode in episodes for entry in _of_episode(episode)]
    entries += [_of_log(log, sees_route=sees_route) for log in logs]
    entries += [_of_comment(row) for row in comments]
    return sorted(entries, key=lambda entry: entry.sort, reverse=True)


def _of_episode(episode: MigrationEpisode) -> list[Entry]:
    country = episode.country.name if episode.country else "negara belum diketahui"
    work = [episode.get_job_title_display() if episode.job_title else "", episode.city]
    about = ", ".join(part for part in work if part)
    found = []
    if episode.departed_on:
        found.append(_dated(episode.departed_on, f"Berangkat ke {country}", about))
    if episode.returned_on:
        reason = in_sentence(episode.get_return_reason_display())
        title = f"Pulang dari {country}" + (f", {reason}" if reason else "")
        found.append(_dated(episode.returned_on, title, "" if episode.departed_on else about))
    if not found:
        found.append(Entry("0000", "Tahun belum diketahui", f"Bekerja di {country}", about))
    return found


def in_sentence(label: str) -> str:
    """A label in the middle of a sentence: a small first letter, but "PHK" stays."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def _dated(on: PartialDate, what: str, about: str) -> Entry:
    return Entry(on.iso, on.display(), what, about)


def _of_comment(row: FamilyLog) -> Entry:
    who = f"Oleh {author_of(row)}."
    at = timezone.localtime(row.at).isoformat()
    return Entry(at, moment(row.at), row.get_kind_display(), f"“{row.comment}” {who}", is_record=True)


def _of_log(log: PersonLog, *, sees_route: bool) -> Entry:
    who = f"Oleh {author_of(log)}."
    changes = [
        f"{change['label']}: {_value(change, 'old')} menjadi {_value(change, 'new')}"
        for change in log.changes_shown(sees_route=sees_route)
    ]
    return Entry(
        timezone.localtime(log.at).isoformat(),
        moment(log.at),
        log.get_kind_display(),
        " ".join([*log.comment.split("\n"), who]).strip(),
        changes,
        is_record=True,
    )


def _value(change: dict[str, str], side: str) -> str:
    """A value as forms show it: an Indonesian number starts with 0, not with +62."""
    text = change[side] or "–"
    return f"0{text.removeprefix('+62 ')}" if change["field"] == "phone" and text.startswith("+62 ") else text


def next_turn(person: Person, actor: Actor) -> Turn:
    """Whose turn it is, seen by the actor."""
    if person.record_status == RecordStatus.KIRIM:
        mine = actor.may(Perm.PERSON_VERIFY)
        what = "Periksa data ini, lalu verifikasi atau kembalikan" if mine else "Menunggu diperiksa"
        return Turn(what, "Anda" if mine else "petugas kabupaten", mine)
    if person.record_status == RecordStatus.KEMBALI:
        mine = actor.may(Perm.PERSON_CHANGE) and not actor.may(Perm.PERSON_VERIFY)
        return Turn("Perbaiki data ini", "Anda" if mine else "petugas desa", mine, person.record_comment)
    if person.record_status == RecordStatus.ARSIP:
        return Turn("Catatan ini sudah ditarik", "", comment=person.record_comment)
    if person.record_status == RecordStatus.VERIF:
        return Turn("Data sudah diverifikasi kabupaten", "")
    return Turn("Data belum dikirim ke kabupaten", "petugas desa")
