"""Forms of imports."""

from typing import Any

from django import forms

from desmigratif.core.web.forms import DomainForm, RecordIdField
from desmigratif.imports.package import MOST_BYTES, FileError

TOO_BIG = "Berkas paling besar 5 MB. Bagi isinya menjadi beberapa berkas."


class WorkbookField(forms.FileField):
    """An Excel file; what is wrong inside it the service says."""

    own_messages = ("required",)
    default_error_messages = {
        **dict.fromkeys(("required", "invalid", "missing"), "Pilih berkas Excel-nya dulu."),
        "empty": "Berkas ini kosong. Pilih berkas yang sudah diisi.",
        "max_length": "Nama berkasnya terlalu panjang. Ganti namanya, lalu unggah lagi.",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=255, widget=forms.FileInput(attrs={"accept": ".xlsx"}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file.size > MOST_BYTES:
            raise FileError(TOO_BIG)
        return file


class UploadForm(DomainForm):
    """A file to import."""

    record_id = RecordIdField()
    file = WorkbookField(
        label="Berkas Excel (.xlsx)",
        help_text="Template yang sudah diisi, paling banyak 5.000 baris dan 5 MB.",
    )


class ApplyForm(DomainForm):
    """Whether rows about somebody who is recorded already fill what is empty there."""

    fill_empty = forms.BooleanField(
        label="Lengkapi yang kosong",
        help_text=(
            "Untuk orang yang sudah tercatat: isian yang masih kosong diisi dari berkas. Isian yang sudah ada tidak"
            " diubah."
        ),
        required=False,
    )


class UndoForm(DomainForm):
    """Why a batch is taken back."""

    reason = forms.CharField(
        label="Alasan membatalkan",
        help_text="Tertulis di riwayat setiap orang yang ditarik atau dikembalikan. Contoh: berkas tahun lalu.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )


class ConfirmForm(DomainForm):
    """A decision without anything to fill in."""
