"""Changes to users and assignments, and the actor of a job."""

from datetime import date, timedelta
from typing import TypedDict, Unpack
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from phonenumber_field.phonenumber import PhoneNumber, to_python

from desmigratif.accounts.models import Assignment, User
from desmigratif.accounts.roles import Role, rule_of
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import CODE_LENGTHS, Actor, DbRole, Level
from desmigratif.reference.models import Institution, Region


def actor_of_assignment(assignment_id: UUID) -> Actor:
    """The actor for a job queued by an assignment.

    Raises DomainError when the assignment has ended or the user was deactivated since: a revoked role must not go on
    working through the queue.
    """
    found = (
        Assignment.objects.valid_on(today())
        .filter(pk=assignment_id, user__is_active=True)
        .select_related("user", "region", "institution")
        .first()
    )
    if found is None:
        raise DomainError("Penugasan ini sudah berakhir.")
    return found.as_actor()


class Contact(TypedDict, total=False):
    """Who a user is and how to reach them; a key that is absent stays as it is."""

    full_name: str
    phone: str
    email: str


@transaction.atomic
def create_user(
    *, username: str, full_name: str, password: str | None, phone: str = "", email: str = "", by: Actor
) -> User:
    """A user who can log in; what the user may do comes with `assign`.

    Raises DomainError for a phone number that is none, ValidationError {field: errors} for a name that is taken or a
    password that is too easy.
    """
    _ = by
    number = _phone(phone)
    if password is not None:
        _check_password(password, User(username=username, full_name=full_name, email=email))
    return User.objects.create_user(username, _one_line(full_name), password, phone=number, email=email)


@transaction.atomic
def change_user(*, user: User, by: Actor, **contact: Unpack[Contact]) -> User:
    """Put name or contact right. Raises DomainError, ValidationError {field: errors}."""
    _ = by
    locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if "full_name" in contact:
        locked.full_name = _one_line(contact["full_name"])
    if "phone" in contact:
        locked.phone = _phone(contact["phone"])
    if "email" in contact:
        locked.email = contact["email"]
    locked.full_clean(exclude=["password"])
    locked.save(update_fields=list(contact))
    return locked


@transaction.atomic
def set_password(*, user: User, password: str, by: Actor) -> User:
    """Give a user another password; every session of the user ends with it.

    Raises ValidationError {password: errors} when it is too easy.
    """
    _ = by
    locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    _check_password(password, locked)
    locked.set_password(password)
    locked.save(update_fields=["password"])
    return locked


@transaction.atomic
def deactivate_user(*, user: User, by: Actor) -> User:
    """Shut a user out from the next request on; nothing is deleted, because records name who wrote them.

    Raises DomainError for one's own account and for the last active system administrator.
    """
    if by.user_id == user.pk:
        raise DomainError("Akun sendiri tidak bisa dinonaktifkan. Minta admin lain melakukannya.", field="is_active")
    _keep_an_admin(after=today(), besides_user=user)
    return _set_active(user, active=False)


@transaction.atomic
def reactivate_user(*, user: User, by: Actor) -> User:
    """Let a user in again, with the assignments that are still valid."""
    _ = by
    return _set_active(user, active=True)


def _set_active(user: User, *, active: bool) -> User:
    locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    locked.is_active = active
    locked.save(update_fields=["is_active"])
    return locked


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _phone(text: str) -> PhoneNumber | None:
    """A number however it was written (0812.., 62812.., +62 812..); None when there is none."""
    if not text:
        return None
    number = to_python(text, region="ID")
    if not number or not number.is_valid():
        raise DomainError("Nomor HP belum benar. Contoh: 0812 3456 7890. Kalau tidak ada, kosongkan.", field="phone")
    return number


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise ValidationError({"password": error.error_list}) from error


def _keep_an_admin(*, after: date, besides_user: User | None = None, besides: Assignment | None = None) -> None:
    """Raises DomainError when nobody else could manage users any more after that day.

    All assignments of administrators are locked first, so two administrators can't take each other's place away at
    the same moment; who remains is asked in a second statement, which sees what the first waited for.
    """
    admins = Assignment.objects.filter(role=Role.ADMIN)
    list(admins.order_by("pk").select_for_update(of=("self",)).values_list("pk"))
    others = admins.valid_on(after + timedelta(days=1)).filter(user__is_active=True)
    if besides_user is not None:
        if not others.filter(user=besides_user).exists():
            return
        others = others.exclude(user=besides_user)
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    if not others.exists():
        raise DomainError("Ini admin sistem aktif yang terakhir. Tunjuk admin lain dulu.")


@transaction.atomic
def assign(
    *,
    user: User,
    role: Role,
    level: Level,
    region: Region | None = None,
    institution: Institution | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    by: Actor,
) -> Assignment:
    """Give a user a role in a place.

    Raises DomainError when the role is not held at this level, lacks its institution, is the user's own gift, or is
    that of a system administrator and somebody else than an administrator gives it.
    """
    rule = rule_of(role)
    if by.user_id == user.pk:
        raise DomainError("Penugasan untuk diri sendiri harus diberikan oleh orang lain.")
    if role == Role.ADMIN and by.role != Role.ADMIN and by.db_role is not DbRole.SYSTEM:
        raise DomainError("Admin sistem baru hanya bisa ditunjuk oleh admin sistem lain.", field="role")
    if level not in rule.levels:
        raise DomainError("Peran ini tidak ada di tingkat itu.", field="level")
    if (level in CODE_LENGTHS) != (region is not None):
        raise DomainError("Tingkat desa sampai provinsi butuh wilayah; nasional tidak.", field="region")
    if region is not None and len(region.pk) != CODE_LENGTHS[level]:
        raise DomainError("Wilayah tidak sesuai dengan tingkatnya.", field="region")
    if rule.needs_institution and institution is None:
        raise DomainError("Peran ini butuh instansi.", field="institution")
    assignment = Assignment(
        user=user,
        role=role,
        level=level,
        region=region,
        institution=institution,
        starts_on=starts_on or today(),
        ends_on=ends_on,
    )
    assignment.full_clean()
    assignment.save()
    return assignment


@transaction.atomic
def end_assignment(*, assignment: Assignment, ends_on: date, by: Actor) -> Assignment:
    """End an assignment; from the day after, requests no longer get its scope.

    Raises DomainError when it would leave no active system administrator.
    """
    _ = by
    locked = Assignment.objects.select_for_update(of=("self",)).select_related("user").get(pk=assignment.pk)
    is_shorter = locked.ends_on is None or ends_on < locked.ends_on
    if locked.role == Role.ADMIN and locked.user.is_active and is_shorter:
        _keep_an_admin(after=max(ends_on, today()), besides=locked)
    locked.ends_on = ends_on
    locked.full_clean()
    locked.save(update_fields=["ends_on"])
    return locked
