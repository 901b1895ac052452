"""The one writer of a record's status."""

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import Actor
from workers.enums import RECORD_MOVES, LogKind, RecordStatus
from workers.models import Person
from workers.services.history import Change, record_event
from workers.services.saving import saving
from workers.services.telling import tell_village

KIND_OF_MOVE = {
    RecordStatus.KIRIM: LogKind.KIRIM,
    RecordStatus.VERIF: LogKind.VERIF,
    RecordStatus.KEMBALI: LogKind.KEMBALI,
    RecordStatus.ARSIP: LogKind.TARIK,
}
CHANGED_AFTERWARDS = "Data berubah, perlu diperiksa lagi."


def move_record(*, person: Person, to: RecordStatus, by: Actor, comment: str = "") -> Person:
    """Move a locked record, log it and save it. Raises DomainError for a move RECORD_MOVES doesn't have.

    `record_comment` is what the district asked for when it sent the record back; it stays until the record is
    verified, so that the verifier can see whether it was done.
    """
    now = RecordStatus(person.record_status)
    if to not in RECORD_MOVES[now]:
        raise DomainError(f"Data ini berstatus “{now.label}”, jadi tidak bisa menjadi “{to.label}”.")
    person.record_status = to
    if to is RecordStatus.KEMBALI:
        person.record_comment = comment
    elif to is RecordStatus.VERIF:
        person.record_comment = ""
    record_event(person=person, kind=KIND_OF_MOVE[to], by=by, comment=comment)
    with saving():
        person.save_changed(by=by)
    tell_village(person, by=by)
    return person


def save_change(*, person: Person, kind: LogKind, by: Actor, comment: str, changes: list[Change]) -> Person:
    """Log and save a change of a locked person or of its episodes.

    A record that the district has looked at goes back into its queue: what it confirmed is no longer what stands here.
    """
    record_event(person=person, kind=kind, by=by, comment=comment, changes=changes)
    if person.record_status in {RecordStatus.VERIF, RecordStatus.KEMBALI}:
        return move_record(person=person, to=RecordStatus.KIRIM, by=by, comment=CHANGED_AFTERWARDS)
    with saving():
        return person.save_changed(by=by)
