"""What every change to an account shares: who may make it, under which database role, and the line in its journal."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import Http404

from desmigratif.accounts.models import AccountLog, Session, User
from desmigratif.core.journal import Change, JournalKind, write_entry
from desmigratif.core.scope import Actor, DbRole, Level, Reach, acting_as


def lock(user: User) -> User:
    """The account, taken for a change."""
    return User.objects.select_for_update(of=("self",)).get(pk=user.pk)


def lock_kept(user: User, by: Actor) -> User:
    """The account, taken for a change by somebody who keeps it. Raises Http404 for everybody else."""
    if not User.objects.kept_by(by).filter(pk=user.pk).exists():
        raise Http404
    return lock(user)


@contextmanager
def own_account(by: Actor) -> Iterator[Actor]:
    """Let people of national roles change their own account: their database role only reads, the app role may write
    and, without a region, sees no row of any village."""
    if by.db_role in {DbRole.APP, DbRole.SYSTEM}:
        yield by
        return
    as_app = replace(by, level=Level.NONE, code="", sees_persons=False, reach=Reach.NONE, db_role=DbRole.APP)
    with acting_as(as_app) as inside:
        yield inside


def tell(
    user: User,
    what: str,
    *,
    by: Actor,
    reason: str = "",
    kind: JournalKind = JournalKind.UBAH,
    changes: list[Change] | None = None,
) -> None:
    """A line in the account's journal: what was done, and why."""
    reason = reason.strip()
    words = f"{what} Alasan: {reason}" if reason else what
    write_entry(AccountLog, user, kind=kind, by=by, comment=words, changes=changes)


def store_password(user: User, password: str) -> None:
    """Set the password of a locked account and end all its sessions. Raises ValidationError {password: errors}."""
    check_password(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    Session.objects.filter(user=user).delete()


def check_password(password: str, user: User) -> None:
    """Raises ValidationError {password: errors} when it is too easy."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.error_list}) from error
