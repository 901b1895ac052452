"""Forms of families: a household on one page, one member more, who leaves, who is the head."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef

from desmigratif.core.scope import Actor
from desmigratif.core.web.fields import ReasonField, TextField
from desmigratif.core.web.forms import CodeListField, DomainForm, PartialDateFormField, RecordIdField, VersionField
from workers.enums import NoNikReason, Relation, Sex
from workers.models import Family, FamilyMembership, Person
from workers.services import NewMember
from workers.web.forms.fields import NikField, PersonNameField, YesNoField, hamlet_field

FIRST_ROWS, MOST_ROWS = 3, 12
MOST_OFFERED = 500
OFFERED = ("full_name", "hamlet", "birth_date", "village_code")  # rows, not values: who is offered by name is logged
ROWS = "rows"
ROW_FIELDS = ("person", "full_name", "nik", "no_nik_reason", "sex", "birth_date", "relation")


def without_family(by: Actor, village_code: str) -> list[tuple[str, str]]:
    """People of the village who are in no family now, by name: they need not be typed again."""
    in_one = FamilyMembership.objects.current().filter(person=OuterRef("pk"))
    rows = Person.objects.visible_to(by).current().filter(village_code=village_code).filter(~Exists(in_one))
    found = rows.order_by("full_name", "seq").only(*OFFERED)[:MOST_OFFERED]
    return [(str(one.pk), ", ".join(filter(None, (
        one.full_name, one.hamlet, one.birth_date and f"lahir {one.birth_date.year}"
    )))) for one in found]  # fmt: skip


class KkField(TextField):
    """A KK number as typed or pasted; checked by the service."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Nomor KK (boleh kosong)")
        kwargs.setdefault("help_text", "16 angka di kartu keluarga. Kalau kartunya tidak dibawa, kosongkan dulu.")
        attrs = {"inputmode": "numeric", "class": "govuk-input--width-20 dm-nik", "spellcheck": "false"}
        super().__init__(required=False, max_length=60, attrs=attrs, **kwargs)


class PersonChoice(forms.ChoiceField):
    """Somebody recorded already; the clean value is the row, None when empty."""

    def __init__(self, *, by: Actor, **kwargs: Any) -> None:
        self.by = by
        kwargs.setdefault("error_messages", {"invalid_choice": "Pilih orang dari daftar."})
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Person | None:
        key = super().clean(value)
        return Person.objects.visible_to(self.by).filter(pk=key).first() if key else None


def member_fields(by: Actor, people: list[tuple[str, str]], *, required: bool) -> dict[str, forms.Field]:
    """The inputs of one member; whether they are filled is asked by the service, row by row."""
    return {
        "person": PersonChoice(
            by=by,
            label="Sudah tercatat",
            choices=[("", "Belum tercatat, isi di bawah"), *people],
            required=False,
        ),
        "full_name": PersonNameField(required=False),
        "nik": NikField(required=False, help_text="16 angka. Kosongkan kalau belum punya, lalu pilih alasannya."),
        "no_nik_reason": CodeListField(NoNikReason, label="Alasan tanpa NIK", empty="Ada NIK", required=False),
        "sex": CodeListField(Sex, label="Jenis kelamin", empty="Sesuai NIK", required=False),
        "birth_date": PartialDateFormField(
            label="Tanggal lahir",
            help_text="Contoh: 14-5-2015. Kalau ada NIK, boleh kosong.",
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-10"}),
        ),
        "relation": CodeListField(Relation, label="Hubungan", empty="Pilih hubungan", required=required),
    }


class MemberRows:
    """Rows `m0` to `m11` of a form; a row left empty is no member."""

    fields: dict[str, forms.Field]

    @property
    def keys(self) -> list[str]:
        """The rows of the page."""
        return ["m0"]

    @property
    def member_rows(self) -> list[dict[str, Any]]:
        """For the template: each row's inputs by name."""
        return [
            {"number_text": str(number), **{name: self[f"{key}-{name}"] for name in ROW_FIELDS}}
            for number, key in enumerate(self.keys, start=1)
        ]

    def add_row(self, key: str, by: Actor, people: list[tuple[str, str]], *, required: bool = False) -> None:
        """Put the inputs of one row into the form."""
        for name, field in member_fields(by, people, required=required).items():
            self.fields[f"{key}-{name}"] = field


