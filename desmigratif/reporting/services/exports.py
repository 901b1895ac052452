"""What people do with a download: ask for it, decide on it, fetch it, try again.

The rows are written as the system after the rights of the actor were checked here, so no role can forge an approval.
"""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from desmigratif.accounts.models import Assignment
from desmigratif.accounts.roles import Perm
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.notifications import outbox
from desmigratif.notifications.enums import NotificationKind
from desmigratif.notifications.recipients import holders
from desmigratif.notifications.services import notify, settle
from desmigratif.reporting import files
from desmigratif.reporting.enums import ExportFormat, ExportStatus, ExportSubject
from desmigratif.reporting.lists import LISTS
from desmigratif.reporting.models import Export
from desmigratif.reporting.services.moving import locked_export, move_export

APPROVAL_ABOVE = 500  # rows, each about a person or a family (security.md P-19)
MOST_ROWS = 100_000
LINK_LIFE = timedelta(hours=24)
TASK = "reporting.make_export"


class ExportGoneError(DomainError):
    """The link was used or is too old; the file no longer exists."""


def approval_above() -> int:
    """The number of rows up to which nobody else is asked."""
    return getattr(settings, "EXPORT_APPROVAL_ABOVE", APPROVAL_ABOVE)


@transaction.atomic
def request_export(
    *,
    record_id: UUID,
    filters: dict[str, str],
    format: ExportFormat,  # noqa: A002  the word of the form and of the model
    purpose: str,
    by: Actor,
    list_name: ExportSubject = ExportSubject.ORANG,
) -> Export:
    """Ask for a list about people as a file. A small one is made at once, a large one waits for another's consent.

    The same `record_id` again gives the download already asked for. Raises DomainError when the filters are not
    understood, fit nobody or too many.
    """
    wanted = LISTS[list_name]
    _need(by, Perm.PERSON_EXPORT)
    _need(by, wanted.right)
    made = Export.objects.requested_by(by).filter(pk=record_id).first()
    if made is not None:
        return made
    assert by.assignment_id is not None
    expected = wanted.rows(by, filters).order_by()[: MOST_ROWS + 1].count()
    if not expected:
        raise DomainError(f"Tidak ada {wanted.name.noun} yang cocok dengan saringan ini.")
    if expected > MOST_ROWS:
        words = f"Paling banyak 100.000 {wanted.name.noun} sekali unduh. Saring dulu, misalnya per wilayah."
        raise DomainError(words)
    waits = expected > approval_above()
    place = Assignment.objects.select_related("region", "institution").get(pk=by.assignment_id).place
    export = Export(
        id=record_id,
        code=by.code,
        assignment_id=by.assignment_id,
        place=place,
        list_name=list_name,
        filters=wanted.clean_filters(filters),
        filter_words=wanted.words_of(filters)[:500],
        format=format,
        purpose=purpose.strip(),
        status=ExportStatus.MENUNGGU_SETUJU if waits else ExportStatus.ANTRE,
        expected=expected,
    )
    with acting_as(SYSTEM):
        export.save_new(by=by)
        if waits:
            _ask_for_consent(export, by)
        else:
            _queue(export)
    return export


@transaction.atomic
def approve_export(*, export: Export, by: Actor) -> Export:
    """Agree that the list leaves the system. Raises DomainError when it is the own one or already decided."""
    with acting_as(SYSTEM):
        locked = _to_decide(export, by)
        move_export(locked, ExportStatus.ANTRE, decided_by_id=by.user_id, decided_at=timezone.now())
        _queue(locked)
        settle(kind=NotificationKind.UNDUHAN_TUNGGU, record=locked)
    return locked


@transaction.atomic
def refuse_export(*, export: Export, reason: str, by: Actor) -> Export:
    """Refuse, with a reason the requester reads. Raises DomainError as `approve_export` does."""
    if not reason.strip():
        raise DomainError("Tulis alasannya, supaya peminta tahu apa yang harus diubah.", field="reason")
    with acting_as(SYSTEM):
        locked = _to_decide(export, by)
        fields = {"decided_by_id": by.user_id, "decided_at": timezone.now(), "refusal": reason.strip()[:300]}
        move_export(locked, ExportStatus.DITOLAK, **fields)
        settle(kind=NotificationKind.UNDUHAN_TUNGGU, record=locked)
        notify(kind=NotificationKind.UNDUHAN_PUTUS, record=locked, to=[locked.created_by_id], by=by)
        return locked


@transaction.atomic
def retry_export(*, export: Export, by: Actor) -> Export:
    """Make a failed download again. Raises Http404 for somebody else's, DomainError when it has not failed."""
    _own(export.pk, by)
    with acting_as(SYSTEM):
        locked = move_export(locked_export(export.pk), ExportStatus.ANTRE, failure="", done=0)
        _queue(locked)
    return locked


@transaction.atomic
def fetch_export(*, export_id: UUID, token: str, by: Actor) -> tuple[Export, bytes | None]:
    """The file, once: it is deleted as it is fetched. None, and the download has ended, when its file was lost.

    Raises Http404 for somebody else's download or a wrong key, ExportGoneError for a used or old link.
    """
    _own(export_id, by)
    with acting_as(SYSTEM):
        export = locked_export(export_id)
        if not export.token_hash or not export.accepts(token):
            raise Http404
        if not export.is_ready:
            raise ExportGoneError("Tautan ini sudah dipakai atau sudah lewat 24 jam.")
        content = files.take(export.file_name)
        if content is None:  # not raised: that would roll the end of the download back
            return move_export(export, ExportStatus.HAPUS), None
        return move_export(export, ExportStatus.DIAMBIL, fetched_at=timezone.now()), content


def _ask_for_consent(export: Export, by: Actor) -> None:
    """Tell those who may decide: the coordinator of the region, or the data stewards for what is national."""
    to = holders(Perm.EXPORT_APPROVE, region=export.code, national=not export.code)
    notify(kind=NotificationKind.UNDUHAN_TUNGGU, record=export, to=to, by=by)


def _need(by: Actor, perm: Perm) -> None:
    if not by.may(perm):
        raise DomainError("Peran Anda tidak boleh melakukan ini.")


def _own(pk: UUID, by: Actor) -> None:
    """Raises Http404 unless the actor asked for it and still may."""
    if not by.may(Perm.PERSON_EXPORT) or not Export.objects.requested_by(by).filter(pk=pk).exists():
        raise Http404


def _to_decide(export: Export, by: Actor) -> Export:
    """The row, locked, for somebody who may decide on it. The caller loaded `export` among those the actor sees."""
    _need(by, Perm.EXPORT_APPROVE)
    locked = locked_export(export.pk)
    if locked.created_by_id == by.user_id:
        raise DomainError("Unduhan sendiri harus disetujui oleh orang lain.")
    return locked


def _queue(export: Export) -> None:
    """Have the file made under the requester's assignment, whoever agreed to it."""
    requester = Actor(user_id=export.created_by_id, assignment_id=export.assignment_id)
    outbox.add(task=TASK, by=requester, export=export.pk)
