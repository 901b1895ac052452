"""The form "Daftarkan PMI Purna", and the search by full NIK."""

from typing import Any

from django import forms

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.nik import parse_nik
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor
from desmigratif.core.web.forms import CodeListField, DomainForm, PartialDateFormField, RecordIdField
from workers.enums import BusinessInterest, NoNikReason, ReturnReason, Sex
from workers.services.register_returnee import NOT_A_RETURN
from workers.web.forms.fields import CountryField, NikField, PersonNameField, PhoneField, hamlet_field

CHILDREN, HELP, NEITHER = "ANAK", "BANTUAN", "TIDAK"
NEEDS = [
    (CHILDREN, "Punya anak di bawah 18 tahun"),
    (HELP, "Perlu bantuan sekarang"),
    (NEITHER, "Tidak keduanya"),
]


class NeedsField(forms.MultipleChoiceField):
    """Two questions as one list of ticks, of which one must be made."""

    own_messages = ("required",)
    default_error_messages = {"required": "Centang yang benar, atau centang “Tidak keduanya”."}
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=NEEDS, **kwargs)


class RegisterForm(DomainForm):
    """Twelve inputs, the most the issue allows, those behind "Belum punya NIK" counted too.

    The two yes/no questions of the third group are therefore one list of ticks. "Tidak keduanya" has to be ticked, so
    that "no" is never confused with "not asked".
    """

    record_id = RecordIdField()
    full_name = PersonNameField()
    nik = NikField(required=False)
    no_nik_reason = CodeListField(NoNikReason, label="Alasan belum ada NIK", empty="Pilih alasan", required=False)
    sex = CodeListField(Sex, label="Jenis kelamin", empty="Sesuai NIK", required=False)
    birth_date = PartialDateFormField(
        label="Tanggal lahir",
        help_text="Contoh: 14-5-1988. Kalau tidak tahu, tahunnya saja.",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-10"}),
    )
    phone = PhoneField()
    country = CountryField(label="Negara")
    returned_on = PartialDateFormField(
        label="Tahun pulang",
        help_text="Contoh: 2025. Kalau ingat tanggalnya: 14-8-2025.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "class": "govuk-input--width-10"}
        ),
    )
    return_reason = CodeListField(ReturnReason, label="Alasan pulang", empty="Pilih alasan")
    business_interest = CodeListField(BusinessInterest, label="Minat usaha", empty="Belum ada", required=False)
    needs = NeedsField(
        label="Anak dan bantuan",
        help_text="Centang yang benar. Bantuan misalnya berobat, dokumen, atau masalah dengan majikan.",
    )

    GROUPS = (
        ("Siapa", ("full_name", "nik", "phone", "hamlet")),
        ("Migrasi terakhir", ("country", "returned_on", "return_reason")),
        ("Kebutuhan", ("business_interest", "needs")),
    )

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hamlet"] = hamlet_field(by=by, village_code=by.code)
        self.fields["hamlet"].error_messages["required"] = "Isi dulu: Dusun."
        reasons = self.fields["return_reason"]
        reasons.choices = [choice for choice in reasons.choices if choice[0] not in NOT_A_RETURN]
        names = [name for _, group in self.GROUPS for name in group]
        names[2:2] = ["no_nik_reason", "sex", "birth_date"]
        self.order_fields(["record_id", *names])

    @property
    def read_from_nik(self) -> str:
        """What the typed NIK says, in words, so that a page that comes back shows it without a script."""
        try:
            found = parse_nik(self.data.get("nik", ""), today=today())
        except DomainError:
            return ""
        return f"{Sex(found.sex).label.lower()}, lahir {PartialDate.of(found.birth).display()}"

    @property
    def shows_own_details(self) -> bool:
        """Whether the part for people without NIK is open: something in it was typed or is wrong."""
        own = ("no_nik_reason", "sex", "birth_date")
        without_nik = self.is_bound and not self.data.get("nik")
        return without_nik or any(self.data.get(name) or (self.is_bound and name in self.errors) for name in own)

    def clean_needs(self) -> list[str]:
        chosen = self.cleaned_data["needs"]
        if NEITHER in chosen and len(chosen) > 1:
            raise forms.ValidationError("Centang yang benar saja, atau “Tidak keduanya” saja.")
        return chosen

    def clean(self) -> dict[str, Any]:
        """The service takes sex and birth date from the NIK where they are left open; without a NIK they are asked."""
        data = super().clean() or {}
        if "nik" not in data:
            return data
        if data["nik"]:
            data["no_nik_reason"] = ""
            return data
        if "no_nik_reason" in data and not data["no_nik_reason"]:
            self.add_error("nik", "Isi NIK. Kalau belum punya, buka “Belum punya NIK” dan pilih alasannya.")
            return data
        if "sex" in data and not data["sex"]:
            self.add_error("sex", "Tanpa NIK, isi dulu: Jenis kelamin.")
        if "birth_date" in data and not data["birth_date"]:
            self.add_error("birth_date", "Tanpa NIK, isi dulu: Tanggal lahir. Tahunnya saja pun boleh.")
        return data


def register_arguments(data: dict[str, Any]) -> dict[str, Any]:
    """The clean data of a `RegisterForm` as the arguments of `register_returnee`."""
    arguments = dict(data)
    needs = arguments.pop("needs")
    return {**arguments, "has_minor_children": CHILDREN in needs, "needs_help": HELP in needs}


class FindNikForm(DomainForm):
    """A full NIK; it travels in the body of the request only, never in an address."""

    nik = NikField()
