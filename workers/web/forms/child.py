"""Forms about children left behind. Every field asks only what somebody will act on."""

from typing import Any

from django import forms

from desmigratif.core.clock import today
from desmigratif.core.scope import Actor
from desmigratif.core.web.fields import DayField, ReasonField, TextField
from desmigratif.core.web.forms import CodeListField, GroupedForm, RecordIdField, VersionField
from workers.enums import (
    CarerRelation,
    ChildRisk,
    ConsentMethod,
    ContactFrequency,
    GuardianRelation,
    ParentAbroad,
    SchoolStatus,
)
from workers.models import OF_AGE, Child, ConsentText, Person, age_on
from workers.services import GivenConsent
from workers.web.forms.family import PersonChoice
from workers.web.forms.fields import PersonNameField, YesNoField

MOST_OFFERED = 1000
CONSENT_FIELDS = ("guardian_name", "guardian_relation", "method", "given_on")
VALUES = (
    "migrant", "parent_abroad", "carer", "carer_name", "carer_relation", "carer_trained", "school_status", "school",
    "grade", "contact_frequency", "has_jkn", "has_birth_certificate", "risks",
)  # fmt: skip


def adults_of(by: Actor, village_code: str, child: Person, *, migrants: bool = False) -> list[tuple[str, str]]:
    """Grown people of the village who may be parent or carer: those of the child's own family first."""
    rows = Person.objects.visible_to(by).current().filter(village_code=village_code).exclude(pk=child.pk)
    if migrants:
        rows = rows.migrants()
    own = set(
        rows.filter(memberships__family__memberships__person=child, memberships__ended=False).values_list(
            "pk", flat=True
        )
    )
    day = today()
    found = [
        one
        for one in rows.order_by("full_name", "seq").only("full_name", "hamlet", "birth_date", "village_code")
        if one.birth_date is None or (age_on(one.birth_date, day) or 0) >= OF_AGE
    ]
    return [
        (str(one.pk), f"{one.full_name}, {one.hamlet}" if one.hamlet else one.full_name)
        for one in sorted(found, key=lambda one: one.pk not in own)[:MOST_OFFERED]
    ]


