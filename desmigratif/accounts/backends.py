"""Log-in by user name or phone number."""

from typing import Any

import phonenumbers
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from desmigratif.accounts.models import User


def find_user(login: str) -> User | None:
    """The user with this user name, or with this phone number however it was written (0812.., 62812.., +62 812..)."""
    login = login.strip().lower()
    user = User.objects.filter(username=login).first()
    if user is not None or not any(char.isdigit() for char in login):
        return user
    try:
        number = phonenumbers.parse(f"+{login}" if login.startswith("62") else login, "ID")
    except phonenumbers.NumberParseException:
        return None
    return User.objects.filter(phone=phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)).first()


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
