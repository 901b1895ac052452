"""Forms about the accounts that somebody looks after."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from desmigratif.accounts.backends import find_user
from desmigratif.accounts.enums import CodeWay
from desmigratif.accounts.models import LevelChoice, User
from desmigratif.accounts.roles import VILLAGE_ROLES, Perm, Role, rule_of
from desmigratif.core.clock import today
from desmigratif.core.scope import CODE_LENGTHS, Actor, Level
from desmigratif.core.web.fields import OFF, DayField, ReasonField, TextField
from desmigratif.core.web.forms import GroupedForm, RecordIdField
from desmigratif.reference.models import Institution, Region

LEVEL_OF_LENGTH = {length: level for level, length in CODE_LENGTHS.items()}
WAYS = ((CodeWay.KODE, "Buat kode untuk saya sampaikan"), (CodeWay.SUREL, "Kirim tautan lewat surel"))
WHY_REASON = "Tersimpan di riwayat akun. Jangan menulis NIK."


class AccountForm(GroupedForm):
    """A form that knows who fills it in."""

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        self.actor = actor
        super().__init__(*args, **kwargs)


class WayField(forms.ChoiceField):
    """How the person gets to the first or new password."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="Cara membuat kata sandi",
            choices=WAYS if settings.CAN_SEND_MAIL else WAYS[:1],
            initial=CodeWay.KODE,
            widget=forms.RadioSelect,
            help_text="Kata sandinya dibuat sendiri oleh pemilik akun. Anda tidak perlu dan tidak bisa mengetahuinya.",
            error_messages={"required": "Pilih cara membuat kata sandi.", "invalid_choice": "Pilih salah satu."},
            **kwargs,
        )


class PhoneText(TextField):
    """A telephone number as it is written; the service reads it."""

    def __init__(self) -> None:
        super().__init__(
            label="Nomor HP (boleh kosong)",
            required=False,
            max_length=30,
            width=20,
            attrs={"inputmode": "tel"},
            help_text="Bisa dipakai untuk masuk. Contoh: 0812 3456 7890.",
        )


class EmailText(forms.EmailField):
    """A mail address, if there is one."""

    def __init__(self) -> None:
        super().__init__(
            label="Surel (boleh kosong)",
            required=False,
            max_length=254,
            widget=forms.EmailInput(attrs=OFF),
            error_messages={"invalid": "Tulis alamat surel lengkap, misalnya nama@contoh.go.id, atau kosongkan."},
        )


def place_fields(actor: Actor) -> dict[str, forms.Field]:
    """Role and place: for the coordinator the villages of the kabupaten, for an administrator everything."""
    if actor.may(Perm.USER_MANAGE):
        return {
            "role": forms.ChoiceField(label="Peran", choices=[("", "Pilih peran"), *Role.choices]),
            "region": TextField(
                label="Kode wilayah (kosong untuk peran nasional)",
                required=False,
                max_length=13,
                width=10,
                attrs={"inputmode": "decimal"},
                help_text="Kode Kemendagri. Contoh desa: 35.04.14.2011; kabupaten: 35.04.",
            ),
            "institution": forms.ModelChoiceField(
                Institution.objects.valid_on(today()).order_by("short_name"),
                label="Instansi (kalau perannya atas nama instansi)",
                required=False,
                empty_label="Tanpa instansi",
                error_messages={"invalid_choice": "Pilih instansi dari daftar."},
            ),
        }
    villages = (
        Region.objects.valid_on(today())
        .filter(pk__startswith=f"{actor.code}.", parent__parent=actor.code)
        .select_related("parent")
        .order_by("parent__name", "name")
    )
    groups: dict[str, list[tuple[str, str]]] = {}
    for village in villages:
        groups.setdefault(f"Kecamatan {village.parent.name}", []).append((village.pk, village.name))
    roles = [(role.value, role.label) for role in VILLAGE_ROLES]
    wrong = {"invalid_choice": "Pilih desa dari daftar."}
    return {
        "role": forms.ChoiceField(
            label="Peran", choices=roles, widget=forms.RadioSelect,
            error_messages={"required": "Pilih perannya.", "invalid_choice": "Pilih salah satu peran."},
        ),
        "region": forms.ChoiceField(
            label="Desa", choices=[("", "Pilih desa"), *groups.items()], error_messages=wrong
        ),
    }  # fmt: skip


