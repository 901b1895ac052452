"""Input of the action plan: shapes only; the services hold the rules."""

from typing import Any

from django import forms

from coordination.enums import ActionStatus, Assessment
from coordination.models import ActionItem, Finding, Recommendation, ReportingPeriod
from coordination.web.action.fields import (
    InstitutionField,
    InstitutionsField,
    OriginField,
    VillagesField,
    institution_choices,
)
from desmigratif.core.scope import Actor
from desmigratif.core.web.fields import (
    NO_NIK,
    AmountField,
    DayField,
    ReasonField,
    RupiahField,
    TextField,
    WordsField,
)
from desmigratif.core.web.forms import CodeListField, DomainForm, RecordIdField, VersionField
from desmigratif.documents.web.forms import FILE_HELP, FileField
from pillars.enums import FundSource, Pillar
from villages.models import Village

MOST_ORIGINS = 300
STEPS = ("0", "25", "50", "75", "100")
REPORTABLE = [ActionStatus.BELUM, ActionStatus.JALAN, ActionStatus.TERHAMBAT, ActionStatus.SELESAI]
ENDINGS = [
    ("TARIK", "Salah catat: tarik dari rencana aksi dan hitungan"),
    ("BATAL", "Tidak jadi dilaksanakan: tetap tampil sebagai batal"),
]


