"""Input of good practices: shapes only; the services hold the rules."""

from typing import Any

from django import forms

from coordination.enums import PRACTICE_MOVES, AdoptionStatus, FindingKind, PracticeStatus
from coordination.models import Finding, GoodPractice
from coordination.web.chain.fields import RowField
from coordination.web.chain.meeting_forms import MOST_OFFERED
from coordination.web.chain.pages import with_names
from coordination.web.chain.recommendation_forms import finding_words
from desmigratif.core.scope import Actor
from desmigratif.core.web.fields import DayField, RupiahField, TextField, WordsField
from desmigratif.core.web.forms import CodeListField, DomainForm, GroupedForm, RecordIdField, VersionField
from desmigratif.reference.models import Region
from pillars.enums import Pillar
from villages.models import Village

BACK_TO = {PracticeStatus.USUL: "Kembalikan ke pengusul"}
ON_TO = {PracticeStatus.KURASI: "Kurasi: sedang dilengkapi", PracticeStatus.TERBIT: "Terbitkan untuk semua"}


def village_choices(by: Actor, *kept: str) -> list[tuple[str, str]]:
    """Villages of the programme that the actor sees, with kecamatan and kabupaten."""
    codes = {*Village.objects.visible_to(by).values_list("village_code", flat=True), *kept} - {""}
    rows = Region.objects.filter(pk__in=codes)
    return [("", "Pilih desa"), *((row.pk, row.full_name) for row in sorted(rows, key=lambda row: (row.name, row.pk)))]


def village_field(label: str) -> forms.ChoiceField:
    """A village of the programme."""
    return forms.ChoiceField(
        label=label, choices=[], error_messages={"invalid_choice": "Pilih desa dari daftar."},
        help_text="Nama desa diikuti kecamatan dan kabupatennya.",
    )  # fmt: skip


class PracticeBase(GroupedForm):
    """What is done, and what one needs for it."""

    GROUPS = (
        ("Praktik baik", ("title", "village_code", "pillar", "finding")),
        ("Ceritanya", ("problem", "solution", "result")),
        (
            "Supaya desa lain bisa meniru",
            ("preconditions", "cost", "actors", "key_to_success", "evidence", "contact"),
        ),
    )
    title = TextField(label="Judul", max_length=150, help_text="Contoh: Bawang goreng kelompok purna Tunggangri.")
    village_code = village_field("Desa asal")
    pillar = CodeListField(Pillar, label="Pilar", empty="Pilih pilar")
    finding = RowField(label="Temuan asal (boleh kosong)", required=False, choices=[], empty="Bukan dari temuan")
    problem = WordsField(label="Masalah", max_length=2000, rows=3, help_text="Keadaan sebelum ada praktik ini.")
    solution = WordsField(label="Langkah", max_length=3000, rows=6, help_text="Apa yang dikerjakan, berurutan.")
    result = WordsField(
        label="Hasil (boleh kosong)", required=False, max_length=2000, rows=3,
        help_text="Wajib sebelum terbit. Sebut angka dan kapan diukur.",
    )  # fmt: skip
    preconditions = WordsField(
        label="Prasyarat (boleh kosong)", required=False, max_length=1000, rows=2,
        help_text="Wajib sebelum terbit. Apa yang harus ada dulu di desa.",
    )  # fmt: skip
    cost = RupiahField(label="Biaya, rupiah (boleh kosong)", required=False, help_text="Contoh: 25.000.000")
    actors = TextField(
        label="Pelaku (boleh kosong)", required=False, max_length=300,
        help_text="Kelompok atau lembaga, bukan nama orang.",
    )  # fmt: skip
    key_to_success = TextField(label="Kunci sukses (boleh kosong)", required=False, max_length=500)
    evidence = TextField(
        label="Bukti (boleh kosong)", required=False, max_length=300, help_text="Laporan, berita, atau penghargaan."
    )
    contact = TextField(
        label="Kontak (boleh kosong)", required=False, max_length=150,
        help_text="Kantor atau orang yang bersedia ditanya. Terlihat semua pengguna sesudah terbit.",
    )  # fmt: skip

    def __init__(self, *args: Any, by: Actor, record: GoodPractice | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = [record.village_code] if record else []
        self.fields["village_code"].choices = village_choices(by, self.initial.get("village_code", ""), *kept)
        rows = Finding.objects.all().visible_to(by).current().filter(kind=FindingKind.PRAKTIK_BAIK)
        found = list(rows.order_by("-seq")[:MOST_OFFERED])
        chosen = self.initial.get("finding")
        if chosen is not None and chosen.pk not in {row.pk for row in found}:
            found.append(chosen)
        self.fields["finding"].offer({"": with_names(found)}, words=finding_words)


class PracticeAddForm(PracticeBase):
    """A new practice."""

    record_id = RecordIdField()


class PracticeForm(PracticeBase):
    """A change of a practice."""

    version = VersionField()


class PracticeMoveForm(DomainForm):
    """Where a practice goes next."""

    version = VersionField()
    status = forms.ChoiceField(
        label="Berikutnya",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Pilih salah satu dari daftar."},
    )
    note = WordsField(
        label="Catatan (boleh kosong)", required=False, max_length=500, help_text="Wajib kalau dikembalikan."
    )

    def __init__(self, *args: Any, practice: GoodPractice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = PRACTICE_MOVES[PracticeStatus(practice.status)]
        words = {**ON_TO, **BACK_TO}
        self.fields["status"].choices = [(code, words[code]) for code in words if code in allowed]

    def clean_status(self) -> PracticeStatus:
        return PracticeStatus(self.cleaned_data["status"])


class AdoptionBase(DomainForm):
    """How far a village is."""

    status = CodeListField(AdoptionStatus, label="Keadaan", widget=forms.RadioSelect)
    started_on = DayField(
        label="Mulai (boleh kosong)", required=False, help_text="Wajib kalau sudah diterapkan. Contoh: 5-1-2026"
    )
    result = WordsField(
        label="Hasil (boleh kosong)", required=False, max_length=1000,
        help_text="Wajib kalau berhasil atau tidak berhasil. Yang tidak berhasil pun berguna bagi desa lain.",
    )  # fmt: skip


class AdoptionAddForm(AdoptionBase):
    """A village that takes a practice over."""

    record_id = RecordIdField()
    village_code = village_field("Desa")
    field_order = ["record_id", "village_code"]

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village_code"].choices = village_choices(by)


class AdoptionForm(AdoptionBase):
    """A change of how far it is."""

    version = VersionField()
