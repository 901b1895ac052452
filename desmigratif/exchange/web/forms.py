"""Forms of agreements and clients. Which fields can be ticked comes from the registry of datasets."""

from typing import Any

from django import forms

from desmigratif.core.clock import today
from desmigratif.core.web.fields import DayField
from desmigratif.core.web.forms import CodeListField, DomainForm, RecordIdField, VersionField
from desmigratif.exchange.catalogue import UNDER_AGREEMENT
from desmigratif.exchange.enums import Tier
from desmigratif.exchange.models import Agreement
from desmigratif.exchange.services import Terms
from desmigratif.reference.enums import RegionLevel
from desmigratif.reference.models import Institution, Region

NATION = "nasional"  # the value of the choice without a region
UNKNOWN_REGION = "Pilih wilayah dari daftar."


class AgreementForm(DomainForm):
    """The terms of an agreement."""

    record_id = RecordIdField()
    number = forms.CharField(label="Nomor perjanjian", max_length=60)
    institution = forms.ModelChoiceField(
        queryset=Institution.objects.none(),
        label="Instansi penerima",
        empty_label="Pilih instansi",
        error_messages={"invalid_choice": "Pilih salah satu dari daftar."},
    )
    purpose = forms.CharField(
        label="Tujuan pemakaian",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Untuk apa data dipakai. Tertulis juga di halaman klien.",
    )
    legal_basis = forms.CharField(label="Dasar hukum", max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    region_code = forms.CharField(
        label="Wilayah",
        max_length=13,
        widget=forms.Select,
        help_text="Klien hanya membaca data wilayah ini. Kabupaten dan kota ada di bawah provinsinya.",
        error_messages={"max_length": UNKNOWN_REGION},
    )
    tier = CodeListField(
        Tier,
        label="Tingkat keterbukaan",
        empty="Pilih tingkat",
        help_text="Menentukan kolom mana yang boleh dicentang di bawah.",
    )
    starts_on = DayField(label="Berlaku mulai", in_past=False)
    ends_on = DayField(
        label="Berlaku sampai",
        in_past=False,
        help_text="Paling lama lima tahun. Sesudahnya akses berhenti sendiri.",
    )

    def __init__(self, *args: Any, agreement: Agreement | None = None, **kwargs: Any) -> None:
        if agreement is not None:
            kwargs["initial"] = _initial(agreement)
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = Institution.objects.valid_on(today()).order_by("name")
        self.fields["institution"].label_from_instance = lambda found: f"{found.name} ({found.short_name})"
        self.fields["region_code"].widget.choices = _region_choices(agreement.region if agreement else None)
        if agreement is not None:
            del self.fields["record_id"]
            self.fields["version"] = VersionField(initial=agreement.version)
        for name, dataset in UNDER_AGREEMENT.items():
            self.fields[name] = forms.MultipleChoiceField(
                label="Kolom yang dibuka",
                choices=[(field.name, _choice(field, dataset)) for field in dataset.fields if not field.always],
                widget=forms.CheckboxSelectMultiple,
                required=False,
                initial=(kwargs.get("initial") or {}).get(name, []),
                help_text=_always(dataset),
                error_messages={"invalid_choice": "Pilih kolom dari daftar."},
            )
            self.fields[f"{name}_open"] = forms.BooleanField(
                label=f"Buka {dataset.label.lower()}",
                required=False,
                initial=(kwargs.get("initial") or {}).get(f"{name}_open", False),
            )

    @property
    def dataset_fields(self) -> list[tuple[str, forms.BoundField, forms.BoundField, bool]]:
        """For the template: the name of each dataset, its switch, the choice of its fields, whether it stands open.

        It stands open when something in it is chosen or wrong.
        """
        rows = []
        for name, dataset in UNDER_AGREEMENT.items():
            switch, fields = self[f"{name}_open"], self[name]
            is_open = bool(switch.value() or fields.value() or switch.errors or fields.errors)
            rows.append((dataset.label, switch, fields, is_open))
        return rows

    def clean_region_code(self) -> Region | None:
        code = self.cleaned_data["region_code"]
        if code == NATION:
            return None
        region = Region.objects.valid_on(today()).filter(pk=code).first()
        if region is None:
            raise forms.ValidationError(UNKNOWN_REGION)
        return region

    def clean(self) -> dict[str, Any]:
        """Adds the `terms`. A dataset with a ticked field counts as opened."""
        data = super().clean() or self.cleaned_data
        if not self.errors:
            data["terms"] = Terms(
                number=data["number"],
                institution=data["institution"],
                purpose=data["purpose"],
                legal_basis=data["legal_basis"],
                tier=Tier(data["tier"]),
                region=data["region_code"],
                datasets={name: data[name] for name in UNDER_AGREEMENT if data[f"{name}_open"] or data[name]},
                starts_on=data["starts_on"],
                ends_on=data["ends_on"],
            )
        return data


def _region_choices(chosen: Region | None) -> list[Any]:
    """The nation, then each province with its kabupaten and kota, every one named with the place above it.

    A draft for a smaller region, made elsewhere, keeps its own.
    """
    levels = [RegionLevel.PROV, RegionLevel.KAB, RegionLevel.KOTA]
    choices: list[Any] = [("", "Pilih wilayah"), (NATION, "Seluruh Indonesia")]
    if chosen is not None and chosen.level not in levels:
        choices.append((chosen.pk, f"{chosen.full_name} ({chosen.pk})"))
    provinces: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for region in Region.objects.valid_on(today()).filter(level__in=levels).order_by("code"):
        if region.level == RegionLevel.PROV:
            provinces[region.pk] = (region.name, [(region.pk, f"Seluruh {region.name} ({region.pk})")])
        elif region.parent_id in provinces:
            provinces[region.parent_id][1].append((region.pk, f"{region.full_name} ({region.pk})"))
    return [*choices, *provinces.values()]


def _choice(field: Any, dataset: Any) -> str:
    """The field's name; with its tier where that is above the lowest one of the dataset."""
    return field.label if field.tier == _lowest(dataset) else f"{field.label} (perlu {field.tier})"


def _lowest(dataset: Any) -> str:
    return min(str(field.tier) for field in dataset.fields)


def _always(dataset: Any) -> str:
    always = ", ".join(field.label.lower() for field in dataset.fields if field.always)
    return f"Mulai tingkat {_lowest(dataset)}. Selalu ikut: {always}."


def _initial(agreement: Agreement) -> dict[str, Any]:
    initial: dict[str, Any] = {
        "number": agreement.number,
        "institution": agreement.institution_id,
        "purpose": agreement.purpose,
        "legal_basis": agreement.legal_basis,
        "region_code": agreement.region_id or NATION,
        "tier": agreement.tier,
        "starts_on": agreement.starts_on,
        "ends_on": agreement.ends_on,
    }
    for name, fields in agreement.datasets.items():
        initial[name], initial[f"{name}_open"] = fields, True
    return initial


class ApproveForm(DomainForm):
    """Approval: a version, so that nobody approves what was changed meanwhile."""

    version = VersionField()


class EndForm(DomainForm):
    """The end of an agreement before its day."""

    version = VersionField()
    reason = forms.CharField(
        label="Alasan diakhiri", max_length=300, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300})
    )


class ClientForm(DomainForm):
    """A new client."""

    name = forms.CharField(
        label="Nama klien", max_length=80, help_text="Nama aplikasi yang memakai, misalnya SIAPkerja produksi."
    )


class StopForm(DomainForm):
    """Stopping a client needs nothing but the button."""
