"""What the auditor may filter by."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone

from desmigratif.audit.services import Asked
from desmigratif.core.models import VILLAGE_CODE
from desmigratif.core.reads import How
from desmigratif.core.web.fields import OFF

EARLIEST = 2000
CLIENT = r"^[A-Za-z0-9._-]{1,100}$"
INPUT = {"class": "govuk-input"}
DAY = {"widget": forms.DateInput(attrs={"type": "date", **INPUT}), "required": False, "max_length": 10}


def _day(text: str) -> date | None:
    """The day of an input; None for an empty one."""
    if not text:
        return None
    try:
        day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007  a day has no zone
    except ValueError:
        day = None
    if day is None or not EARLIEST <= day.year < EARLIEST + 100:
        raise ValidationError("Pilih tanggal, atau tulis seperti 2026-11-25.")
    return day


class AccessFilterForm(forms.Form):
    """Who, whom, when, how, where. A filter that is not understood is said in words; it never widens the log."""

    pengguna = forms.CharField(
        label="Nama pengguna",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={**OFF, **INPUT, "autocapitalize": "none"}),
    )
    klien = forms.RegexField(
        CLIENT,
        label="Klien API",
        required=False,
        error_messages={"invalid": "Tulis nomor klien seperti di perjanjiannya."},
        widget=forms.TextInput(attrs={**OFF, **INPUT, "autocapitalize": "none"}),
    )
    catatan = forms.UUIDField(
        label="Nomor catatan",
        required=False,
        error_messages={"invalid": "Salin nomor catatan utuh, 36 huruf dan angka."},
        widget=forms.TextInput(attrs={**OFF, **INPUT}),
    )
    cara = forms.ChoiceField(
        label="Cara",
        required=False,
        choices=[("", "Semua"), *How.choices],
        error_messages={"invalid_choice": "Pilih cara dari daftar."},
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )
    desa = forms.RegexField(
        VILLAGE_CODE,
        label="Kode desa",
        required=False,
        max_length=13,
        error_messages={"invalid": "Tulis kode desa seperti 35.04.14.2011."},
        widget=forms.TextInput(attrs={**OFF, **INPUT, "placeholder": "35.04.14.2011"}),
    )
    dari = forms.CharField(label="Dari hari", **DAY)
    sampai = forms.CharField(label="Sampai hari", **DAY)
    sebelum = forms.UUIDField(required=False, error_messages={"invalid": "Halaman tidak dikenal."})

    def clean_pengguna(self) -> Any:
        """The user; None where nobody is asked for."""
        name = self.cleaned_data["pengguna"].strip()
        if not name:
            return None
        found = get_user_model().objects.filter(username=name.lower()).first()
        if found is None:
            raise ValidationError(f"Tidak ada pengguna “{name[:40]}”.")
        return found

    def clean_dari(self) -> date | None:
        """The first day."""
        return _day(self.cleaned_data["dari"].strip())

    def clean_sampai(self) -> date | None:
        """The last day, included."""
        day = _day(self.cleaned_data["sampai"].strip())
        first = self.cleaned_data.get("dari")
        if day and first and day < first:
            raise ValidationError("Hari terakhir tidak boleh sebelum hari pertama.")
        return day

    @property
    def cursor(self) -> UUID | None:
        """Where the page starts."""
        return self.cleaned_data.get("sebelum")

    @property
    def asked(self) -> Asked:
        """The part of the log, of a form that is valid."""
        data = self.cleaned_data
        return Asked(
            user_id=data["pengguna"].pk if data["pengguna"] else None,
            client=data["klien"],
            record_id=data["catatan"],
            village_code=data["desa"],
            how=data["cara"],
            first_day=data["dari"],
            last_day=data["sampai"],
        )

    @property
    def words(self) -> str:
        """The filters that are set, as the log keeps them of whoever looks at it."""
        return "; ".join(
            f"{self.fields[name].label}: {self.data[name]}"
            for name in self.fields
            if self.fields[name].label and self.data.get(name)
        )


class PackForm(AccessFilterForm):
    """For a breach: a period of at most a year and somebody or something, and when the breach became known."""

    diketahui = forms.CharField(
        label="Kebocoran diketahui (tanggal dan jam WIB)",
        required=False,
        max_length=16,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local", **INPUT}),
    )
    berkas = forms.ChoiceField(
        required=False,
        choices=[("", ""), ("xlsx", "xlsx")],
        error_messages={"invalid_choice": "Bentuk berkas hanya xlsx."},
    )
    sebelum = None

    def clean_diketahui(self) -> datetime:
        """The moment from which the 3x24 hours run; now, where none is named."""
        text = self.cleaned_data["diketahui"].strip()
        if not text:
            return timezone.now()
        try:
            moment = timezone.make_aware(datetime.strptime(text, "%Y-%m-%dT%H:%M"))  # noqa: DTZ007
        except ValueError:
            raise ValidationError("Pilih tanggal dan jam, atau tulis seperti 2026-11-25T14:30.") from None
        if not EARLIEST <= moment.year < EARLIEST + 100:
            raise ValidationError("Pilih tanggal dan jam, atau tulis seperti 2026-11-25T14:30.")
        if moment > timezone.now() + timedelta(minutes=5):
            raise ValidationError("Saat kebocoran diketahui tidak boleh di masa depan.")
        return moment

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        if not (data["dari"] and data["sampai"]):
            raise ValidationError("Isi hari pertama dan hari terakhir.")
        if data["sampai"] - data["dari"] > timedelta(days=366):
            raise ValidationError("Satu paket paling lama satu tahun.")
        if not any(data[name] for name in ("pengguna", "klien", "catatan", "desa")):
            raise ValidationError("Isi satu dari: nama pengguna, klien API, nomor catatan, atau kode desa.")
        return data
