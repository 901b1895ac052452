"""Changes to users and assignments, and the actor of a job."""

from datetime import date, timedelta
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from phonenumber_field.phonenumber import PhoneNumber, to_python

from desmigratif.accounts.models import Assignment, OneTimeCode, Session, User
from desmigratif.accounts.roles import VILLAGE_ROLES, Perm, Role, rule_of
from desmigratif.accounts.services.keeping import check_password, lock_kept, tell
from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.ids import uuid7
from desmigratif.core.journal import JournalKind, changes_since, in_words
from desmigratif.core.partial_date import PartialDate
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
        .select_related("user", "region", "institution", "stands_in_for__user")
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
    *,
    username: str = "",
    full_name: str,
    password: str | None = None,
    phone: str = "",
    email: str = "",
    user_id: UUID | None = None,
    reason: str = "",
    by: Actor,
) -> User:
    """A user; what the user may do comes with `assign`, the password with a one-time code or link (`issue_code`).

    Without a user name one is made from the name. A second call with the same `user_id` returns the user already made.
    A password is given only where nobody else could know it: by the first administrator's own hand, and to demo
    accounts. Raises DomainError for a phone number that is none, ValidationError {field: errors} for a name that is
    taken or a password that is too easy.
    """
    found = User.objects.filter(pk=user_id).first() if user_id else None
    if found is not None:
        return lock_kept(found, by)
    full_name, number = _one_line(full_name), _phone(phone)
    username = username.strip().lower() or _free_username(full_name)
    if password is not None:
        check_password(password, User(username=username, full_name=full_name, email=email))
    made = User.objects.create_user(
        username, full_name, password, id=user_id or uuid7(), phone=number, email=email.strip()
    )
    tell(made, f"Akun {made.username} dibuat.", kind=JournalKind.BUAT, by=by, reason=reason)
    return made


def _free_username(full_name: str) -> str:
    """ratna.wulandari, or ratna.wulandari2 when that is taken."""
    base = ".".join(slugify(full_name).split("-"))[:50].strip(".") or "petugas"
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    return next(
        name for number in range(1, len(taken) + 2) if (name := f"{base}{number if number > 1 else ''}") not in taken
    )


@transaction.atomic
def change_user(*, user: User, reason: str = "", by: Actor, **contact: Unpack[Contact]) -> User:
    """Put name or contact right. Raises DomainError, ValidationError {field: errors}, Http404."""
    locked = lock_kept(user, by)
    before = in_words(locked, contact)
    if "full_name" in contact:
        locked.full_name = _one_line(contact["full_name"])
    if "phone" in contact:
        locked.phone = _phone(contact["phone"])
    if "email" in contact:
        locked.email = contact["email"].strip()
    locked.full_clean(exclude=["password"])
    locked.save(update_fields=list(contact))
    changes = changes_since(before, locked)
    if changes:
        _end_codes(locked)  # a link may be on its way to the old address
        tell(locked, "Nama atau kontak dibetulkan.", by=by, reason=reason, changes=changes)
    return locked


@transaction.atomic
def deactivate_user(*, user: User, reason: str = "", by: Actor) -> User:
    """Shut a user out from the next request on; nothing is deleted, because records name who wrote them.

    Raises DomainError for one's own account and for the last active system administrator.
    """
    if by.user_id == user.pk:
        raise DomainError("Akun sendiri tidak bisa dinonaktifkan. Minta admin lain melakukannya.", field="is_active")
    _keep_an_admin(after=today(), besides_user=user)
    saved = _set_active(user, active=False, by=by)
    _end_codes(saved)
    Session.objects.filter(user=saved).delete()
    tell(saved, "Akun dinonaktifkan.", by=by, reason=reason)
    return saved


@transaction.atomic
def reactivate_user(*, user: User, reason: str = "", by: Actor) -> User:
    """Let a user in again, with the assignments that are still valid."""
    saved = _set_active(user, active=True, by=by)
    tell(saved, "Akun diaktifkan lagi.", by=by, reason=reason)
    return saved


def _set_active(user: User, *, active: bool, by: Actor) -> User:
    locked = lock_kept(user, by)
    locked.is_active = active
    locked.save(update_fields=["is_active"])
    return locked


def _end_codes(user: User) -> None:
    OneTimeCode.objects.filter(user=user, used_at=None, ended_at=None).update(ended_at=timezone.now())


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
    stands_in_for: Assignment | None = None,
    reason: str = "",
    by: Actor,
) -> Assignment:
    """Give a user a role in a place.

    Raises DomainError when the role is not held at this level, lacks its institution, is the user's own gift, is that
    of a system administrator and somebody else than an administrator gives it, or is not the coordinator's to give.
    """
    rule = rule_of(role)
    _may_give(user, role, region, by)
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
        stands_in_for=stands_in_for,
    )
    assignment.full_clean()
    assignment.save()
    tell(user, f"Penugasan diberikan: {assignment}, {_span(assignment)}.", by=by, reason=reason)
    return assignment


