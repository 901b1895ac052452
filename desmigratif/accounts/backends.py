"""Log-in by user name or phone number."""

from typing import Any

import phonenumbers
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from desmigratif.accounts.models import User

LETTERS = str.maketrans("0123456789", "ghijklmnop")


def _as_phone(login: str) -> str:
    """The number in the form it is stored in, however it was written (0812.., 62812.., +62 812..); "" for none."""
    if not any(char.isdigit() for char in login):
        return ""
    try:
        number = phonenumbers.parse(f"+{login}" if login.startswith("62") else login, "ID")
    except phonenumbers.NumberParseException:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def find_user(login: str) -> User | None:
    """The user with this user name, or with this phone number."""
    login = login.strip().lower()
    user = User.objects.filter(username=login).first()
    phone = "" if user is not None else _as_phone(login)
    return User.objects.filter(phone=phone).first() if phone else user


def login_name(login: str) -> str:
    """One name for all spellings of a log-in, under which failures are counted; otherwise every way of writing a
    number would be a new chance to guess.

    The account's user name. What belongs to nobody is counted under a keyed hash: people type a NIK or their password
    into this field, and the count is stored. The hash has no digit, so it can't be read as a number.
    """
    user = find_user(login)
    if user is not None:
        return user.username
    login = login.strip().lower()
    digest = salted_hmac("desmigratif.accounts.login", _as_phone(login) or login, algorithm="sha256").hexdigest()
    return f"nobody-{digest.translate(LETTERS)}"


class UsernameOrPhoneBackend(BaseBackend):
    """Checks a password. Unknown users cost one hash too, so the time does not tell who exists."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        if not username or password is None:
            return None
        user = find_user(username)
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: Any) -> User | None:
        return User.objects.filter(pk=user_id, is_active=True).first()