class ChildForm(GroupedForm):
    """What is known of a child."""

    migrant = forms.Field()
    parent_abroad = CodeListField(ParentAbroad, label="Siapa yang bekerja di luar negeri?")
    carer = forms.Field()
    carer_name = PersonNameField(label="Nama pengasuh, kalau tidak ada di daftar", required=False)
    carer_relation = CodeListField(CarerRelation, label="Hubungan pengasuh dengan anak", empty="Pilih hubungan")
    carer_trained = forms.BooleanField(label="Pengasuh sudah pernah dilatih", required=False)
    school_status = CodeListField(SchoolStatus, label="Sekolah", empty="Pilih jenjang")
    school = TextField(label="Nama sekolah (boleh kosong)", required=False, max_length=100)
    grade = TextField(label="Kelas (boleh kosong)", required=False, max_length=20, width=10)
    contact_frequency = CodeListField(
        ContactFrequency, label="Seberapa sering bicara dengan orang tuanya?", empty="Belum ditanya", required=False
    )
    has_jkn = YesNoField(label="Punya JKN/BPJS Kesehatan?", required=False)
    has_birth_certificate = YesNoField(label="Punya akta lahir?", required=False)
    risks = forms.MultipleChoiceField(
        label="Tanda risiko",
        help_text="Centang bila ada. Hanya terlihat oleh petugas desa dan kabupaten, tidak ikut unduhan.",
        choices=ChildRisk.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    GROUPS = (
        (
            "Orang tua dan pengasuh",
            ("migrant", "parent_abroad", "carer", "carer_name", "carer_relation", "carer_trained"),
        ),
        ("Sekolah", ("school_status", "school", "grade")),
    )
    MORE = ("Isian lain", ("contact_frequency", "has_jkn", "has_birth_certificate", "risks"))

    def __init__(self, *args: Any, by: Actor, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        code = person.village_code
        self.fields["migrant"] = PersonChoice(
            by=by,
            label="Orang tua yang PMI (boleh kosong)",
            choices=[("", "Belum tercatat"), *adults_of(by, code, person, migrants=True)],
            required=False,
        )
        self.fields["carer"] = PersonChoice(
            by=by,
            label="Pengasuh",
            choices=[("", "Tidak ada di daftar"), *adults_of(by, code, person)],
            required=False,
            help_text="Yang sehari-hari mengasuh. Anggota keluarganya tampil paling atas.",
        )

    def values(self) -> dict[str, Any]:
        """What the service takes of the child."""
        return {name: self.cleaned_data[name] for name in VALUES if name in self.cleaned_data}


class ChildAddForm(ChildForm):
    """A child and the consent of its guardian, or the named exception."""

    record_id = RecordIdField()
    text_version = forms.CharField(
        label="Teks yang dibacakan", max_length=10, required=False, widget=forms.HiddenInput
    )
    guardian_name = PersonNameField(label="Nama wali yang menyetujui", required=False)
    guardian_relation = CodeListField(GuardianRelation, label="Hubungan wali", empty="Pilih hubungan", required=False)
    method = CodeListField(ConsentMethod, label="Cara menyetujui", empty="Pilih cara", required=False)
    given_on = DayField(label="Tanggal persetujuan", required=False, in_past=False, help_text="Contoh: 24-11-2026.")
    exception_reason = forms.CharField(
        label="Dicatat tanpa persetujuan wali, karena",
        required=False,
        max_length=500,
        help_text="Hanya kalau wali tidak bisa atau tidak layak dimintai persetujuan, misalnya diduga melakukan"
        " kekerasan. Nama Anda tercatat sebagai penanggung jawab.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    GROUPS = (*ChildForm.GROUPS, ("Persetujuan wali", ("text_version", *CONSENT_FIELDS, "exception_reason")))

    def __init__(self, *args: Any, may_except: bool, texts: list[ConsentText], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(texts) > 1:
            choices = [(text.pk, f"{text}, {text.get_language_display().lower()}") for text in texts]
            self.fields["text_version"].widget = forms.Select(choices=choices)
        if not may_except:
            del self.fields["exception_reason"]

    def _bound(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        """A text of which there is one only is not asked for."""
        return [bound for bound in super()._bound(names) if not bound.is_hidden]

    def clean(self) -> dict[str, Any]:
        """A reason for going without consent and a consent exclude each other: neither is dropped silently."""
        data = super().clean() or self.cleaned_data
        if data.get("exception_reason") and any(data.get(name) for name in CONSENT_FIELDS):
            self.add_error("exception_reason", "Isi persetujuan wali atau alasan ini, jangan keduanya.")
        return data

    def consent(self) -> GivenConsent | None:
        """What the guardian said; None when only an exception is written."""
        data = self.cleaned_data
        if data.get("exception_reason") and not any(data.get(name) for name in CONSENT_FIELDS):
            return None
        return GivenConsent(
            data["guardian_name"],
            data["guardian_relation"],
            data["method"],
            data["given_on"],
            data.get("text_version", ""),
        )


class ChildEditForm(ChildForm):
    """Change what is known of a child."""

    version = VersionField()
    reason = ReasonField(label="Catatan (boleh kosong)", required=False)
    MORE = ("Isian lain", (*ChildForm.MORE[1], "reason"))


def child_values(child: Child) -> dict[str, Any]:
    """A child as the inputs show it."""
    answers = {None: "", True: "YA", False: "TIDAK"}
    values = {name: getattr(child, name) for name in VALUES if name not in {"migrant", "carer"}}
    values |= {name: answers[values[name]] for name in ("has_jkn", "has_birth_certificate")}
    return {**values, "migrant": str(child.migrant_id or ""), "carer": str(child.carer_id or "")}
