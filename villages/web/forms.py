"""Input of villages: shapes only; the services hold the rules."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from desmigratif.accounts.models import User
from desmigratif.core.clock import today
from desmigratif.core.web.fields import OFF, DayField, WholeNumberField
from desmigratif.core.web.forms import CodeListField, DomainForm, GroupedForm, RecordIdField, VersionField
from villages.enums import IndexStatus, OfficerRole, ProgrammeStatus
from villages.models import FIRST_YEAR, Programme

MOST_PEOPLE = 2_000_000  # far above the largest kelurahan, and a slip of the finger is caught


class YearField(forms.IntegerField):
    """A year from `earliest` to this one."""

    def __init__(self, *, earliest: int, **kwargs: Any) -> None:
        self.earliest = earliest
        widget = forms.TextInput(attrs={**OFF, "inputmode": "numeric", "class": "govuk-input--width-4"})
        super().__init__(widget=widget, error_messages={"invalid": "Tulis tahunnya, misalnya 2024."}, **kwargs)

    def clean(self, value: Any) -> int | None:
        year = super().clean(value)
        if year is not None and not self.earliest <= year <= today().year:
            raise ValidationError(f"{self.label} harus {self.earliest} sampai {today().year}.")
        return year


class CoordinateField(forms.DecimalField):
    """Degrees with up to six decimals; a comma is as good as a point.

    The keyboard stays the full one: most latitudes of Indonesia are negative, and number keyboards lack the minus.
    """

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={**OFF, "class": "govuk-input--width-10"})
        messages = {"invalid": "Tulis angka derajatnya, misalnya -8.157173."}
        super().__init__(widget=widget, error_messages=messages, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value if value is not None else "").strip().replace(",", ".").replace("−", "-")
        degrees = super().to_python(text)
        if degrees is None:
            return None
        if not (degrees.is_finite() and -180 <= degrees <= 180):
            raise ValidationError("Tulis angka derajatnya, -180 sampai 180.")
        return round(degrees, 6)


class AccountField(forms.ModelChoiceField):
    """A user from a list; a value that is no id at all is answered like one that is not in the list."""

    def to_python(self, value: Any) -> User | None:
        try:
            return super().to_python(value)
        except ValidationError as error:
            raise ValidationError("Pilih akun dari daftar.") from error


class VillageAddForm(DomainForm):
    """Which village gets a page."""

    record_id = RecordIdField()
    village_code = forms.ChoiceField(label="Desa", error_messages={"invalid_choice": "Pilih desa dari daftar."})

    def __init__(self, *args: Any, villages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["village_code"].choices = [("", "Pilih desa"), *villages]


class ProfileForm(GroupedForm):
    """What the page says about the village."""

    version = VersionField()
    population = WholeNumberField(
        label="Jumlah penduduk", required=False, most=MOST_PEOPLE, width=10, help_text="Contoh: 5.234"
    )
    population_year = YearField(label="Tahun jumlah penduduk", required=False, earliest=1945)
    index_status = CodeListField(IndexStatus, label="Status Indeks Desa", required=False, empty="Belum diisi")
    index_year = YearField(label="Tahun Indeks Desa", required=False, earliest=2015)
    latitude = CoordinateField(
        label="Lintang", required=False, help_text="Lintang selatan memakai tanda minus. Contoh: -8.157173"
    )
    longitude = CoordinateField(label="Bujur", required=False, help_text="Contoh: 111.967601")

    GROUPS = (
        ("Penduduk", ("population", "population_year")),
        ("Indeks Desa", ("index_status", "index_year")),
        ("Letak desa", ("latitude", "longitude")),
    )


class StandingForm(DomainForm):
    """Status and legal basis of a programme."""

    status = CodeListField(ProgrammeStatus, label="Status")
    decree_number = forms.CharField(
        label="Nomor SK penetapan (boleh kosong)", required=False, max_length=80, widget=forms.TextInput(attrs=OFF)
    )
    decree_on = DayField(label="Tanggal SK", required=False, help_text="Contoh: 14-5-2019")
    designated_year = YearField(
        label="Tahun penetapan",
        required=False,
        earliest=FIRST_YEAR,
        help_text="Kalau kosong, diambil dari tanggal SK.",
    )
    perdes_number = forms.CharField(
        label="Nomor Perdes pelindungan PMI (boleh kosong)",
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs=OFF),
    )
    perdes_on = DayField(label="Tanggal Perdes", required=False, help_text="Contoh: 2-9-2021")


class ProgrammeAddForm(StandingForm):
    """A programme the village is not in yet."""

    record_id = RecordIdField()
    programme = forms.ModelChoiceField(
        Programme.objects.none(),
        label="Program",
        empty_label="Pilih program",
        error_messages={"invalid_choice": "Pilih program dari daftar."},
    )
    field_order = ["record_id", "programme"]

    def __init__(self, *args: Any, programmes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = programmes


class ProgrammeForm(StandingForm):
    """A programme the village is in."""

    version = VersionField()


class AppointmentForm(DomainForm):
    """Who serves in the village, and since when."""

    full_name = forms.CharField(
        label="Nama lengkap",
        max_length=100,
        widget=forms.TextInput(attrs={**OFF, "autocapitalize": "words", "spellcheck": "false"}),
    )
    role = CodeListField(OfficerRole, label="Peran")
    decree_number = forms.CharField(
        label="Nomor SK (boleh kosong)", required=False, max_length=80, widget=forms.TextInput(attrs=OFF)
    )
    starts_on = DayField(label="Mulai bertugas", in_past=False, help_text="Contoh: 14-5-2023")
    ends_on = DayField(
        label="Selesai bertugas", in_past=False, required=False, help_text="Kosongkan kalau masih bertugas."
    )
    user = AccountField(
        User.objects.none(),
        label="Akun (boleh kosong)",
        required=False,
        empty_label="Tanpa akun",
        help_text="Akun yang dipakai petugas ini untuk masuk.",
    )

    def __init__(self, *args: Any, accounts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = accounts


class OfficerAddForm(AppointmentForm):
    """A new appointment."""

    record_id = RecordIdField()


class OfficerForm(AppointmentForm):
    """A correction of an appointment."""

    version = VersionField()


class OfficerEndForm(DomainForm):
    """The last day."""

    version = VersionField()
    ends_on = DayField(label="Hari terakhir bertugas", in_past=False, help_text="Contoh: 14-5-2026")


class HamletAddForm(DomainForm):
    """A new dusun."""

    record_id = RecordIdField()
    name = forms.CharField(
        label="Nama dusun",
        max_length=60,
        help_text="Tanpa kata Dusun. Contoh: Krajan",
        widget=forms.TextInput(attrs={**OFF, "autocapitalize": "words"}),
    )


class HamletForm(DomainForm):
    """Another spelling of a dusun's name."""

    version = VersionField()
    name = forms.CharField(
        label="Nama dusun",
        max_length=60,
        help_text="Tanpa kata Dusun. Contoh: Krajan",
        widget=forms.TextInput(attrs={**OFF, "autocapitalize": "words"}),
    )
