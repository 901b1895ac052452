"""Record ids: UUID version 7, so that they sort roughly by the clock of the device that made them."""

import uuid
from datetime import UTC, datetime, timedelta

import uuid_utils.compat

from desmigratif.core.errors import DomainError

MAX_AHEAD = timedelta(days=1)


def uuid7() -> uuid.UUID:
    """A new UUIDv7. It is only an id: lists and pages order by `seq`, because phone clocks lie (architecture D11)."""
    return uuid_utils.compat.uuid7()


def made_at(value: uuid.UUID) -> datetime:
    """The moment inside a UUIDv7, UTC."""
    return datetime.fromtimestamp((value.int >> 80) / 1000, tz=UTC)


def accept_client_id(value: uuid.UUID) -> uuid.UUID:
    """Take an id made by a browser.

    Raises DomainError when it is not version 7 or lies more than a day in the future.
    """
    latest = datetime.now(UTC) + MAX_AHEAD
    # Compared as numbers: an id may name a year that no date has.
    if value.version != 7 or value.int >> 80 > latest.timestamp() * 1000:
        raise DomainError("Jam di HP atau komputer ini tidak tepat. Betulkan tanggalnya, lalu simpan lagi.")
    return value
