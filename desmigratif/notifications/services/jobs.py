"""What the administrator does with a job: have it tried again now, or throw it away with a reason."""

import logging
import re
from uuid import UUID

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from desmigratif.accounts.roles import Perm
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.core.text import plain
from desmigratif.notifications.enums import JobState
from desmigratif.notifications.models import OutboxEntry

logger = logging.getLogger(__name__)

LONGEST_REASON = 300
LONG_NUMBER = re.compile(r"\d(?:[ .-]?\d){9,}")


@transaction.atomic
def retry_job(*, job_id: UUID, by: Actor) -> OutboxEntry:
    """Give a failed job all its attempts again, and one that pauses its turn now. A second press changes nothing.

    Raises Http404 without the right or for an unknown job, DomainError for one that runs or has ended otherwise.
    """
    with acting_as(SYSTEM):
        entry = _locked(job_id, by)
        if entry.state == JobState.GAGAL:
            entry.state, entry.attempts, entry.ended_at = JobState.ANTRE, 0, None
        elif entry.state != JobState.ANTRE:
            raise DomainError(f"Pekerjaan ini sudah {entry.get_state_display().lower()}: tidak perlu dicoba lagi.")
        entry.due_at = timezone.now()
        entry.save()
    logger.info("job %s is tried again by %s", entry.pk, by.user_id)
    return entry


@transaction.atomic
def discard_job(*, job_id: UUID, reason: str, by: Actor) -> OutboxEntry:
    """Throw away a job that waits or has failed; it is not run any more. A second press changes nothing.

    Raises Http404 without the right or for an unknown job, DomainError (field `reason` when it is missing, too long,
    or holds a long number) for one that runs or is done.
    """
    told = plain(reason)
    if not told:
        raise DomainError("Tulis alasannya.", field="reason")
    if len(told) > LONGEST_REASON:
        raise DomainError(f"Paling panjang {LONGEST_REASON} huruf. Yang terisi {len(told)}.", field="reason")
    if LONG_NUMBER.search(told):
        raise DomainError("Jangan menulis NIK atau nomor HP di sini.", field="reason")
    with acting_as(SYSTEM):
        entry = _locked(job_id, by)
        if entry.state == JobState.BUANG:
            return entry
        if entry.state not in {JobState.ANTRE, JobState.GAGAL}:
            raise DomainError(f"Pekerjaan ini sudah {entry.get_state_display().lower()}, jadi tidak bisa dibuang.")
        entry.state, entry.ended_at = JobState.BUANG, timezone.now()
        entry.discard_reason, entry.discarded_by = told, by.user_id
        entry.save()
    logger.info("job %s is discarded by %s", entry.pk, by.user_id)
    return entry


def _locked(job_id: UUID, by: Actor) -> OutboxEntry:
    if not by.may(Perm.JOB_VIEW):
        raise Http404
    entry = OutboxEntry.objects.select_for_update().filter(pk=job_id).first()
    if entry is None:
        raise Http404
    return entry
