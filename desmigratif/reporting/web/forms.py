"""Input of figures and downloads: shapes only; the services hold the rules."""

from django import forms
from django.http import QueryDict

from desmigratif.core.web.forms import CodeListField, DomainForm, RecordIdField
from desmigratif.reporting.enums import ExportFormat
from desmigratif.reporting.models.export import SHORTEST_PURPOSE
from workers.enums import RecordStatus

ALL_RECORDS = "Semua kiriman"
VERIFIED_ONLY = "Terverifikasi saja"
PICK = "Pilih salah satu dari daftar."


class FiguresFilter(DomainForm):
    """Which records the breakdowns count; a value not understood is an error."""

    data = forms.ChoiceField(
        label="Rincian menghitung",
        required=False,
        choices=[("", ALL_RECORDS), (RecordStatus.VERIF.value, VERIFIED_ONLY)],
        error_messages={"invalid_choice": PICK},
        widget=forms.Select(attrs={"class": "govuk-select"}),
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)

    def wrong(self) -> list[str]:
        """What in the address is not understood, in words."""
        found = [f"Saringan “{name[:40]}” tidak dikenal." for name in sorted(set(self.data) - {"data"})[:5]]
        if len(self.data.getlist("data")) > 1:
            found.append(f"{self.fields['data'].label}: pilih satu saja.")
        return found + [f"{self.fields['data'].label}: {error}" for error in self.errors.get("data", [])]

    @property
    def is_verified_only(self) -> bool:
        """Whether only verified records are counted."""
        return self.data.get("data") == RecordStatus.VERIF


class ExportForm(DomainForm):
    """A list of people as a file: in which form, and what for."""

    record_id = RecordIdField()
    format = CodeListField(
        ExportFormat, label="Bentuk berkas", widget=forms.RadioSelect, initial=ExportFormat.XLSX.value
    )
    purpose = forms.CharField(
        label="Keperluan",
        max_length=300,
        min_length=SHORTEST_PURPOSE,
        help_text="Tertulis di lembar depan berkas. Contoh: Undangan pelatihan olahan pangan bulan Desember.",
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        error_messages={"min_length": "Tulis keperluannya sedikit lebih jelas, sedikitnya 10 huruf."},
    )

    def clean_format(self) -> ExportFormat:
        """As the code list knows it."""
        return ExportFormat(self.cleaned_data["format"])


class RefuseForm(DomainForm):
    """Why a list may not leave the system."""

    reason = forms.CharField(
        label="Alasan menolak",
        max_length=300,
        help_text="Peminta membaca kalimat ini. Contoh: Cukup desa yang ikut pelatihan saja.",
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
    )


class ConfirmForm(DomainForm):
    """A decision that needs nothing but the button."""


class FetchForm(DomainForm):
    """The key of a finished file. It goes in the body, so it stands in no address and no log."""

    token = forms.CharField(max_length=128, widget=forms.HiddenInput)
