"""The bell of the page's head, and the mail digest on the account page: asked only where they are shown."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest

from desmigratif.notifications import services
from desmigratif.notifications.inbox import within_reach
from desmigratif.notifications.models import Notification

MOST = 99


class Bell:
    """One indexed statement when nothing is unread, otherwise one more for each table that is told about; on the page
    of a record what was told about it counts as read from now on."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __call__(self) -> str:
        """ "" for none, otherwise the number, at most "99+"."""
        actor = self.request.actor
        count = self._count()
        key = getattr(self.request.resolver_match, "kwargs", {}).get("pk")
        if count and isinstance(key, UUID) and services.mark_read(by=actor, record_id=key):
            count = self._count()
        return "" if not count else f"{MOST}+" if count > MOST else str(count)

    def _count(self) -> int:
        unread = Notification.objects.visible_to(self.request.actor).unread().order_by("-seq")
        return len(within_reach(unread[: MOST + 1], self.request.actor))


def bell(request: HttpRequest) -> dict[str, Any]:
    """Context of the page frame; nothing for those without an assignment."""
    if getattr(request, "assignment", None) is None:
        return {}
    return {
        "bell": Bell(request),
        "digest_is_sent": services.can_send_mail(),
        "digest_is_wanted": lambda: services.wants_digest(by=request.actor),
    }