class PlacedForm(AccountForm):
    """A form with role, place and days."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in place_fields(self.actor).items():
            self.fields[name] = field
            field.error_messages["required"] = field.error_messages.get("required") or f"Isi dulu: {field.label}."
            if not field.error_messages["required"].startswith(("Pilih", "Isi")):
                field.error_messages["required"] = f"Pilih dulu: {field.label}."

    def clean_region(self) -> Region | None:
        code = self.cleaned_data["region"]
        found = Region.objects.valid_on(today()).filter(pk=code).first() if code else None
        if code and found is None:
            raise ValidationError("Kode wilayah ini tidak ada. Contoh desa: 35.04.14.2011; kabupaten: 35.04.")
        return found

    def clean(self) -> dict[str, Any]:
        """The level follows from the code of the region."""
        data = super().clean() or {}
        if data.get("role") and "region" in data:
            region, levels = data["region"], rule_of(data["role"]).levels
            national = Level.NATION if Level.NATION in levels else Level.NONE
            data["level"] = LEVEL_OF_LENGTH[len(region.pk)] if region else national
            if data["level"] not in levels:
                names = " atau ".join(str(LevelChoice(name).label).lower() for name in sorted(levels))
                self.add_error("region", f"Peran ini ada di tingkat {names}. Sesuaikan kode wilayahnya.")
        starts_on, ends_on = data.get("starts_on"), data.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "Tanggal selesai harus sama dengan atau sesudah tanggal mulai.")
        return data


class NewAccountForm(PlacedForm):
    """Somebody new: who, where, and how the first password is made."""

    GROUPS = (
        ("Siapa", ("full_name", "phone", "email", "username")),
        ("Bertugas di mana", ("role", "region", "institution", "starts_on", "ends_on", "reason")),
        ("Kata sandi pertama", ("way",)),
    )
    record_id = RecordIdField()
    full_name = TextField(label="Nama lengkap", max_length=100)
    phone = PhoneText()
    email = EmailText()
    username = TextField(
        label="Nama pengguna (boleh kosong)",
        required=False,
        max_length=60,
        width=20,
        attrs={"autocapitalize": "none", "spellcheck": "false"},
        help_text="Huruf kecil, angka, titik, - dan _. Kalau kosong, dibuat dari nama. Tidak bisa diubah lagi.",
    )
    starts_on = DayField(label="Mulai bertugas", in_past=False, initial=today)
    ends_on = DayField(label="Selesai bertugas (boleh kosong)", in_past=False, required=False)
    reason = ReasonField(label="Dasar penugasan", help_text=f"Misalnya nomor SK. {WHY_REASON}")
    way = WayField()


class ContactForm(AccountForm):
    """Name and contact."""

    full_name = TextField(label="Nama lengkap", max_length=100)
    phone = PhoneText()
    email = EmailText()
    reason = ReasonField(help_text=WHY_REASON)


class WhyForm(AccountForm):
    """A reason that is needed."""

    reason = ReasonField(label="Alasan", help_text=WHY_REASON)


class NewCodeForm(WhyForm):
    """Another way to a password, after making sure who asks."""

    field_order = ("way", "reason")
    reason = ReasonField(
        label="Bagaimana Anda memastikan orangnya",
        help_text=f"Misalnya: datang membawa kartu pegawai; atau ditelepon balik ke nomor HP-nya. {WHY_REASON}",
    )
    way = WayField()


class AssignForm(PlacedForm):
    """Another role or place."""

    GROUPS = (("Penugasan", ("role", "region", "institution", "starts_on", "ends_on", "reason")),)
    starts_on = DayField(label="Mulai bertugas", in_past=False, initial=today)
    ends_on = DayField(label="Selesai bertugas (boleh kosong)", in_past=False, required=False)
    reason = ReasonField(label="Dasar penugasan", help_text=f"Misalnya nomor SK. {WHY_REASON}")


class EndForm(AccountForm):
    """The last day of an assignment."""

    ends_on = DayField(label="Hari terakhir bertugas", in_past=False, initial=today)
    at_once = forms.BooleanField(
        label="Hentikan sekarang juga, tanpa menunggu akhir hari",
        required=False,
        help_text="Halaman berikutnya yang dibuka orang ini sudah tidak menampilkan data wilayahnya.",
    )
    reason = ReasonField(label="Alasan", help_text=WHY_REASON)


class StandInForm(AccountForm):
    """Who stands in, from when to when."""

    colleague = TextField(
        label="Nama pengguna atau nomor HP pengganti",
        max_length=60,
        width=20,
        attrs={"autocapitalize": "none", "spellcheck": "false"},
        help_text="Pengganti harus sudah punya akun yang Anda kelola.",
    )
    starts_on = DayField(label="Mulai menggantikan", in_past=False, initial=today)
    ends_on = DayField(label="Hari terakhir menggantikan", in_past=False)
    reason = ReasonField(label="Alasan", help_text=f"Misalnya: cuti melahirkan. {WHY_REASON}")

    def clean_colleague(self) -> User:
        found = find_user(self.cleaned_data["colleague"])
        if found is None or not User.objects.kept_by(self.actor).filter(pk=found.pk, is_active=True).exists():
            raise ValidationError("Tidak ada akun aktif dengan nama ini yang Anda kelola. Cari namanya di Pengguna.")
        return found
