"""Filters of one's notifications."""

import django_filters
from django.db.models import QuerySet

from desmigratif.notifications.enums import NotificationKind
from desmigratif.notifications.models import Notification

UNREAD, READ = "belum", "sudah"
STATES = [(UNREAD, "Belum dibaca"), (READ, "Sudah dibaca")]


class NotificationFilter(django_filters.FilterSet):
    """By what they tell, and whether they were read."""

    dibaca = django_filters.ChoiceFilter(label="Keadaan", choices=STATES, method="by_state", empty_label="Semua")
    jenis = django_filters.ChoiceFilter(
        label="Jenis", choices=NotificationKind.choices, field_name="kind", empty_label="Semua"
    )

    class Meta:
        model = Notification
        fields: tuple[str, ...] = ()

    def by_state(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        """Unread or read."""
        return rows.filter(read_at__isnull=value == UNREAD)
