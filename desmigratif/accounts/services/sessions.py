"""Open sessions of an account, and the password that keeps them."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from desmigratif.accounts.models import Session, User
from desmigratif.accounts.roles import VILLAGE_ROLES
from desmigratif.accounts.services.keeping import lock, lock_kept, own_account, store_password, tell
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, Actor, acting_as

IDLE_VILLAGE = timedelta(hours=8)
IDLE_OFFICE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)


def idle_limit(role: str) -> timedelta:
    """How long a session may lie unused: villages share little but time, offices share rooms."""
    return IDLE_VILLAGE if role in VILLAGE_ROLES else IDLE_OFFICE


def handle_of(session_key: str) -> str:
    """The name of a session on a page; the key itself opens the account and never leaves the server."""
    return salted_hmac("desmigratif.accounts.session", session_key, algorithm="sha256").hexdigest()[:32]


def open_sessions(user: User) -> list[Session]:
    """Sessions of a user that have not ended, the last used first."""
    rows = Session.objects.filter(user=user, expire_date__gt=timezone.now())
    return sorted(rows, key=lambda row: row.seen_at or row.expire_date, reverse=True)


@transaction.atomic
def end_session(*, user: User, handle: str, by: Actor) -> bool:
    """End one of the own sessions; whether there was one."""
    for row in open_sessions(user):
        if constant_time_compare(handle_of(row.session_key), handle):
            row.delete()
            with own_account(by):
                tell(user, f"Sesi di {row.device or 'perangkat lain'} dikeluarkan.", by=by)
            return True
    return False


@transaction.atomic
def end_sessions(*, user: User, reason: str, by: Actor) -> int:
    """End all sessions of an account that the actor keeps; returns how many."""
    locked = lock_kept(user, by)
    ended = Session.objects.filter(user=locked).delete()[0]
    tell(locked, "Semua sesi diakhiri.", by=by, reason=reason)
    return ended


@transaction.atomic
def change_password(*, user: User, current: str, password: str, by: Actor) -> User:
    """Change the own password; every other session ends.

    Raises DomainError (`current`) when the old one is wrong, ValidationError {password: errors} when the new one is
    too easy or the same.
    """
    with own_account(by):
        locked = lock(user)
        if not locked.check_password(current):
            raise DomainError("Kata sandi sekarang tidak cocok. Ketik lagi.", field="current", code="wrong")
        if current == password:
            raise DomainError("Kata sandi baru harus lain dari yang sekarang.", field="password")
        store_password(locked, password)
        tell(locked, "Kata sandi diganti sendiri. Sesi di perangkat lain diakhiri.", by=by)
    return locked


def clear_expired_sessions() -> int:
    """Delete sessions that are over; returns how many."""
    with acting_as(SYSTEM):
        return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
