"""Input of meetings: shapes only; the services hold the rules."""

from typing import Any

from django import forms

from coordination.enums import MeetingKind, MeetingMode, Presence
from coordination.models import Meeting
from coordination.services.meetings import AttendanceLine
from coordination.web.action.fields import InstitutionField, InstitutionsField, VillagesField, institution_choices
from coordination.web.chain.fields import RowField
from desmigratif.core.scope import Actor
from desmigratif.core.web.fields import DayField, TextField, WordsField
from desmigratif.core.web.forms import CodeListField, DomainForm, GroupedForm, RecordIdField, VersionField
from villages.models import Village

MOST_OFFERED = 300
PRESENCES = [(Presence.HADIR, "Hadir"), (Presence.DARING, "Daring"), (Presence.TIDAK, "Tidak")]
ENDS_FIRST = "Tanggal selesai harus sama dengan atau sesudah tanggal mulai."


def flat(groups: list[tuple[str, list[tuple[str, str]]]]) -> list[tuple[str, str]]:
    """Choices without their headings, by name."""
    return sorted((pair for _, group in groups for pair in group), key=lambda pair: pair[1].lower())


def offer_villages(field: VillagesField, by: Actor, kept: list[str]) -> None:
    """Villages of the programme that the actor sees, and those that are chosen already."""
    codes = Village.objects.visible_to(by).values_list("village_code", flat=True)
    field.offer({*codes, *kept})


class DatesMixin:
    """The last day isn't before the first."""

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", ENDS_FIRST)
        return data


class MeetingBase(DatesMixin, GroupedForm):
    """What a meeting is."""

    GROUPS = (
        ("Rapat", ("kind", "title", "follows")),
        ("Kapan dan di mana", ("starts_on", "ends_on", "mode", "place")),
        ("Siapa", ("organizer", "chair", "invited")),
        ("Tentang desa mana", ("village_codes",)),
        ("Notulen", ("summary",)),
    )
    kind = CodeListField(MeetingKind, label="Jenis rapat", empty="Pilih jenis")
    title = TextField(
        label="Judul", max_length=200, help_text="Contoh: Rakor pemberdayaan PMI purna di tiga desa Desmigratif."
    )
    follows = RowField(
        label="Lanjutan dari rapat (boleh kosong)", required=False, choices=[], empty="Bukan lanjutan",
        help_text="Rencana aksi yang belum selesai dari rapat itu menjadi agenda rapat ini.",
    )  # fmt: skip
    starts_on = DayField(label="Tanggal mulai", in_past=False, help_text="Contoh: 6-4-2026")
    ends_on = DayField(label="Tanggal selesai", in_past=False, help_text="Sama dengan tanggal mulai kalau satu hari.")
    mode = CodeListField(MeetingMode, label="Cara", widget=forms.RadioSelect)
    place = TextField(label="Tempat (boleh kosong)", required=False, max_length=150, help_text="Gedung dan kota.")
    chair = TextField(
        label="Pimpinan rapat (boleh kosong)", required=False, max_length=150,
        help_text="Nama atau jabatan. Jangan menulis NIK.",
    )  # fmt: skip
    organizer = InstitutionField(label="Penyelenggara", choices=[], help_text="Instansi yang mengundang.")
    village_codes = VillagesField(
        label="Desa (boleh kosong)", required=False, choices=[],
        help_text="Petugas dan dinas di desa ini ikut melihat rapat ini.",
    )  # fmt: skip

    def __init__(self, *args: Any, by: Actor, record: Meeting | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = [record.organizer_id] if record else []
        self.institutions = institution_choices(besides=kept)
        self.fields["organizer"].choices = [("", "Pilih instansi"), *self.institutions]
        rows = Meeting.objects.all().visible_to(by).current().order_by("-starts_on", "-seq")
        rows = rows.exclude(pk=record.pk) if record else rows
        self.fields["follows"].offer({"": rows[:MOST_OFFERED]}, words=_meeting_words)
        offer_villages(self.fields["village_codes"], by, [*self.initial.get("village_codes", [])])


def _meeting_words(meeting: Meeting) -> str:
    return f"{meeting.starts_on.day}-{meeting.starts_on.month}-{meeting.starts_on.year}, {meeting.title}"


class MeetingAddForm(MeetingBase):
    """A new meeting and who is asked to come."""

    record_id = RecordIdField()
    invited = InstitutionsField(
        label="Instansi yang diundang (boleh kosong)", required=False, choices=[],
        help_text="Mereka ikut melihat rapat ini. Bisa ditambah nanti, lewat daftar hadir.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["invited"].choices = flat(self.institutions)


class MeetingForm(MeetingBase):
    """A change of a meeting, and its minutes."""

    version = VersionField()
    summary = WordsField(
        label="Ringkasan atau notulen (boleh kosong)", required=False, max_length=4000, rows=8,
        help_text="Pokok bahasan dan kesimpulan. Rekomendasi dicatat tersendiri.",
    )  # fmt: skip


class FinishForm(DomainForm):
    """What came of a meeting."""

    version = VersionField()
    summary = WordsField(
        label="Ringkasan atau notulen", max_length=4000, rows=8,
        help_text="Pokok bahasan dan kesimpulan. Rekomendasi dicatat tersendiri.",
    )  # fmt: skip


class FinalForm(DomainForm):
    """Closing the minutes."""

    version = VersionField()
    is_sure = forms.BooleanField(label="Notulen ini sudah disepakati", error_messages={"required": "Beri tanda dulu."})


class AttendanceForm(DomainForm):
    """Who came: three radios, a name and a post for every institution that was asked; and whom to ask besides."""

    version = VersionField()
    invited = InstitutionsField(
        label="Tambah instansi", required=False, choices=[], help_text="Mereka ikut melihat rapat ini."
    )

    def __init__(self, *args: Any, attendances: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.attendances = attendances
        known = {row.institution.code for row in attendances}
        self.fields["invited"].choices = [pair for pair in flat(institution_choices()) if pair[0] not in known]
        for row in attendances:
            code, name = row.institution.code, row.institution.short_name
            self.fields[f"hadir-{code}"] = forms.ChoiceField(
                label=f"Kehadiran {name}", required=False, choices=PRESENCES, widget=forms.RadioSelect,
                initial=row.presence, error_messages={"invalid_choice": f"{name}: pilih kehadiran dari daftar."},
            )  # fmt: skip
            self.fields[f"nama-{code}"] = TextField(
                label=f"Nama yang hadir dari {name}", required=False, max_length=100, initial=row.attendee_name
            )
            self.fields[f"jabatan-{code}"] = TextField(
                label=f"Jabatan yang hadir dari {name}", required=False, max_length=100, initial=row.position
            )

    @property
    def lines(self) -> list[tuple[Any, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Institution, presence, name and post, for the template."""
        codes = [(row.institution, row.institution.code) for row in self.attendances]
        return [
            (institution, self[f"hadir-{code}"], self[f"nama-{code}"], self[f"jabatan-{code}"])
            for institution, code in codes
        ]

    @property
    def noted(self) -> list[AttendanceLine]:
        """The clean values."""
        data = self.cleaned_data
        return [
            AttendanceLine(
                institution_id=row.institution_id,
                presence=data[f"hadir-{row.institution.code}"],
                attendee_name=data[f"nama-{row.institution.code}"],
                position=data[f"jabatan-{row.institution.code}"],
            )
            for row in self.attendances
        ]