class FamilyForm(MemberRows, DomainForm):
    """A household and its members on one page. "Tambah baris" sends the form and keeps everything typed."""

    record_id = RecordIdField()
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=MOST_ROWS)
    kk = KkField()
    address = TextField(
        label="Alamat (boleh kosong)", required=False, max_length=150, help_text="Nama jalan atau tanda rumah."
    )
    rt = TextField(label="RT", required=False, max_length=3, width=3, attrs={"inputmode": "numeric"})
    rw = TextField(label="RW", required=False, max_length=3, width=3, attrs={"inputmode": "numeric"})
    receives_aid = YesNoField(label="Menerima bansos?", required=False)
    DETAILS = ("address", "hamlet", "rt", "rw", "receives_aid")

    def __init__(self, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hamlet"] = hamlet_field(by=by, village_code=by.code)
        people = without_family(by, by.code)
        self.count = self._wanted_rows()
        for key in self.keys:
            self.add_row(key, by, people)
        if not self.is_bound:
            self.initial.setdefault("m0-relation", Relation.KEPALA)
            self.initial.setdefault(ROWS, self.count)

    def _wanted_rows(self) -> int:
        typed = self.data.get(ROWS, "") if self.is_bound else ""
        is_number = typed.isascii() and typed.isdigit() and len(typed) < len("100")
        return min(MOST_ROWS, max(1, int(typed))) if is_number else FIRST_ROWS

    @property
    def keys(self) -> list[str]:
        """The rows of the page."""
        return [f"m{number}" for number in range(self.count)]

    def _is_filled(self, key: str) -> bool:
        names = [name for name in ROW_FIELDS if name != "relation"] + ([] if key == "m0" else ["relation"])
        return any(self.data.get(self.add_prefix(f"{key}-{name}")) for name in names)

    def members(self) -> list[NewMember]:
        """The rows that are filled in, as the service takes them."""
        return [member_of(self.cleaned_data, key) for key in self.keys if self._is_filled(key)]

    def details(self) -> dict[str, Any]:
        """The household's own fields."""
        return {name: self.cleaned_data[name] for name in self.DETAILS}


def member_of(data: dict[str, Any], key: str) -> NewMember:
    """One row of the cleaned data."""
    values = {name: data.get(f"{key}-{name}") or "" for name in ROW_FIELDS if name not in {"person", "birth_date"}}
    return NewMember(key=key, person=data.get(f"{key}-person"), birth_date=data.get(f"{key}-birth_date"), **values)


class MemberForm(MemberRows, DomainForm):
    """One more member of a family."""

    record_id = RecordIdField()

    def __init__(self, *args: Any, by: Actor, family: Family, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_row("m0", by, without_family(by, family.village_code), required=True)
        self.fields["m0-starts_on"] = PartialDateFormField(
            label="Sejak kapan (boleh kosong)",
            help_text="Contoh: 2024.",
            required=False,
            widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-10"}),
        )

    @property
    def since(self) -> forms.BoundField:
        """Since when; for the template, which can't write the name."""
        return self["m0-starts_on"]


class FamilyEditForm(DomainForm):
    """The household's own fields."""

    version = VersionField()
    kk = KkField(label="Nomor KK baru (boleh kosong)", help_text="Isi hanya kalau nomornya belum ada atau salah.")
    address = TextField(label="Alamat", required=False, max_length=150)
    rt = TextField(label="RT", required=False, max_length=3, width=3, attrs={"inputmode": "numeric"})
    rw = TextField(label="RW", required=False, max_length=3, width=3, attrs={"inputmode": "numeric"})
    welfare_decile = forms.IntegerField(
        label="Desil DTSEN (boleh kosong)",
        required=False,
        min_value=1,
        max_value=10,
        help_text="1 paling miskin, 10 paling mampu; dari data sosial ekonomi nasional.",
        error_messages={"invalid": "Tulis angka 1 sampai 10.", "min_value": "Tulis angka 1 sampai 10.",
                        "max_value": "Tulis angka 1 sampai 10."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-3"}),
    )  # fmt: skip
    receives_aid = YesNoField(label="Menerima bansos?", required=False)
    reason = ReasonField(required=False)

    def __init__(self, *args: Any, by: Actor, family: Family, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hamlet"] = hamlet_field(by=by, village_code=family.village_code, current=family.hamlet)
        if not needs_reason:
            del self.fields["reason"]
        self.order_fields(["version", "kk", "address", "hamlet"])


class EndMembershipForm(DomainForm):
    """Since when somebody is no longer in the family."""

    version = VersionField()
    ends_on = PartialDateFormField(
        label="Sejak kapan (boleh kosong)",
        help_text="Contoh: 2024, atau 14-5-2024. Kalau tidak tahu, kosongkan.",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "govuk-input--width-10"}),
    )


class HeadForm(DomainForm):
    """Who is the head now."""

    version = VersionField()
    new_head = forms.ModelChoiceField(
        FamilyMembership.objects.none(),
        label="Kepala keluarga sekarang",
        empty_label="Pilih anggota",
        error_messages={"invalid_choice": "Pilih anggota dari daftar."},
    )
    old_relation = CodeListField(
        Relation,
        label="Kepala yang lama menjadi",
        empty="Sudah tidak di keluarga ini",
        required=False,
        help_text="Hubungannya dengan kepala yang baru. Kosongkan kalau meninggal atau pindah.",
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_head"].queryset = members
        self.fields["new_head"].label_from_instance = lambda row: row.person.full_name
