"""Changes to jobs and notifications."""

from desmigratif.notifications.services.digest import (
    can_send_mail,
    queue_digests,
    send_digest,
    set_digest,
    wants_digest,
)
from desmigratif.notifications.services.jobs import discard_job, retry_job
from desmigratif.notifications.services.notify import (
    clear_old_notifications,
    mark_one_read,
    mark_read,
    notify,
    settle,
    told_since,
)

__all__ = [
    "can_send_mail",
    "clear_old_notifications",
    "discard_job",
    "mark_one_read",
    "mark_read",
    "notify",
    "queue_digests",
    "retry_job",
    "send_digest",
    "set_digest",
    "settle",
    "told_since",
    "wants_digest",
]
