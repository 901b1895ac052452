"""Today, where the users are. One place, so that tests can travel in time and no module uses the server's zone."""

from datetime import date

from django.utils import timezone


def today() -> date:
    """The current date in the project's time zone (Asia/Jakarta, WIB)."""
    return timezone.localdate()
