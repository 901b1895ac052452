"""Making the file of a download, in a worker. May run twice: the second file is thrown away."""

import logging
from collections.abc import Iterator
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from desmigratif.accounts.models import User
from desmigratif.accounts.roles import Perm
from desmigratif.accounts.services import actor_of_assignment
from desmigratif.core import spreadsheet
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.notifications.enums import NotificationKind
from desmigratif.notifications.services import notify
from desmigratif.reporting import files, wording
from desmigratif.reporting.enums import ExportFormat, ExportStatus
from desmigratif.reporting.lists import LISTS
from desmigratif.reporting.models import Export
from desmigratif.reporting.models.export import hash_token
from desmigratif.reporting.services.exports import LINK_LIFE
from desmigratif.reporting.services.moving import locked_export, move_export

logger = logging.getLogger(__name__)

BROKEN = "Berkasnya gagal dibuat karena gangguan di sistem."


def make_export(*, export_id: UUID, assignment_id: UUID) -> None:
    """Make the file as the requester's assignment allows now, in several short transactions.

    Nothing is raised: a failure is written to the download, where the requester reads it and can try again.
    """
    export = _start(export_id)
    if export is None:
        return
    try:
        actor = actor_of_assignment(assignment_id)
        rights = (Perm.PERSON_EXPORT, LISTS[export.list_name].right)
        if not all(actor.may(right) for right in rights) or actor.assignment_id != export.assignment_id:
            raise DomainError("Peran Anda tidak lagi boleh mengunduh daftar ini.")
        content, rows = _content(export, actor)
        _finish(export_id, files.keep(content), rows)
    except DomainError as error:
        _fail(export_id, str(error.message))
    except Exception as error:  # whatever broke, the requester must not wait for ever
        logger.error("export %s failed: %s", export_id, type(error).__name__)
        _fail(export_id, BROKEN)


def _start(export_id: UUID) -> Export | None:
    """Mark it as running; None when there is nothing left to do."""
    with acting_as(SYSTEM):
        try:
            export = locked_export(export_id)
        except Http404:
            return None
        if not export.is_running:
            return None
        return move_export(export, ExportStatus.JALAN, done=0)


def _content(export: Export, actor: Actor) -> tuple[bytes, int]:
    wanted = LISTS[export.list_name]
    columns = wanted.columns_for(actor.role)
    with acting_as(actor):
        left_out = wanted.left_out(actor, export.filters)
    rows = wanted.rows_for(actor, export.filters, columns, request_id=export.pk, about=export.purpose)
    chunks = _counted(export, rows)
    header = [column.label for column in columns]
    cover = _cover(export, left_out)
    if export.format == ExportFormat.CSV:
        return spreadsheet.write_csv(cover, header, chunks)
    return spreadsheet.write_xlsx(cover, header, [column.width for column in columns], chunks)


def _cover(export: Export, left_out: list[tuple[str, str]]) -> spreadsheet.Cover:
    wanted = LISTS[export.list_name]
    names = User.objects.in_bulk([pk for pk in (export.created_by_id, export.decided_by_id) if pk])
    requester = names[export.created_by_id].full_name
    lines = [
        ("Isi", wanted.contents),
        *left_out,
        ("Wilayah", export.place),
        ("Saringan", export.filter_words),
        ("Diminta oleh", requester),
        ("Keperluan", export.purpose),
        (
            "Disetujui oleh",
            names[export.decided_by_id].full_name if export.decided_by_id else "Tidak perlu persetujuan",
        ),
        ("Dibuat", wording.moment(timezone.now())),
        ("Nomor unduhan", str(export.pk)),
        ("Perhatian", wanted.warning),
    ]
    made = dict(lines)["Dibuat"]
    trace = f"Unduhan {export.pk}, {requester}, {made}: {export.purpose}"
    return spreadsheet.Cover(f"{export.get_list_name_display()}, Desmigratif", requester, lines, trace)


def _counted(export: Export, chunks: Iterator[list[list[str]]]) -> Iterator[list[list[str]]]:
    """Passes the chunks on and writes down after each how far it is."""
    done = 0
    for chunk in chunks:
        yield chunk
        done += len(chunk)
        with acting_as(SYSTEM):
            Export.objects.filter(pk=export.pk, status=ExportStatus.JALAN).update(done=done, updated_at=timezone.now())


def _finish(export_id: UUID, name: str, rows: int) -> None:
    with acting_as(SYSTEM):
        export = locked_export(export_id)
        if export.status != ExportStatus.JALAN:
            files.delete(name)
            return
        export.file_name = name
        move_export(
            export,
            ExportStatus.SIAP,
            file_name=name,
            token_hash=hash_token(export.make_token()),
            expires_at=timezone.now() + LINK_LIFE,
            rows=rows,
            done=rows,
        )
        notify(kind=NotificationKind.UNDUHAN_SIAP, record=export, to=[export.created_by_id], by=SYSTEM)


def _fail(export_id: UUID, words: str) -> None:
    with acting_as(SYSTEM):
        export = locked_export(export_id)
        if export.is_running:
            move_export(export, ExportStatus.GAGAL, failure=words[:200])
            notify(kind=NotificationKind.UNDUHAN_GAGAL, record=export, to=[export.created_by_id], by=SYSTEM)
