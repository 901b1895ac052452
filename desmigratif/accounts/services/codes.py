"""One-time codes and links, from making to use."""

import logging
import secrets
from dataclasses import dataclass
from datetime import timedelta
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from desmigratif.accounts.backends import find_user
from desmigratif.accounts.enums import CodePurpose, CodeWay
from desmigratif.accounts.models import OneTimeCode, User
from desmigratif.accounts.models.codes import MOST_TRIES
from desmigratif.accounts.services.keeping import lock, lock_kept, store_password, tell
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import SYSTEM, Actor, acting_as

logger = logging.getLogger(__name__)

VALID = timedelta(hours=72)
VALID_FORGOTTEN_LINK = timedelta(hours=2)
ASK_AGAIN_AFTER = timedelta(minutes=5)  # one mail is enough, whoever asks for it how often
DIGITS = 8
SALT = "desmigratif.accounts.link"
BATCH = 50


@dataclass(frozen=True)
class Issued:
    """A code just made. `digits` are shown to its maker once; empty for a link."""

    code: OneTimeCode
    digits: str = ""

    @property
    def shown(self) -> str:
        """In two groups, to be read out: 1234 5678."""
        return f"{self.digits[:4]} {self.digits[4:]}" if self.digits else ""


@transaction.atomic
def issue_code(*, user: User, way: CodeWay, reason: str, by: Actor) -> Issued:
    """Let somebody set a password: eight digits to hand over, or a link that the worker mails. Older ones end.

    Raises DomainError for one's own account, an inactive one, and a link without an address; Http404 for an account
    that is not the actor's to keep.
    """
    if by.user_id == user.pk:
        raise DomainError("Untuk akun sendiri, ganti kata sandi di halaman Akun.")
    return _issue(lock_kept(user, by), way, reason=reason, by=by)


def _issue(user: User, way: CodeWay, *, reason: str, by: Actor) -> Issued:
    if not user.is_active:
        raise DomainError("Akun ini tidak aktif. Aktifkan dulu.")
    if way == CodeWay.SUREL and not (user.email and settings.CAN_SEND_MAIL):
        raise DomainError("Surel tidak bisa dikirim ke akun ini. Buat kode saja.", field="way")
    purpose = CodePurpose.LUPA if user.has_password else CodePurpose.UNDANGAN
    now = timezone.now()
    OneTimeCode.objects.filter(user=user, used_at=None, ended_at=None).update(ended_at=now)
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}" if way == CodeWay.KODE else ""
    is_short = way == CodeWay.SUREL and purpose == CodePurpose.LUPA
    code = OneTimeCode.objects.create(
        user=user,
        purpose=purpose,
        way=way,
        digest=make_password(digits) if digits else "",
        made_by_id=by.user_id,
        expires_at=now + (VALID_FORGOTTEN_LINK if is_short else VALID),
    )
    what = "Kode sekali pakai dibuat" if digits else "Tautan sekali pakai dikirim lewat surel"
    tell(user, f"{what} ({code.get_purpose_display().lower()}).", by=by, reason=reason)
    return Issued(code, digits)


@transaction.atomic
def request_link(*, login: str, by: Actor) -> None:
    """Mail a link to whoever forgot the password. Says nothing, whether there is such an account, with or without an
    address. A code that was handed over stays: a stranger must not end it by asking."""
    user = find_user(login) or _only_with_address(login)
    if user is None or not user.is_active or not user.email or not settings.CAN_SEND_MAIL:
        return
    locked = lock(user)
    now = timezone.now()
    waiting = OneTimeCode.objects.filter(user=locked).open(now)
    if waiting.exclude(way=CodeWay.SUREL, made_at__lt=now - ASK_AGAIN_AFTER).exists():
        return
    _issue(locked, CodeWay.SUREL, reason="diminta di halaman Lupa kata sandi", by=by)


