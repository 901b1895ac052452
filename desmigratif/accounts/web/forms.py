"""Forms of logging in, and of passwords."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from desmigratif.accounts.backends import login_name
from desmigratif.accounts.models import User
from desmigratif.core.web.forms import DomainForm

WRONG = "Nama pengguna atau kata sandi tidak cocok. Periksa lagi, atau hubungi dinas kabupaten Anda."
WRONG_CODE = "Nama atau kode tidak cocok, atau kodenya sudah tidak berlaku. Periksa lagi, atau minta kode baru."
PASSWORD_HINT = "Sedikitnya 12 huruf. Tiga atau empat kata yang tidak berhubungan sudah baik."  # noqa: S105


class LoginField(forms.CharField):
    """A user name or a telephone number."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        kwargs = {"label": "Nama pengguna atau nomor HP", "max_length": 60, **kwargs}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)


class PasswordField(forms.CharField):
    """A password; it is never sent back."""

    def __init__(self, *, autocomplete: str = "new-password", **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(max_length=200, strip=False, widget=widget, **kwargs)


class CodeField(forms.CharField):
    """Digits or letters read out or copied; blanks and hyphens do not count."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {
            "autocomplete": "one-time-code",
            "autocapitalize": "none",
            "spellcheck": "false",
            "class": "govuk-input--width-10",
            **kwargs.pop("attrs", {}),
        }
        kwargs = {"max_length": 40, **kwargs}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        return "".join(sign for sign in super().to_python(value) if sign not in " -\u2013\u00a0")


class LoginForm(DomainForm):
    """User name or phone, and password. One message for unknown and wrong."""

    username = LoginField()
    password = PasswordField(label="Kata sandi", autocomplete="current-password")

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


class CodeForm(DomainForm):
    """Who one is, and the eight digits that were handed over."""

    username = LoginField()
    code = CodeField(
        label="Kode sekali pakai",
        help_text="Delapan angka dari dinas kabupaten atau admin. Spasi boleh ditulis, boleh tidak.",
        attrs={"inputmode": "numeric"},
    )


class NewPasswordForm(DomainForm):
    """A password of one's own, typed twice."""

    password = PasswordField(label="Kata sandi baru", help_text=PASSWORD_HINT)
    password_again = PasswordField(label="Kata sandi baru sekali lagi")

    def clean_password_again(self) -> str:
        again = self.cleaned_data["password_again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError("Kedua kata sandi berbeda. Ketik lagi keduanya.")
        return again


class ChangePasswordForm(NewPasswordForm):
    """The old one first."""

    current = PasswordField(label="Kata sandi sekarang", autocomplete="current-password")
    field_order = ("current", "password", "password_again")


class ForgottenForm(DomainForm):
    """Who forgot it."""

    username = LoginField(label="Nama pengguna, nomor HP, atau surel", max_length=254)


class SecondStepForm(DomainForm):
    """The code after the password."""

    code = CodeField(
        label="Kode dari aplikasi",
        help_text="Enam angka di aplikasi autentikator. HP hilang? Ketik satu kode pemulihan.",
    )


class ConfirmForm(DomainForm):
    """The first code of the application."""

    code = CodeField(label="Enam angka dari aplikasi", attrs={"inputmode": "numeric"})
