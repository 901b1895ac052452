"""Tables of jobs and notifications."""

from desmigratif.notifications.models.digest import MailDigest
from desmigratif.notifications.models.notification import OWN, Notification
from desmigratif.notifications.models.outbox import OutboxEntry

__all__ = ["OWN", "MailDigest", "Notification", "OutboxEntry"]