def _only_with_address(login: str) -> User | None:
    """The active account with this address; None when there are several, because a link must lead to one."""
    if "@" not in login:
        return None
    found = list(User.objects.filter(email__iexact=login.strip(), is_active=True)[:2])
    return found[0] if len(found) == 1 else None


@transaction.atomic
def check_code(*, login: str, digits: str) -> OneTimeCode | None:
    """The code that these digits open, None for wrong and unknown alike; the fifth wrong try ends it."""
    user = find_user(login)
    code = (
        OneTimeCode.objects.open(timezone.now())
        .select_for_update(of=("self",))
        .filter(user=user, user__is_active=True, way=CodeWay.KODE)
        .first()
        if user
        else None
    )
    if code is None:
        make_password(digits)  # costs as much as a check, so the time does not tell who waits for a code
        return None
    if check_password(digits, code.digest):
        return code
    code.tries += 1
    if code.tries >= MOST_TRIES:
        code.ended_at = timezone.now()
        tell(code.user, "Kode sekali pakai berakhir: lima kali salah.", by=SYSTEM)
    code.save(update_fields=["tries", "ended_at"])
    return None


def link_token(code: OneTimeCode) -> str:
    """What stands in the link of a mail: the code's number, signed."""
    return signing.Signer(salt=SALT).sign(code.pk.hex)


def check_link(token: str) -> OneTimeCode | None:
    """The code of a link, None for a wrong, used or old one."""
    try:
        number = UUID(signing.Signer(salt=SALT).unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    code = open_code(number)
    return code if code is not None and code.way == CodeWay.SUREL else None


def open_code(code_id: UUID) -> OneTimeCode | None:
    """A code that still opens something."""
    found = OneTimeCode.objects.open(timezone.now()).filter(pk=code_id, user__is_active=True)
    return found.select_related("user").first()


@transaction.atomic
def use_code(*, code_id: UUID, password: str) -> User:
    """Set the password that a code or link gives the right to; every session of the account ends.

    Raises DomainError when it was used or ended meanwhile, ValidationError {password: errors} when it is too easy.
    """
    code = OneTimeCode.objects.open(timezone.now()).select_for_update(of=("self",)).filter(pk=code_id).first()
    user = lock(code.user) if code else None
    if code is None or user is None or not user.is_active:
        raise DomainError("Kode atau tautan ini sudah dipakai atau tidak berlaku lagi. Minta yang baru.", code="ended")
    store_password(user, password)
    code.used_at = timezone.now()
    code.save(update_fields=["used_at"])
    what = "Kata sandi dibuat dengan kode atau tautan sekali pakai. Semua sesi diakhiri."
    tell(user, what, by=Actor(user_id=user.pk, name=user.full_name))
    return user


def send_waiting_links() -> int:
    """Mail the links that wait; returns how many. A mail server that is away leaves them for the next time."""
    sent = 0
    with acting_as(SYSTEM):
        waiting = OneTimeCode.objects.open(timezone.now()).filter(way=CodeWay.SUREL, sent_at=None)
        for code in waiting.select_for_update(of=("self",), skip_locked=True).select_related("user")[:BATCH]:
            try:
                _send(code)
            except (SMTPException, OSError) as error:
                logger.warning("mail of code %s was not sent: %s", code.pk, type(error).__name__)
                break
            code.sent_at = timezone.now()
            code.save(update_fields=["sent_at"])
            sent += 1
    return sent


def _send(code: OneTimeCode) -> None:
    link = f"{settings.SITE_URL.rstrip('/')}{reverse('login-new-password')}?tautan={link_token(code)}"
    is_first = code.purpose == CodePurpose.UNDANGAN
    hours = int((code.expires_at - code.made_at).total_seconds() + 60) // 3600
    context = {"user": code.user, "link": link, "is_first": is_first, "hours": hours}
    send_mail(
        "Undangan ke Desmigratif" if is_first else "Kata sandi baru untuk Desmigratif",
        render_to_string("accounts/mail/link.txt", context),
        None,
        [code.user.email],
    )
