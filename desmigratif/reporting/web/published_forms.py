"""Forms of published figures."""

from decimal import Decimal
from typing import Any

from django import forms

from desmigratif.core.web.fields import NO_NIK, AmountField, DayField, ReasonField, TextField, WordsField
from desmigratif.core.web.forms import (
    CodeListField,
    GroupedForm,
    PartialDateFormField,
    RecordIdField,
    VersionField,
)
from desmigratif.core.web.records import WhyForm
from desmigratif.reference.enums import RegionLevel
from desmigratif.reference.models import Region
from desmigratif.reporting.models import Figure
from desmigratif.reporting.published_enums import FigureSubject

NATION = ("", "Indonesia")
LEVELS = (RegionLevel.PROV, RegionLevel.KAB, RegionLevel.KOTA)


def region_choices() -> list[Any]:
    """Indonesia, then each province with its kabupaten and kota."""
    groups: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for region in Region.objects.filter(level__in=LEVELS, valid_to=None).order_by("pk"):
        if region.level == RegionLevel.PROV:
            groups[region.pk] = (region.name, [(region.pk, f"Seluruh {region.name}")])
        elif region.parent_id in groups:
            groups[region.parent_id][1].append((region.pk, region.name))
    return [NATION, *groups.values()]


class RegionField(forms.ChoiceField):
    """Indonesia, a province or a kabupaten or kota; the clean value is the row, None for Indonesia."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"invalid_choice": "Pilih wilayah dari daftar."})
        super().__init__(choices=region_choices, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, Region) else value

    def clean(self, value: Any) -> Region | None:
        code = super().clean(value)
        return Region.objects.get(pk=code) if code else None


class ValueField(AmountField):
    """A published number; how many decimals it has is how it is shown."""

    most = 10**17
    example = "11.589 atau 72,53"


class FigureForm(GroupedForm):
    """A number, what it counts, and where it stands."""

    subject = CodeListField(FigureSubject, label="Pokok", empty="Pilih pokok")
    label = TextField(
        label="Apa yang dihitung", max_length=150, help_text="Contoh: Penempatan PMI Kabupaten Tulungagung."
    )
    value = ValueField(label="Angka", help_text="Persis seperti yang terbit. Contoh: 11.589 atau 72,53.")
    unit = TextField(label="Satuan", max_length=40, help_text="Contoh: orang, desa, persen, miliar dolar AS.")
    region = RegionField(label="Wilayah")
    definition = WordsField(
        label="Definisi",
        max_length=1000,
        help_text="Siapa yang dihitung dan siapa yang tidak, menurut sumbernya. Kalau sumber tidak menyebut, tulis"
        " “tidak disebut sumbernya”.",
    )
    period_label = TextField(label="Periode", max_length=60, help_text="Contoh: 2022, atau Januari sampai Juni 2024.")
    period_start = DayField(label="Awal periode", in_past=False, help_text="Contoh: 1-1-2022.")
    period_end = DayField(label="Akhir periode", in_past=False, help_text="Contoh: 31-12-2022.")
    source = TextField(
        label="Sumber", max_length=300, help_text="Judul berita, laporan, atau tabel, supaya bisa dicari lagi."
    )
    publisher = TextField(label="Penerbit", max_length=150, help_text="Yang menerbitkan sumber itu.")
    url = TextField(
        label="Tautan (boleh kosong)",
        required=False,
        max_length=500,
        help_text="Contoh: https://www.kemenkopmk.go.id/...",
        attrs={"inputmode": "url", "spellcheck": "false"},
    )
    published_on = PartialDateFormField(
        label="Tanggal terbit (boleh kosong)", required=False, help_text="Contoh: 6-4-2023, atau 2023."
    )
    accessed_on = DayField(
        label="Tanggal dibaca", in_past=False, help_text="Kapan sumbernya Anda baca. Contoh: 24-11-2026."
    )
    note = WordsField(label="Catatan (boleh kosong)", required=False, max_length=1000)

    GROUPS = (
        ("Angkanya", ("subject", "label", "value", "unit", "region", "definition")),
        ("Periodenya", ("period_label", "period_start", "period_end")),
        ("Sumbernya", ("source", "publisher", "url", "published_on", "accessed_on", "note")),
    )


NAMES = tuple(name for _, group in FigureForm.GROUPS for name in group)


def figure_of(data: dict[str, Any]) -> dict[str, Any]:
    """What the services take, of a form's cleaned data: as many decimals as were typed are shown."""
    value: Decimal = data["value"]
    exponent = value.as_tuple().exponent
    return {**{name: data[name] for name in NAMES}, "decimals": -exponent if isinstance(exponent, int) else 0}


class FigureAddForm(FigureForm):
    """A new figure."""

    record_id = RecordIdField()


class FigureEditForm(FigureForm):
    """A figure put right."""

    version = VersionField()
    reason = ReasonField(help_text=NO_NIK)

    GROUPS = (*FigureForm.GROUPS, ("Mengapa diubah", ("reason",)))

    def __init__(self, *args: Any, figure: Figure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = region_choices()
        known = {key for _, rows in offered[1:] for key, _ in rows}
        if figure.region is not None and figure.region_id not in known:  # of a village, or of a region that ended
            offered.append((figure.region_id, figure.region.full_name))
        self.fields["region"].choices = offered


class FigureWithdrawForm(WhyForm):
    """Why a figure is taken out."""

    reason = ReasonField(label="Alasan", help_text=NO_NIK)
