"""Counting and refusing. A limit is a number of units in a fixed window: a minute, a day."""

import hashlib
import hmac
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection

from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.limits.models import Usage

KEPT = timedelta(days=2)

# All windows in one statement, always in the order of the setting, so that two requests can't wait for each other.
COUNT = """
insert into limits_usage (id, subject, seconds, starts_at, used) values {}
on conflict (subject, seconds, starts_at) do update set used = limits_usage.used + excluded.used
returning seconds, used
"""


@dataclass(frozen=True)
class Limit:
    """So many units in so many seconds."""

    units: int
    seconds: int


@dataclass(frozen=True)
class Quota:
    """What is left of the limit that is nearest to its end, and when that one begins anew."""

    limit: Limit
    used: int
    resets_in: int

    @property
    def left(self) -> int:
        """Units."""
        return max(0, self.limit.units - self.used)

    @property
    def is_over(self) -> bool:
        """Whether this request is one too many."""
        return self.used > self.limit.units

    def headers(self) -> dict[str, str]:
        """The fields RateLimit-* as clients know them, and Retry-After when it is over."""
        told = {
            "RateLimit-Limit": str(self.limit.units),
            "RateLimit-Remaining": str(self.left),
            "RateLimit-Reset": str(self.resets_in),
            "RateLimit-Policy": f"{self.limit.units};w={self.limit.seconds}",
        }
        return told | ({"Retry-After": str(self.resets_in)} if self.is_over else {})


def window_start(seconds: int, now: float) -> datetime:
    """When the window began that `now` lies in."""
    return datetime.fromtimestamp(now - now % seconds, UTC)


def _left_of_window(seconds: int, now: float) -> int:
    return max(1, round(seconds - now % seconds))


def spend(*, subject: str, limits: tuple[tuple[int, int], ...], units: int = 1) -> Quota:
    """Count `units` for the subject in each of its limits `(units, seconds)`; says what is left.

    Call it outside of the request's transaction: each count is its own, so that requests of one subject do not wait
    for each other, and one that fails was counted all the same. What comes after the end is counted too.
    """
    now = time.time()
    rows = [(uuid7(), subject, seconds, window_start(seconds, now), units) for _, seconds in limits]
    with connection.cursor() as cursor:
        cursor.execute(
            COUNT.format(", ".join(["(%s, %s, %s, %s, %s)"] * len(rows))), [value for row in rows for value in row]
        )
        used = dict(cursor.fetchall())
    quotas = [Quota(Limit(*limit), used[limit[1]], _left_of_window(limit[1], now)) for limit in limits]
    over = [quota for quota in quotas if quota.is_over]
    if over:
        return max(over, key=lambda quota: quota.resets_in)
    return min(quotas, key=lambda quota: quota.left / quota.limit.units)


def used_in_window(*, subjects: list[str], seconds: int) -> dict[str, int]:
    """What each subject has used in the running window; those that used nothing are left out."""
    start = window_start(seconds, time.time())
    rows = Usage.objects.filter(subject__in=subjects, seconds=seconds, starts_at=start)
    return dict(rows.values_list("subject", "used"))


def of_address(address: str | None) -> str:
    """The subject of somebody who is only known by an address: a keyed hash, because an address leads to a person."""
    mark = hmac.new(settings.SECRET_KEY.encode(), f"limits {address}".encode(), hashlib.sha256).hexdigest()
    return f"alamat:{mark[:32]}"


def forget_old() -> int:
    """Delete windows that are over for good; returns how many."""
    with acting_as(SYSTEM):
        deleted, _ = Usage.objects.filter(starts_at__lt=datetime.now(UTC) - KEPT).delete()
    return deleted
