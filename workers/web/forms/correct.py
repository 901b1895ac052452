"""Forms that change a person or an episode, with a reason where the record was confirmed already."""

from typing import Any

from django import forms

from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor, Level
from desmigratif.core.web.fields import ReasonField, TextField
from desmigratif.core.web.forms import CodeListField, DomainForm, PartialDateFormField, RecordIdField
from workers.enums import BusinessInterest, JobTitle, NoNikReason, PmiStatus, ReturnReason, Route, Scheme, Sex
from workers.models import MigrationEpisode, Person
from workers.web.forms.baseline import BaselineForm
from workers.web.forms.fields import (
    NO,
    YES,
    CountryField,
    NikField,
    PersonNameField,
    PhoneField,
    YesNoField,
    hamlet_field,
    phone_words,
)

NUMERIC = {"inputmode": "numeric"}
DATE_WIDGET = {"autocomplete": "off", "class": "govuk-input--width-10"}


def _yes_no(value: bool | None) -> str:  # noqa: FBT001  a stored value, not a switch
    return "" if value is None else (YES if value else NO)


def _date(value: PartialDate | None) -> str:
    return value.display() if value else ""


def person_values(person: Person) -> dict[str, str]:
    """A person as the inputs of `PersonForm` show it. The NIK is not among them: it is typed anew to change it."""
    return {
        "full_name": person.full_name,
        "nickname": person.nickname,
        "sex": person.sex,
        "birth_date": _date(person.birth_date),
        "phone": phone_words(person.phone),
        "hamlet": person.hamlet,
        "rt": person.rt,
        "rw": person.rw,
        "status": person.status,
        "status_on": _date(person.status_on),
        "business_interest": person.business_interest,
        "has_minor_children": _yes_no(person.has_minor_children),
        "needs_help": _yes_no(person.needs_help),
        "nik": "",
        "no_nik_reason": person.no_nik_reason,
    }


def episode_values(episode: MigrationEpisode) -> dict[str, str]:
    """An episode as the inputs of `EpisodeForm` show it."""
    return {
        "country": episode.country_id or "",
        "city": episode.city,
        "job_title": episode.job_title,
        "scheme": episode.scheme,
        "route": episode.route,
        "departed_on": _date(episode.departed_on),
        "returned_on": _date(episode.returned_on),
        "return_reason": episode.return_reason,
    }


class PersonForm(BaselineForm):
    """Change a person's data."""

    full_name = PersonNameField()
    nickname = TextField(label="Nama panggilan (boleh kosong)", required=False, max_length=60)
    nik = NikField(
        label="NIK baru (boleh kosong)",
        help_text="Isi hanya kalau NIK yang tercatat salah atau belum ada.",
        required=False,
    )
    no_nik_reason = CodeListField(NoNikReason, label="Alasan belum ada NIK", empty="Pilih alasan", required=False)
    sex = CodeListField(Sex, label="Jenis kelamin")
    birth_date = PartialDateFormField(
        label="Tanggal lahir",
        help_text="Contoh: 14-5-1988. Kalau tidak tahu, tahunnya saja.",
        required=False,
        widget=forms.TextInput(attrs=DATE_WIDGET),
    )
    phone = PhoneField()
    rt = TextField(label="RT (boleh kosong)", required=False, max_length=3, width=3, attrs={"inputmode": "numeric"})
    rw = TextField(label="RW (boleh kosong)", required=False, max_length=3, width=3, attrs={"inputmode": "numeric"})
    status = CodeListField(PmiStatus, label="Status", empty="Bukan PMI, anggota keluarga", required=False)
    status_on = PartialDateFormField(
        label="Sejak kapan (boleh kosong)",
        help_text="Contoh: 2025.",
        required=False,
        widget=forms.TextInput(attrs=DATE_WIDGET),
    )
    business_interest = CodeListField(BusinessInterest, label="Minat usaha", empty="Belum ada", required=False)
    has_minor_children = YesNoField(label="Punya anak di bawah 18 tahun?", required=False)
    needs_help = YesNoField(label="Perlu bantuan sekarang?", required=False)
    reason = ReasonField()

    GROUPS = (
        ("Siapa", ("full_name", "nickname", "nik", "no_nik_reason", "sex", "birth_date", "phone")),
        ("Tempat tinggal", ("hamlet", "rt", "rw")),
        ("Status", ("status", "status_on")),
        ("Kebutuhan", ("business_interest", "has_minor_children", "needs_help")),
    )

    def __init__(self, *args: Any, person: Person, by: Actor, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, values=person_values(person), version=person.version, **kwargs)
        self.fields["hamlet"] = hamlet_field(by=by, village_code=person.village_code, current=person.hamlet)
        self.fields["hamlet"].required = False
        self.fields["nik"].any_province = by.level is not Level.DESA
        if person.has_nik:
            del self.fields["no_nik_reason"]
        names = [name for _, group in self.GROUPS for name in group]
        self.order_fields(["version", *names, "reason"])
        ask_reason(self, needed=needs_reason)


class EpisodeFields(forms.Form):
    """One stay abroad. The route is asked from those who confirm it, never from the village (role table)."""

    country = CountryField(label="Negara")
    city = TextField(label="Kota atau daerah (boleh kosong)", required=False, max_length=60)
    job_title = CodeListField(JobTitle, label="Pekerjaan", empty="Belum tahu", required=False)
    scheme = CodeListField(Scheme, label="Cara penempatan", empty="Belum tahu", required=False)
    route = CodeListField(Route, label="Jalur")
    departed_on = PartialDateFormField(
        label="Tahun berangkat",
        help_text="Contoh: 2023, atau 9-5-2023.",
        required=False,
        widget=forms.TextInput(attrs=DATE_WIDGET),
    )
    returned_on = PartialDateFormField(
        label="Tahun pulang",
        help_text="Kosongkan kalau masih di luar negeri.",
        required=False,
        widget=forms.TextInput(attrs=DATE_WIDGET),
    )
    return_reason = CodeListField(ReturnReason, label="Alasan pulang", empty="Belum tahu", required=False)


class EpisodeForm(EpisodeFields, BaselineForm):
    """Change one stay abroad."""

    reason = ReasonField()

    def __init__(
        self, *args: Any, episode: MigrationEpisode, sees_route: bool, needs_reason: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, values=episode_values(episode), version=episode.version, **kwargs)
        if not sees_route:
            del self.fields["route"]
        ask_reason(self, needed=needs_reason)


class EpisodeAddForm(EpisodeFields, DomainForm):
    """One more stay abroad."""

    record_id = RecordIdField()
    reason = ReasonField()

    def __init__(self, *args: Any, sees_route: bool, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ask_reason(self, needed=needs_reason)
        if sees_route:
            self.fields["route"].initial = Route.BLM
        else:
            del self.fields["route"]


def ask_reason(form: forms.Form, *, needed: bool) -> None:
    """A reason must be given when the record was confirmed already, or when another level changes it."""
    field = form.fields["reason"]
    field.required = needed
    if needed:
        field.help_text = "Terlihat di riwayat orang ini."
    else:
        field.label = f"{field.label} (boleh kosong)"