class PlanForm(DomainForm):
    """What is to be done, by whom, where."""

    programme = TextField(label="Program", max_length=200, help_text="Nama program di instansi penanggung jawab.")
    activity = TextField(
        label="Kegiatan", max_length=300, help_text="Apa yang dikerjakan. Contoh: Pelatihan olahan bawang goreng."
    )
    pillar = CodeListField(Pillar, label="Pilar", empty="Pilih pilar")
    output = TextField(
        label="Keluaran", max_length=200, help_text="Hasil yang bisa dihitung. Contoh: peserta dilatih."
    )
    target = AmountField(label="Target", help_text="Contoh: 25")
    unit = TextField(label="Satuan", max_length=40, help_text="Contoh: orang, dokumen, kelompok.")
    success_measure = TextField(
        label="Ukuran keberhasilan (boleh kosong)", required=False, max_length=300,
        help_text="Tanda bahwa kegiatan ini berguna. Contoh: 15 peserta berjualan enam bulan kemudian.",
    )  # fmt: skip
    owner = InstitutionField(
        label="Penanggung jawab", choices=[], help_text="Satu instansi yang mengerjakan dan melaporkan."
    )
    owner_unit = TextField(label="Unit kerja (boleh kosong)", required=False, max_length=120)
    person_in_charge = TextField(
        label="Nama PIC (boleh kosong)", required=False, max_length=100,
        help_text="Pejabat yang bisa dihubungi. Jangan menulis NIK.",
    )  # fmt: skip
    supporters = InstitutionsField(label="Instansi pendukung (boleh kosong)", required=False, choices=[])
    village_codes = VillagesField(
        label="Desa lokus (boleh kosong)", required=False, choices=[],
        help_text="Petugas dan dinas di desa ini ikut melihat rencana aksi.",
    )  # fmt: skip
    budget = RupiahField(label="Anggaran, rupiah (boleh kosong)", required=False, help_text="Contoh: 25.000.000")
    fund_source = CodeListField(FundSource, label="Sumber dana", required=False, empty="Belum diisi")
    sub_activity_code = TextField(
        label="Kode sub kegiatan (boleh kosong)", required=False, max_length=40,
        help_text="Kode nomenklatur anggaran daerah.",
    )  # fmt: skip

    def __init__(self, *args: Any, by: Actor, action: ActionItem | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = [action.owner_id, *action.supporter_ids] if action else []
        institutions = institution_choices(besides=kept)
        self.fields["owner"].choices = [("", "Pilih instansi"), *institutions]
        flat = [pair for _, group in institutions for pair in group]
        self.fields["supporters"].choices = sorted(flat, key=lambda pair: pair[1].lower())
        codes = Village.objects.visible_to(by).values_list("village_code", flat=True)
        extra = [*(action.village_codes if action else []), *self.initial.get("village_codes", [])]
        self.fields["village_codes"].offer({*codes, *extra})


class ActionAddForm(PlanForm):
    """A new action. Its dates are the first dates, for good."""

    record_id = RecordIdField()
    recommendation = OriginField(
        label="Rekomendasi yang dijawab", required=False, choices=[], help_text="Rekomendasi atau temuan, salah satu."
    )
    finding = OriginField(label="Temuan yang dijawab", required=False, choices=[])
    number = TextField(
        label="Nomor (boleh kosong)", required=False, max_length=20,
        help_text="Kalau kosong, dibuatkan: RA, tahun, nomor urut.",
    )  # fmt: skip
    starts_on = DayField(label="Mulai", in_past=False, help_text="Contoh: 1-4-2026")
    ends_on = DayField(
        label="Paling lambat", in_past=False,
        help_text="Tanggal ini menjadi rencana awal dan tidak bisa diubah. Contoh: 31-8-2026",
    )  # fmt: skip
    field_order = ["record_id", "recommendation", "finding", "number", "programme", "activity", "pillar"]

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        recommendations = Recommendation.objects.all().visible_to(by).filter(withdrawn_at=None).order_by("-seq")
        self.fields["recommendation"].offer(recommendations[:MOST_ORIGINS], empty="Tanpa rekomendasi")
        findings = Finding.objects.all().visible_to(by).filter(withdrawn_at=None).order_by("-seq")
        self.fields["finding"].offer(findings[:MOST_ORIGINS], empty="Tanpa temuan")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Tanggal selesai harus sama dengan atau sesudah tanggal mulai.")
        missing = not self.errors.keys() & {"recommendation", "finding"}
        if missing and not data.get("recommendation") and not data.get("finding"):
            self.add_error("recommendation", "Pilih rekomendasi atau temuan yang dijawab aksi ini.")
        return data


class ActionForm(PlanForm):
    """A change. Dates are not among it."""

    version = VersionField()


class EndForm(DomainForm):
    """Taking an action out, or cancelling it."""

    version = VersionField()
    ending = forms.ChoiceField(
        label="Apa yang terjadi?", choices=ENDINGS, widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Pilih salah satu dari daftar."},
    )  # fmt: skip
    reason = ReasonField(label="Alasan", help_text=NO_NIK)


class MilestoneAddForm(DomainForm):
    """A new step."""

    record_id = RecordIdField()
    title = TextField(label="Tonggak", max_length=150, help_text="Contoh: Kurikulum pelatihan disepakati.")
    due_on = DayField(label="Paling lambat", in_past=False, help_text="Contoh: 30-6-2026")


class MilestoneDoneForm(DomainForm):
    """The day a step was reached."""

    version = VersionField()
    done_on = DayField(label="Selesai tanggal", help_text="Contoh: 28-6-2026")


class PeriodField(forms.ChoiceField):
    """A reporting period; the clean value is the row."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(error_messages={"invalid_choice": "Pilih periode dari daftar."}, **kwargs)
        self.rows: dict[str, ReportingPeriod] = {}

    def offer(self, rows: list[ReportingPeriod]) -> None:
        """Offer these periods."""
        self.rows = {row.code: row for row in rows}
        self.choices = [(row.code, row.label) for row in rows]

    def clean(self, value: Any) -> ReportingPeriod | None:
        return self.rows.get(super().clean(value))


class ProgressForm(DomainForm):
    """A report: percent and standing are enough; the rest is asked for when it matters."""

    record_id = RecordIdField()
    version = forms.IntegerField(required=False, min_value=1, max_value=2_000_000_000, widget=forms.HiddenInput)
    step = forms.ChoiceField(
        label="Capaian sejak awal", required=False, choices=[(step, f"{step}%") for step in STEPS],
        widget=forms.RadioSelect, help_text="Dari seluruh target, bukan hanya periode ini.",
        error_messages={"invalid_choice": "Pilih salah satu dari daftar."},
    )  # fmt: skip
    percent = forms.IntegerField(
        label="Angka lain, persen (boleh kosong)", required=False, min_value=0, max_value=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric", "class": "govuk-input--width-4"}),
        help_text="Isi kalau tidak ada yang pas di atas. Contoh: 60",
        error_messages={
            "invalid": "Tulis angka 0 sampai 100.",
            "min_value": "Tulis angka 0 sampai 100.",
            "max_value": "Tulis angka 0 sampai 100.",
        },
    )  # fmt: skip
    status = forms.ChoiceField(
        label="Keadaan", choices=[(code.value, code.label) for code in REPORTABLE], widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Pilih salah satu dari daftar."},
    )  # fmt: skip
    obstacle = WordsField(
        label="Kendala (boleh kosong)", required=False, max_length=500, rows=2,
        help_text="Wajib kalau terhambat. Apa yang menghalangi, dan siapa yang bisa membantu.",
    )  # fmt: skip
    period = PeriodField(label="Periode", choices=[])
    realized = AmountField(label="Realisasi keluaran (boleh kosong)", required=False, help_text="Contoh: 18")
    budget_realized = RupiahField(
        label="Realisasi anggaran, rupiah (boleh kosong)", required=False, help_text="Contoh: 12.500.000"
    )
    follow_up = WordsField(label="Tindak lanjut (boleh kosong)", required=False, max_length=500, rows=2)
    evidence = TextField(
        label="Data dukung (boleh kosong)", required=False, max_length=300,
        help_text="Nomor surat, nama laporan, atau alamat berkas. Wajib kalau 100 persen dan tanpa berkas.",
    )  # fmt: skip
    file = FileField(label="Berkas data dukung (boleh kosong)", required=False, help_text=FILE_HELP)
    finished_on = DayField(
        label="Selesai tanggal (boleh kosong)", required=False,
        help_text="Kalau aksi sudah selesai. Kosong berarti hari ini. Contoh: 24-6-2026",
    )  # fmt: skip
    fall_reason = TextField(
        label="Alasan capaian turun (boleh kosong)", required=False, max_length=300,
        help_text="Wajib kalau capaiannya lebih rendah dari laporan sebelumnya.",
    )  # fmt: skip
    quick = ("step", "percent", "status", "obstacle")

    def __init__(self, *args: Any, periods: list[ReportingPeriod], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["period"].offer(periods)

    @property
    def more(self) -> list[forms.BoundField]:
        """The inputs behind "Rincian lain"."""
        return [bound for bound in self.visible_fields() if bound.name not in self.quick]

    @property
    def more_is_open(self) -> bool:
        """Whether something stands behind "Rincian lain" that has to be seen."""
        asked = [bound for bound in self.more if bound.name != "period"]
        return any(bound.name in self.files or bound.errors or bound.value() not in {None, ""} for bound in asked)

    def clean(self) -> dict[str, Any]:
        """The number wins over the step, because somebody wrote it."""
        data = super().clean()
        if "percent" not in self.errors and "step" not in self.errors:
            if data.get("percent") is None and data.get("step"):
                data["percent"] = int(data["step"])
            if data.get("percent") is None:
                self.add_error("step", "Pilih capaiannya, atau isi angkanya.")
        data.pop("step", None)
        return data


class CheckForm(DomainForm):
    """The checker's word."""

    version = VersionField()
    assessment = forms.ChoiceField(
        label="Penilaian", choices=Assessment.choices, widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Pilih salah satu dari daftar."},
    )  # fmt: skip
    note = WordsField(
        label="Catatan (boleh kosong)", required=False, max_length=500,
        help_text="Wajib kalau belum sesuai: tulis apa yang kurang.",
    )  # fmt: skip


class RevisionForm(DomainForm):
    """A request for other dates."""

    record_id = RecordIdField()
    new_starts_on = DayField(label="Mulai", in_past=False, help_text="Contoh: 1-4-2026")
    new_ends_on = DayField(label="Paling lambat", in_past=False, help_text="Contoh: 31-10-2026")
    reason = ReasonField(label="Alasan", help_text="Dibaca pimpinan Kemenko PMK saat memutuskan.")


class DecideForm(DomainForm):
    """Yes or no to a request."""

    version = VersionField()
    decision = forms.ChoiceField(
        label="Keputusan", choices=[("SETUJU", "Setuju"), ("TOLAK", "Tolak")], widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Pilih salah satu dari daftar."},
    )  # fmt: skip
    note = WordsField(label="Catatan (boleh kosong)", required=False, max_length=500, help_text="Wajib kalau ditolak.")
