"""Log-in form."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest

from desmigratif.accounts.backends import login_name
from desmigratif.accounts.models import User
from desmigratif.core.web.forms import DomainForm

WRONG = "Nama pengguna atau kata sandi tidak cocok. Periksa lagi, atau hubungi dinas kabupaten Anda."


class LoginForm(DomainForm):
    """User name or phone, and password. One message for unknown and wrong."""

    username = forms.CharField(
        label="Nama pengguna atau nomor HP",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Kata sandi",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        self.request = request
        self.user: User | None = None
        self.tried = ""  # the name whose password was checked, as failures are counted
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("username") and data.get("password"):
            self.tried = login_name(data["username"])
            self.user = authenticate(self.request, username=self.tried, password=data["password"])
            if self.user is None:
                raise forms.ValidationError(WRONG, code="wrong")
        return data

    def get_user(self) -> User | None:
        return self.user
