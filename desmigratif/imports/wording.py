"""Days as Indonesians write them, for texts that go into a history."""

from datetime import datetime

from django.utils import timezone

from desmigratif.core.partial_date import SHORT_MONTHS


def day(moment: datetime) -> str:
    """14 Nov 2026, by Jakarta's clock."""
    local = timezone.localtime(moment)
    return f"{local.day} {SHORT_MONTHS[local.month - 1]} {local.year}"
