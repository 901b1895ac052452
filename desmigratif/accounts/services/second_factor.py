"""The second factor: setting it up, asking for it, losing it."""

import base64
import secrets

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_otp.oath import TOTP

from desmigratif.accounts.models import RecoveryCode, SecondFactor, Session, User
from desmigratif.accounts.roles import SECOND_FACTOR_ROLES
from desmigratif.accounts.services.keeping import lock, lock_kept, own_account, tell
from desmigratif.core.crypto import decrypt, encrypt
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import Actor

KEY_BYTES = 20  # RFC 4226
TOLERANCE = 1  # steps of 30 seconds before and after: telephones' clocks
RECOVERY_CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
TABLE = "accounts_secondfactor"
WRONG = "Kode tidak cocok. Tunggu kode berikutnya di aplikasi, lalu ketik lagi."


def ask_of(role: str) -> bool:
    """Whether a role needs a second factor here."""
    return role in SECOND_FACTOR_ROLES and not settings.DEMO_WITHOUT_SECOND_FACTOR


def key_of(factor: SecondFactor) -> bytes:
    """The key itself. Shown to its owner while it is set up, never afterwards."""
    return base64.b32decode(decrypt(bytes(factor.key_sealed), table=TABLE, row_id=factor.pk))


@transaction.atomic
def start_second_factor(*, user: User, by: Actor) -> SecondFactor:
    """A new key to set up. One that was begun and not finished is replaced; a finished one stays.

    Raises DomainError when the account has one.
    """
    with own_account(by):
        locked = lock(user)
        found = SecondFactor.objects.filter(user=locked).first()
        if found is not None and found.confirmed_at:
            raise DomainError("Kode kedua sudah terpasang di akun ini.")
        factor = found or SecondFactor(user=locked)
        key = base64.b32encode(secrets.token_bytes(KEY_BYTES)).decode()
        factor.key_sealed = encrypt(key, table=TABLE, row_id=factor.pk)
        factor.save()
    return factor


@transaction.atomic
def confirm_second_factor(*, user: User, typed: str, by: Actor) -> list[str]:
    """Finish setting up with the first code of the application; returns the recovery codes, to be shown once.

    Raises DomainError (`code`) when the code does not fit.
    """
    with own_account(by):
        factor = SecondFactor.objects.select_for_update(of=("self",)).filter(user=user).first()
        if factor is None or not _fits(factor, typed):
            raise DomainError(WRONG, field="code", code="wrong")
        factor.confirmed_at = timezone.now()
        factor.save(update_fields=["confirmed_at", "last_step"])
        codes = _write_codes(user)
        tell(user, "Kode kedua dipasang, kode pemulihan dibuat.", by=by)
    return codes


@transaction.atomic
def check_second_factor(*, user: User, typed: str) -> bool:
    """Whether a code of the application, or one on paper, opens the account; each does so once."""
    factor = SecondFactor.objects.select_for_update(of=("self",)).filter(user=user).first()
    if factor is None or not factor.confirmed_at:
        return False
    if _fits(factor, typed):
        factor.save(update_fields=["last_step"])
        return True
    by = Actor(user_id=user.pk, name=user.full_name)
    used = RecoveryCode.objects.filter(user=user, digest=_digest(user, typed), used_at=None)
    if not used.update(used_at=timezone.now()):
        return False
    left = RecoveryCode.objects.filter(user=user, used_at=None).count()
    tell(user, f"Masuk dengan kode pemulihan. Tersisa {left}.", by=by)
    return True


@transaction.atomic
def new_recovery_codes(*, user: User, typed: str, by: Actor) -> list[str]:
    """Other recovery codes in the place of the old ones. Raises DomainError (`code`) when the code does not fit."""
    with own_account(by):
        factor = SecondFactor.objects.select_for_update(of=("self",)).filter(user=user).first()
        if factor is None or not factor.confirmed_at or not _fits(factor, typed):
            raise DomainError(WRONG, field="code", code="wrong")
        factor.save(update_fields=["last_step"])
        codes = _write_codes(user)
        tell(user, "Kode pemulihan dibuat baru.", by=by)
    return codes


@transaction.atomic
def remove_second_factor(*, user: User, reason: str, by: Actor) -> None:
    """Take the second factor from an account whose owner lost telephone and paper; where the role asks for one, it is
    set up anew at the next log-in. Sessions end.

    Raises DomainError for one's own account and where there is none, Http404 for an account of others.
    """
    if by.user_id == user.pk:
        raise DomainError("Kode kedua akun sendiri dilepas oleh orang lain.")
    locked = lock_kept(user, by)
    if not SecondFactor.objects.filter(user=locked).delete()[0]:
        raise DomainError("Akun ini tidak memakai kode kedua.")
    RecoveryCode.objects.filter(user=locked).delete()
    Session.objects.filter(user=locked).delete()
    tell(locked, "Kode kedua dilepas. Semua sesi diakhiri.", by=by, reason=reason)


def _fits(factor: SecondFactor, typed: str) -> bool:
    """Whether this is the code of now, and of no step that was used before; the step is noted on the row."""
    digits = "".join(typed.split())
    if len(digits) != 6 or not (digits.isascii() and digits.isdigit()):
        return False
    totp = TOTP(key_of(factor))
    if not totp.verify(int(digits), tolerance=TOLERANCE, min_t=factor.last_step + 1):
        return False
    factor.last_step = totp.t()
    return True


def _write_codes(user: User) -> list[str]:
    RecoveryCode.objects.filter(user=user).delete()
    plain = ["".join(secrets.choice(LETTERS) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(RecoveryCode(user=user, digest=_digest(user, code)) for code in plain)
    return [f"{code[:5]}-{code[5:]}" for code in plain]


def _digest(user: User, typed: str) -> str:
    """Keyed: without the server's key nothing can be tried against the table. 49 bits each, so no slow hash."""
    letters = "".join(sign for sign in typed.lower() if sign.isalnum())
    return salted_hmac("desmigratif.accounts.recovery", f"{user.pk}:{letters}", algorithm="sha256").hexdigest()
