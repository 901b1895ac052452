"""Forms of files."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from desmigratif.core.web.fields import ReasonField
from desmigratif.core.web.forms import DomainForm, RecordIdField
from desmigratif.documents.cleaning.refusing import MOST_BYTES, WORDS
from desmigratif.documents.services import CleanFile, Incoming, clean_file

ONE_ONLY = "Pilih satu berkas saja: yang ada di HP, atau dari kamera."
AGAIN = "Pilih berkasnya lagi: peramban tidak menyimpan pilihan berkas. Isian lain masih ada."
FILE_HELP = "Foto (JPEG, PNG) atau PDF, paling besar 10 MB dan 100 halaman."
PICTURES = "image/jpeg,image/png"
EVERYTHING = f"{PICTURES},application/pdf,.jpg,.jpeg,.png,.pdf"


class FileWidget(forms.FileInput):
    """Two inputs of one name, because an input that asks for the camera offers nothing else: what lies on the device,
    and on a phone the camera."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        control = super().render(name, value, attrs, renderer)
        context = {"control": control, "name": name, "id": (attrs or {}).get("id", name), "most": MOST_BYTES}
        return render_to_string("_components/file_input.html", context)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        found = files.getlist(name) if hasattr(files, "getlist") else list(filter(None, [files.get(name)]))
        return found[0] if len(found) == 1 else found or None


class FileField(forms.FileField):
    """A file that was made harmless; what is wrong with it stands beside the field, with the form's other errors."""

    own_messages = ("required",)
    default_error_messages = {
        **dict.fromkeys(("required", "invalid", "missing"), WORDS["missing"]),
        "empty": WORDS["empty"],
        "max_length": "Nama berkasnya terlalu panjang. Ganti namanya, lalu pilih lagi.",
    }

    def __init__(self, *, images_only: bool = False, **kwargs: Any) -> None:
        accept = PICTURES if images_only else EVERYTHING
        self.images_only = images_only
        super().__init__(max_length=255, widget=FileWidget(attrs={"accept": accept}), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> CleanFile | None:
        if isinstance(data, list):
            raise ValidationError(ONE_ONLY)
        file = super().clean(data, initial)
        if not file:
            return None
        found = Incoming(name=file.name, content=file.read(), size=file.size, declared=file.content_type or "")
        return clean_file(found, images_only=self.images_only)


def ask_again(form: forms.Form, name: str = "file") -> None:
    """Of a form that comes back because something else is wrong: say that the file has to be chosen again."""
    if form.errors and form.files.get(name) and name not in form.errors:
        form.add_error(name, AGAIN)


class AddForm(DomainForm):
    """A file to hang on a record."""

    record_id = RecordIdField()
    file = FileField(label="Berkas")
    caption = forms.CharField(
        label="Keterangan (boleh kosong)",
        max_length=200,
        required=False,
        help_text="Satu kalimat tentang isinya. Jangan menulis NIK.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": "Keterangan paling panjang 200 huruf."},
    )

    def __init__(self, *args: Any, images_only: bool, file_help: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"] = FileField(label="Foto" if images_only else "Berkas", images_only=images_only)
        self.fields["file"].help_text = file_help


class WithdrawForm(DomainForm):
    """Why a file is taken back."""

    reason = ReasonField(label="Alasan menarik")
