"""Input of visits and findings: shapes only; the services hold the rules."""

from typing import Any

from django import forms

from coordination.enums import FINDING_MOVES, FindingCategory, FindingKind, FindingStatus, Severity
from coordination.models import FieldVisit, Finding, Meeting
from coordination.web.action.fields import InstitutionField, InstitutionsField, VillagesField, institution_choices
from coordination.web.chain.fields import RowField
from coordination.web.chain.meeting_forms import MOST_OFFERED, DatesMixin, flat, offer_villages
from desmigratif.core.scope import Actor
from desmigratif.core.web.fields import DayField, TextField, WordsField
from desmigratif.core.web.forms import CodeListField, DomainForm, GroupedForm, RecordIdField, VersionField
from desmigratif.reference.models import Region
from pillars.enums import Pillar

ALL_VILLAGES = "Semua desa yang dikunjungi"


class VisitBase(DatesMixin, GroupedForm):
    """What a visit is."""

    GROUPS = (
        ("Tinjauan", ("title", "meeting", "starts_on", "ends_on")),
        ("Desa yang dikunjungi", ("village_codes",)),
        ("Siapa yang pergi", ("lead", "participants", "team")),
        ("Ringkasan", ("summary",)),
    )
    title = TextField(label="Judul", max_length=200, help_text="Contoh: Tinjauan lapangan Kecamatan Kalidawir.")
    meeting = RowField(
        label="Tindak lanjut rapat (boleh kosong)", required=False, choices=[], empty="Bukan tindak lanjut rapat"
    )
    starts_on = DayField(label="Tanggal mulai", in_past=False, help_text="Contoh: 1-3-2026")
    ends_on = DayField(label="Tanggal selesai", in_past=False, help_text="Sama dengan tanggal mulai kalau satu hari.")
    village_codes = VillagesField(
        label="Desa", choices=[], help_text="Nama desa diikuti kecamatan dan kabupatennya. Desa ini ikut melihat."
    )
    lead = InstitutionField(label="Instansi pemimpin", choices=[])
    participants = InstitutionsField(
        label="Instansi lain yang ikut (boleh kosong)", required=False, choices=[],
        help_text="Mereka ikut melihat tinjauan dan temuannya.",
    )  # fmt: skip
    team = WordsField(
        label="Nama tim (boleh kosong)", required=False, max_length=1000, rows=3,
        help_text="Satu nama satu baris, dengan jabatannya. Jangan menulis NIK.",
    )  # fmt: skip
    summary = WordsField(
        label="Ringkasan (boleh kosong)", required=False, max_length=4000, rows=6,
        help_text="Apa yang dilihat, siapa yang ditemui. Temuan dicatat satu per satu.",
    )  # fmt: skip

    def __init__(self, *args: Any, by: Actor, record: FieldVisit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = [record.lead_id, *record.participant_ids] if record else []
        institutions = institution_choices(besides=kept)
        self.fields["lead"].choices = [("", "Pilih instansi"), *institutions]
        self.fields["participants"].choices = flat(institutions)
        meetings = Meeting.objects.all().visible_to(by).current().order_by("-starts_on", "-seq")[:MOST_OFFERED]
        self.fields["meeting"].offer({"": meetings})
        offer_villages(self.fields["village_codes"], by, [*self.initial.get("village_codes", [])])


class VisitAddForm(VisitBase):
    """A new visit."""

    record_id = RecordIdField()


class VisitForm(VisitBase):
    """A change of a visit."""

    version = VersionField()


class FindingBase(GroupedForm):
    """What was found."""

    GROUPS = (
        ("Temuan", ("kind", "category", "pillar", "village_code", "description")),
        ("Seberapa penting", ("severity", "evidence")),
    )
    kind = CodeListField(FindingKind, label="Jenis temuan", widget=forms.RadioSelect)
    category = CodeListField(FindingCategory, label="Pokok", empty="Pilih pokok")
    pillar = CodeListField(Pillar, label="Pilar", empty="Pilih pilar")
    village_code = forms.ChoiceField(
        label="Desa", required=False, error_messages={"invalid_choice": "Pilih desa dari daftar."},
        help_text="Kalau berlaku untuk semua desa yang dikunjungi, biarkan pilihan pertama.",
    )  # fmt: skip
    description = WordsField(
        label="Uraian", max_length=2000, rows=5,
        help_text="Apa yang ditemukan, dan berapa yang terkena. Jangan menulis nama atau NIK warga.",
    )  # fmt: skip
    severity = CodeListField(Severity, label="Tingkat", widget=forms.RadioSelect)
    evidence = TextField(
        label="Bukti (boleh kosong)",
        required=False,
        max_length=300,
        help_text="Foto, dokumen, atau siapa yang bercerita.",
    )

    def __init__(self, *args: Any, visit: FieldVisit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions = Region.objects.filter(pk__in=visit.village_codes).order_by("name", "pk")
        self.fields["village_code"].choices = [("", ALL_VILLAGES), *((row.pk, row.full_name) for row in regions)]


class FindingAddForm(FindingBase):
    """A new finding."""

    record_id = RecordIdField()


class FindingForm(FindingBase):
    """A change of a finding."""

    version = VersionField()


class FindingMoveForm(DomainForm):
    """Where a finding goes next."""

    version = VersionField()
    status = forms.ChoiceField(
        label="Menjadi", widget=forms.RadioSelect, error_messages={"invalid_choice": "Pilih salah satu dari daftar."}
    )
    note = WordsField(
        label="Keterangan (boleh kosong)", required=False, max_length=500,
        help_text="Wajib kalau selesai: apa yang menyelesaikannya. Wajib juga kalau dibuka lagi.",
    )  # fmt: skip
    closed_on = DayField(
        label="Selesai tanggal (boleh kosong)", required=False,
        help_text="Kalau selesai. Kosong berarti hari ini. Contoh: 24-6-2026",
    )  # fmt: skip

    def __init__(self, *args: Any, finding: Finding, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = FINDING_MOVES[FindingStatus(finding.status)]
        self.fields["status"].choices = [(code, code.label) for code in FindingStatus if code in allowed]

    def clean_status(self) -> FindingStatus:
        return FindingStatus(self.cleaned_data["status"])
