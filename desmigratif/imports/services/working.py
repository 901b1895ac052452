"""How a job goes through the rows of a batch: in short stretches, so that a kill loses nothing and two workers on one
batch do no row twice."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

from django.http import Http404

from desmigratif.accounts.roles import Perm
from desmigratif.accounts.services import actor_of_assignment
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.imports.cells import Cell, Row
from desmigratif.imports.enums import ImportStatus
from desmigratif.imports.models import ImportBatch, ImportRow
from desmigratif.imports.presets import Session, preset_of
from desmigratif.imports.services.moving import move_batch, working_batch
from desmigratif.imports.services.queueing import queue_step
from desmigratif.notifications.enums import NotificationKind
from desmigratif.notifications.services import notify

logger = logging.getLogger(__name__)

LONGEST_TURN = 240  # seconds; then the job puts itself into the queue again, far below the worker's own limit
BROKEN = "Terhenti karena gangguan di sistem. Lanjutkan, atau coba lagi nanti."
Stretch = Callable[[ImportBatch, Session, Actor], bool]  # does some rows; whether there are more


def work(*, batch_id: UUID, assignment_id: UUID, statuses: tuple[ImportStatus, ...], stretch: Stretch) -> None:
    """Do stretches until none is left, each in a transaction of its own with the batch locked.

    Nothing is raised: whatever stops it is written to the batch, where the uploader reads it and can go on.
    """
    began = time.monotonic()
    try:
        actor = actor_of_assignment(assignment_id)
        if not actor.may(Perm.PERSON_IMPORT):
            raise DomainError("Peran Anda tidak lagi boleh mengimpor.")
        session: Session | None = None
        more = True
        while more:
            with acting_as(actor):
                batch = working_batch(batch_id, by=actor)
                if batch is None or batch.status not in statuses:
                    return
                session = session or preset_of(batch.preset).start(actor)
                more = stretch(batch, session, actor)
                if more and time.monotonic() - began > LONGEST_TURN:
                    queue_step(batch, by=actor)
                    return
    except DomainError as error:
        _stop(batch_id, statuses, str(error.message))
    except Exception as error:  # whatever broke, nobody must wait for ever
        logger.error("import %s stopped: %s", batch_id, type(error).__name__)
        _stop(batch_id, statuses, BROKEN)


def _stop(batch_id: UUID, statuses: tuple[ImportStatus, ...], words: str) -> None:
    with acting_as(SYSTEM), suppress(Http404):
        batch = ImportBatch.objects.all().lock(pk=batch_id)
        if batch.status in statuses:
            move_batch(batch, ImportStatus.GAGAL, step=batch.status, failure=words[:200])
            notify(kind=NotificationKind.IMPOR_GAGAL, record=batch, to=[batch.created_by_id], by=SYSTEM)


def row_of(line: ImportRow) -> tuple[Row, dict]:
    """The row as it was in the file, and all that is sealed with it."""
    content = line.open()
    return Row(line.number, {key: Cell.from_json(stored) for key, stored in content["cells"].items()}), content
