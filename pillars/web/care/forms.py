"""Forms of activities, services and letters: what an officer needs first, the rest folded away."""

from typing import Any

from django import forms

from desmigratif.core.clock import today
from desmigratif.core.scope import Actor
from desmigratif.core.web.fields import DayField, ReasonField, RupiahField, TextField, WholeNumberField
from desmigratif.core.web.forms import CodeListField, DomainForm, GroupedForm, RecordIdField, VersionField
from pillars.enums import (
    ACTIVITY_KINDS,
    FundSource,
    LetterRelation,
    Pillar,
    Requester,
    ServiceChannel,
    ServiceKind,
    ServiceOutcome,
    SessionAudience,
)
from pillars.models import Activity
from pillars.services.activities import cleaners_of
from workers.models import Person
from workers.web.forms.family import PersonChoice
from workers.web.forms.fields import CountryField, PersonNameField

MOST_OFFERED = 2000
SEND = "send"


class ActivityForm(GroupedForm):
    """An activity of one pillar. Two buttons: keep as a draft, or send."""

    title = TextField(label="Nama kegiatan", max_length=150, help_text="Contoh: Sosialisasi migrasi aman RW 02.")
    held_on = DayField(
        label="Tanggal pelaksanaan",
        required=False,
        in_past=False,
        help_text="Kosongkan kalau belum dilaksanakan.",
    )
    participants_female = WholeNumberField(label="Peserta perempuan", required=False)
    participants_male = WholeNumberField(label="Peserta laki-laki", required=False)
    place = TextField(label="Tempat", required=False, max_length=150)
    result = forms.CharField(
        label="Hasil",
        required=False,
        max_length=2000,
        help_text="Satu atau dua kalimat: apa yang disepakati atau dipelajari.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    planned_on = DayField(label="Rencana tanggal", required=False, in_past=False)
    responsible = TextField(label="Penanggung jawab", required=False, max_length=100)
    budget = RupiahField(label="Anggaran (Rp)", required=False)
    fund_source = CodeListField(FundSource, label="Sumber dana", empty="Belum diketahui", required=False)

    FIRST = ("kind", "title", "held_on", "place", "participants_female", "participants_male", "result")
    LATER = ("planned_on", "responsible", "budget", "fund_source")
    GROUPS = (
        ("Kegiatan", ("kind", "title", "topic", "audience", "held_on", "place")),
        ("Peserta dan hasil", ("participants_female", "participants_male", "result", "trains_carers")),
    )
    MORE = ("Isian lain: rencana, anggaran", ("facilitator", "minutes", "module", *LATER))

    def __init__(self, *args: Any, pillar: Pillar, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pillar = pillar
        label = "Jenis sesi" if pillar is Pillar.PENGASUHAN else "Jenis kegiatan"
        self.fields["kind"] = CodeListField(ACTIVITY_KINDS[pillar], label=label, empty="Pilih jenis")
        if pillar is Pillar.PENGASUHAN:
            self.fields["topic"] = TextField(label="Topik (boleh kosong)", required=False, max_length=150)
            self.fields["audience"] = CodeListField(SessionAudience, label="Untuk siapa", empty="Pilih sasaran")
            self.fields["facilitator"] = TextField(label="Fasilitator", required=False, max_length=100)
            self.fields["minutes"] = WholeNumberField(label="Lama (menit)", required=False)
            self.fields["module"] = TextField(label="Modul yang dipakai", required=False, max_length=150)
            self.fields["trains_carers"] = forms.BooleanField(
                label="Ini pelatihan pengasuh",
                required=False,
                help_text="Pengasuh yang hadir tercatat sudah dilatih setelah kegiatan ini diverifikasi.",
            )
        order = [name for _, names in self.GROUPS for name in names]
        self.order_fields([*order, *self.MORE[1]])

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in cleaners_of(self.pillar) if name in self.cleaned_data}


class ActivityAddForm(ActivityForm):
    """A new activity."""

    record_id = RecordIdField()


class ActivityEditForm(ActivityForm):
    """Change an activity."""

    version = VersionField()

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needs_reason:
            self.fields["reason"] = ReasonField()
            self.GROUPS = (*type(self).GROUPS, ("Alasan perubahan", ("reason",)))


class AttendanceForm(DomainForm):
    """Ticks on a list of people."""

    version = VersionField()
    people = forms.MultipleChoiceField(
        label="Yang hadir",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Pilih orang dari daftar. Muat ulang halaman, lalu centang lagi."},
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = choices


def people_of(by: Actor, village_code: str) -> list[tuple[str, str]]:
    """The people of a village by name, with their dusun."""
    rows = Person.objects.visible_to(by).current().filter(village_code=village_code).order_by("full_name", "seq")
    return [
        (str(one.pk), f"{one.full_name}, {one.hamlet}" if one.hamlet else one.full_name)
        for one in rows.only("full_name", "hamlet", "village_code")[:MOST_OFFERED]
    ]


class ServiceForm(DomainForm):
    """One service: six inputs, most of them answered already."""

    kind = CodeListField(ServiceKind, label="Layanan", empty="Pilih layanan")
    served_on = DayField(label="Tanggal", in_past=False)
    requester = CodeListField(
        Requester, label="Yang datang", widget=forms.RadioSelect, required=False, initial=Requester.SENDIRI
    )
    channel = CodeListField(ServiceChannel, label="Cara datang", required=False, initial=ServiceChannel.DATANG)
    outcome = CodeListField(ServiceOutcome, label="Hasil", required=False, initial=ServiceOutcome.SELESAI)
    referred_to = TextField(
        label="Dirujuk ke (kalau dirujuk)",
        required=False,
        max_length=120,
        help_text="Contoh: Disnakertrans Tulungagung.",
    )

    def values(self) -> dict[str, Any]:
        """What the service takes; what was left as it came has its usual answer."""
        data = self.cleaned_data
        return {
            "kind": data["kind"],
            "served_on": data["served_on"],
            "requester": data["requester"] or Requester.SENDIRI,
            "channel": data["channel"] or ServiceChannel.DATANG,
            "outcome": data["outcome"] or ServiceOutcome.SELESAI,
            "referred_to": data["referred_to"],
        }


class ServiceAddForm(ServiceForm):
    """For a person of the list, or for somebody who stays unnamed."""

    record_id = RecordIdField()

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("served_on", today())
        self.fields["person"] = PersonChoice(
            by=by,
            label="Untuk siapa",
            choices=[("", "Tanpa nama"), *people_of(by, by.code)],
            required=False,
            help_text="Pilih kalau orangnya sudah tercatat. “Tanpa nama” tetap dihitung.",
        )
        self.order_fields(["record_id", "person"])


class ServiceEditForm(ServiceForm):
    """Change a service."""

    version = VersionField()
    finished_on = DayField(label="Tanggal selesai (boleh kosong)", required=False, in_past=False)

    def values(self) -> dict[str, Any]:
        return {**super().values(), "finished_on": self.cleaned_data["finished_on"]}


class LetterForm(DomainForm):
    """A line of the register of permission letters."""

    letter_number = TextField(label="Nomor surat", max_length=60, help_text="Seperti tertulis di surat.")
    requested_on = DayField(label="Tanggal permohonan", in_past=False)
    issued_on = DayField(label="Tanggal surat (kosongkan kalau belum terbit)", required=False, in_past=False)
    giver_name = PersonNameField(label="Pemberi izin")
    giver_relation = CodeListField(LetterRelation, label="Pemberi izin adalah", empty="Pilih hubungan")
    attended = forms.BooleanField(
        label="Pemberi izin hadir sendiri di kantor desa",
        required=False,
        help_text="KP2MI meminta pasangan atau keluarga hadir sebelum surat diterbitkan.",
    )
    country = CountryField(label="Negara tujuan (boleh kosong)", required=False)
    p3mi = TextField(label="P3MI (boleh kosong)", required=False, max_length=120, help_text="Perusahaan penempatan.")
    signatory = PersonNameField(label="Penandatangan (boleh kosong)", required=False)
    NAMES = (
        "letter_number", "requested_on", "issued_on", "giver_name", "giver_relation", "attended", "country", "p3mi",
        "signatory",
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in self.NAMES}


class LetterAddForm(LetterForm):
    """For a person of the village."""

    record_id = RecordIdField()

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = PersonChoice(
            by=by,
            label="Calon PMI",
            choices=[("", "Pilih orang"), *people_of(by, by.code)],
            help_text="Belum ada di daftar? Catat dulu keluarganya.",
            error_messages={"required": "Pilih calon PMI-nya.", "invalid_choice": "Pilih orang dari daftar."},
        )
        self.order_fields(["record_id", "person"])


class LetterEditForm(LetterForm):
    """Change a letter."""

    version = VersionField()


def activity_values(activity: Activity) -> dict[str, Any]:
    """An activity as the inputs show it."""
    return {name: getattr(activity, name) for name in cleaners_of(activity.pillar)}