def _may_give(user: User, role: Role, region: Region | None, by: Actor) -> None:
    if by.user_id == user.pk:
        raise DomainError("Penugasan untuk diri sendiri harus diberikan oleh orang lain.")
    if by.db_role is DbRole.SYSTEM or by.may(Perm.USER_MANAGE):
        return
    if role == Role.ADMIN:
        raise DomainError("Admin sistem baru hanya bisa ditunjuk oleh admin sistem lain.", field="role")
    if not by.may(Perm.ACCOUNT_MANAGE) or role not in VILLAGE_ROLES:
        raise DomainError("Peran ini diberikan oleh admin sistem.", field="role")
    if region is None or not region.pk.startswith(f"{by.code}."):
        raise DomainError("Pilih desa di kabupaten Anda.", field="region")


def _span(assignment: Assignment) -> str:
    start = f"mulai {PartialDate.of(assignment.starts_on).display()}"
    return f"{start} sampai {PartialDate.of(assignment.ends_on).display()}" if assignment.ends_on else start


@transaction.atomic
def stand_in(
    *, assignment: Assignment, colleague: User, starts_on: date, ends_on: date, reason: str = "", by: Actor
) -> Assignment:
    """Give a colleague the work of an assignment for the days that its holder is away.

    Raises DomainError for the holder, for somebody inactive, for days that the assignment itself does not cover, and
    as `assign` does.
    """
    holder = lock_kept(assignment.user, by)
    if colleague.pk == holder.pk:
        raise DomainError("Pengganti harus orang lain.", field="colleague")
    if not colleague.is_active:
        raise DomainError("Akun ini tidak aktif. Aktifkan dulu, atau pilih orang lain.", field="colleague")
    if starts_on < assignment.starts_on or (assignment.ends_on and ends_on > assignment.ends_on):
        raise DomainError("Hari pengganti harus di dalam masa penugasan yang digantikan.", field="ends_on")
    if ends_on < max(starts_on, today()):
        raise DomainError("Hari terakhir harus sama dengan atau sesudah hari pertama dan hari ini.", field="ends_on")
    made = assign(
        user=colleague,
        role=Role(assignment.role),
        level=Level(assignment.level),
        region=assignment.region,
        institution=assignment.institution,
        starts_on=starts_on,
        ends_on=ends_on,
        stands_in_for=assignment,
        reason=reason,
        by=by,
    )
    tell(holder, f"Digantikan {colleague.full_name}, {_span(made)}.", by=by, reason=reason)
    return made


@transaction.atomic
def end_assignment(
    *, assignment: Assignment, ends_on: date, at_once: bool = False, reason: str = "", by: Actor
) -> Assignment:
    """End an assignment with a day, or `at_once`: then the next request already has no scope of it.

    Deputies end with it. Raises DomainError when it would leave no active system administrator, or is over already.
    """
    locked = Assignment.objects.select_for_update(of=("self",)).select_related("user").get(pk=assignment.pk)
    user = lock_kept(locked.user, by)
    if locked.ended_at:
        raise DomainError("Penugasan ini sudah dihentikan.")
    is_shorter = locked.ends_on is None or ends_on < locked.ends_on
    if locked.role == Role.ADMIN and user.is_active and (is_shorter or at_once):
        _keep_an_admin(after=today() if at_once else max(ends_on, today()), besides=locked)
    _end(locked, ends_on, at_once=at_once)
    when = "dihentikan seketika" if at_once else f"berakhir {PartialDate.of(ends_on).display()}"
    tell(user, f"Penugasan {locked} {when}.", by=by, reason=reason)
    for deputy in locked.stand_ins.select_for_update(of=("self",)).select_related("user").filter(ended_at=None):
        if at_once or (deputy.ends_on and deputy.ends_on > ends_on):
            _end(deputy, ends_on, at_once=at_once or deputy.starts_on > ends_on)
            tell(deputy.user, f"Penugasan {deputy} {when}, bersama yang digantikan.", by=by, reason=reason)
    return locked


def _end(assignment: Assignment, ends_on: date, *, at_once: bool) -> None:
    if at_once:
        assignment.ended_at = timezone.now()
        assignment.ends_on = max(today(), assignment.starts_on)
    else:
        assignment.ends_on = ends_on
    assignment.full_clean()
    assignment.save(update_fields=["ends_on", "ended_at"])
