"""Forms of reveals, emergency views and the register of requests."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from desmigratif.core.clock import today
from desmigratif.core.web.fields import NO_NIK, DayField, ReasonField, TextField, WordsField
from desmigratif.core.web.forms import CodeListField, DomainForm, GroupedForm, RecordIdField, VersionField
from desmigratif.rights.enums import (
    AskerRelation,
    EmergencyReason,
    EmergencyVerdict,
    IdentityProof,
    RequestKind,
    RevealReason,
)
from desmigratif.rights.services import Asked
from workers.models import Person
from workers.web.forms.fields import NikField, PersonNameField

MOST_OFFERED = 1000
WHY = "Paling sedikit 20 huruf: untuk apa, dan diminta siapa. Dibaca auditor. Jangan menulis NIK."


class RevealForm(DomainForm):
    """Why a whole number is needed."""

    reason_code = CodeListField(RevealReason, label="Keperluan", empty="Pilih keperluan")
    reason = ReasonField(label="Alasan", help_text=WHY)


class EmergencyForm(DomainForm):
    """Whom to look for, and why."""

    nik = NikField(label="NIK lengkap", help_text="16 angka, dari KTP, paspor, atau keluarganya.")
    reason_code = CodeListField(EmergencyReason, label="Keadaan", empty="Pilih keadaan")
    reason = ReasonField(label="Alasan", help_text=WHY)


class ReviewForm(DomainForm):
    """What the auditor makes of an emergency view."""

    version = VersionField()
    verdict = CodeListField(EmergencyVerdict, label="Hasil tinjauan", widget=forms.RadioSelect)
    note = ReasonField(label="Catatan (boleh kosong kalau wajar)", required=False)


class RequestForm(GroupedForm):
    """A request as it is received. The village is asked only where the actor has several."""

    record_id = RecordIdField()
    village_code = forms.ChoiceField(label="Desa")
    person = forms.ChoiceField(label="Data milik siapa? (boleh kosong)", required=False)
    kind = CodeListField(RequestKind, label="Apa yang diminta?", widget=forms.RadioSelect)
    details = WordsField(
        label="Isi permintaan", max_length=500, help_text=f"Dengan kata-kata pemohon. {NO_NIK}", rows=4
    )
    asker_name = PersonNameField(label="Nama pemohon")
    asker_relation = CodeListField(AskerRelation, label="Pemohon adalah", empty="Pilih")
    identity_proof = CodeListField(
        IdentityProof,
        label="Bukti diri",
        empty="Pilih",
        help_text="Data hanya diberikan kepada orangnya atau walinya. Lihat dulu kartunya.",
    )
    asker_contact = TextField(
        label="Cara menghubungi (boleh kosong)", required=False, max_length=60, help_text="Nomor HP atau alamat."
    )
    received_on = DayField(label="Tanggal diterima", in_past=True)
    received_time = forms.TimeField(
        label="Jam diterima",
        input_formats=["%H.%M", "%H:%M"],
        help_text="Contoh: 14.30. Batas 3 x 24 jam dihitung dari sini.",
        widget=forms.TimeInput(format="%H.%M", attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        error_messages={"invalid": "Jam diterima: tulis jam dan menit, misalnya 14.30."},
    )
    GROUPS = (
        ("Permintaan", ("village_code", "person", "kind", "details")),
        ("Pemohon", ("asker_name", "asker_relation", "identity_proof", "asker_contact")),
        ("Waktu", ("received_on", "received_time")),
    )

    def __init__(
        self, *args: Any, villages: list[tuple[str, str]], people: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if len(villages) == 1:
            self.fields["village_code"].initial = villages[0][0]
            self.fields["village_code"].choices = villages
            self.fields["village_code"].widget = forms.HiddenInput()
        else:
            self.fields["village_code"].choices = [("", "Pilih desa"), *villages]
        if people:
            self.fields["person"].choices = [("", "Belum tahu, atau tidak tercatat"), *people]
        else:
            del self.fields["person"]

    def _bound(self, names: tuple[str, ...]) -> list[Any]:
        """Inputs that are asked: a village that can't be another one is not."""
        return [bound for bound in super()._bound(names) if not bound.is_hidden]

    def asked(self) -> Asked:
        """What the service takes."""
        data = self.cleaned_data
        moment = datetime.combine(data["received_on"], data["received_time"])
        names = ("kind", "asker_name", "asker_relation", "identity_proof", "details", "asker_contact")
        return Asked(
            received_at=timezone.make_aware(moment, timezone.get_current_timezone()),
            **{name: data[name] for name in names},
        )


def people_of(rows: Any) -> list[tuple[str, str]]:
    """Persons to choose from, by name."""
    found = rows.order_by("full_name", "seq").only("full_name", "hamlet", "birth_date", "village_code")[:MOST_OFFERED]
    return [(str(row.pk), ", ".join(filter(None, [row.full_name, row.hamlet, _born(row)]))) for row in found]


def _born(person: Person) -> str:
    return f"lahir {person.birth_date.year}" if person.birth_date else ""


def received_now() -> dict[str, Any]:
    """The clock as it stands, for a new form."""
    return {"received_on": today(), "received_time": timezone.localtime().time()}


class LinkForm(DomainForm):
    """Whose data it is."""

    version = VersionField()
    person = forms.ChoiceField(label="Data milik siapa?")

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.fields["person"].choices = [("", "Pilih orang"), *people_of(rows)]

    def chosen(self) -> Person:
        """The row."""
        return self.rows.get(pk=self.cleaned_data["person"])


class DecideForm(DomainForm):
    """Fulfil or refuse."""

    version = VersionField()
    granted = forms.ChoiceField(
        label="Putusan",
        choices=[("YA", "Dipenuhi"), ("TIDAK", "Ditolak")],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Pilih salah satu dari daftar."},
    )
    decision = WordsField(
        label="Apa yang dilakukan, dan alasannya",
        max_length=500,
        help_text="Pemohon berhak mengetahuinya. Kalau ditolak, sebut dasarnya. Jangan menulis NIK.",
    )
