"""Comments that whoever made the record is told about."""

from typing import Any

from desmigratif.core.web import journal
from desmigratif.notifications import services
from desmigratif.notifications.enums import NotificationKind


class CommentOn(journal.CommentOn):
    """As the core's, and the maker of the record and whoever changed it last are told."""

    def perform(self, data: dict[str, Any]) -> Any:
        record = super().perform(data)
        services.notify(
            kind=NotificationKind.KOMENTAR,
            record=record,
            to=[record.created_by_id, record.updated_by_id],
            by=self.request.actor,
        )
        return record
