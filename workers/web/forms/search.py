"""The filters of the people list, read from the address."""

from typing import Any

from django import forms
from django.db.models import Model
from django.http import QueryDict

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Actor, Level
from desmigratif.core.web.fields import TextField
from desmigratif.core.web.forms import CodeListField, DomainForm
from desmigratif.reference.models import Country, Region
from villages.models import Hamlet, Village
from workers.enums import BusinessInterest, PmiStatus, RecordStatus, Sex
from workers.filters import refuse_number

PAGING = {"sebelum", "sesudah"}
LONGEST_HAMLET = 60
UNKNOWN_REGION = "Wilayah ini tidak dikenal di wilayah Anda."


class RegionField(forms.CharField):
    """A region code at any level inside the actor's region."""

    def __init__(self, *, by: Actor, **kwargs: Any) -> None:
        self.by = by
        super().__init__(max_length=13, required=False, **kwargs)

    def clean(self, value: Any) -> Region | None:
        code = super().clean(value)
        if not code:
            return None
        inside = self.by.is_national or code == self.by.code or code.startswith(f"{self.by.code}.")
        found = Region.objects.filter(pk=code).first() if inside and code.isascii() else None
        if found is None:
            raise forms.ValidationError(UNKNOWN_REGION)
        return found


class PersonSearchForm(DomainForm):
    """Which people; a value that is not understood is an error, never "no filter"."""

    q = TextField(
        label="Nama",
        required=False,
        max_length=100,
        validators=[refuse_number],
        # The browser refuses digits by itself, so a NIK typed here by mistake never reaches an address.
        attrs={"type": "search", "pattern": "[^0-9]*", "title": "Tulis nama saja, tanpa angka."},
    )
    status = CodeListField(PmiStatus, label="Status", empty="Semua", required=False)
    record_status = CodeListField(RecordStatus, label="Data", empty="Semua", required=False)
    sex = CodeListField(Sex, label="Jenis kelamin", required=False)
    business_interest = CodeListField(BusinessInterest, label="Minat usaha", required=False)
    country = forms.CharField(label="Negara terakhir", required=False, max_length=2)
    return_year = forms.RegexField(
        r"^(19|20)[0-9]{2}$",
        label="Tahun pulang",
        required=False,
        error_messages={"invalid": "Tahun terdiri dari 4 angka."},
    )

    NAMES_ONLY = ("q", "status")

    def __init__(self, data: QueryDict, *, by: Actor) -> None:
        super().__init__(data)
        if not by.may(Perm.PERSON_VIEW):
            self.shown_names = self.NAMES_ONLY
            self.fields = {name: self.fields[name] for name in self.NAMES_ONLY}
            return
        village = by.level is Level.DESA
        self.shown_names = ("q", "hamlet" if village else "region", "status", "record_status")
        self.fields["hamlet"] = self._hamlet(by) if village else TextField(max_length=60, required=False)
        self.fields["hamlet"].label = "Dusun"
        self.fields["region"] = RegionField(by=by, label="Kode wilayah" if by.is_national else "Desa")
        self.fields["village"] = RegionField(by=by, label="Desa")
        if not village and not by.is_national:
            self.fields["region"].widget = forms.Select(choices=village_choices(by))

    def _hamlet(self, by: Actor) -> forms.Field:
        """The dusun of the own village; one that was recorded before the list was can still be asked for."""
        names = list(Hamlet.objects.visible_to(by).order_by("name").values_list("name", flat=True))
        typed = self.data.get("hamlet", "")
        if typed and typed not in names and len(typed) <= LONGEST_HAMLET:
            names.append(typed)
        choices = [("", "Semua"), *((name, name) for name in names)]
        return forms.ChoiceField(choices=choices, required=False)

    def clean_region(self) -> Region | None:
        """A region that came by a link and is no village of the list is added to it, so that it can be seen."""
        region, widget = self.cleaned_data["region"], self.fields["region"].widget
        if region and isinstance(widget, forms.Select) and region.pk not in dict(widget.choices):
            widget.choices = [*widget.choices, (region.pk, region.title)]
        return region

    def clean_country(self) -> Country | None:
        code = self.cleaned_data["country"]
        found = Country.objects.filter(pk=code).first() if code else None
        if code and found is None:
            raise forms.ValidationError("Negara ini tidak dikenal.")
        return found

    def wrong(self) -> list[str]:
        """What in the address is not understood, in words; a filter is never dropped silently."""
        known = set(self.fields) | PAGING
        found = [f"Saringan “{name[:40]}” tidak dikenal." for name in sorted(set(self.data) - known)[:5]]
        repeated = [name for name in self.fields if len(self.data.getlist(name)) > 1]
        found += [f"{self.fields[name].label}: pilih satu saja." for name in repeated]
        for name, errors in self.errors.items():
            found += [f"{self.fields[name].label}: {error}" for error in errors]
        return found

    @property
    def shown(self) -> list[forms.BoundField]:
        """The inputs on the page, in their order; the rest comes from links of the dashboard."""
        for name in self.shown_names:
            widget = self.fields[name].widget
            widget.attrs["class"] = "govuk-select" if isinstance(widget, forms.Select) else "govuk-input"
        return [self[name] for name in self.shown_names]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Filters without an input, kept when the form is sent again."""
        return [
            (name, self.data[name]) for name in self.fields if name not in self.shown_names and self.data.get(name)
        ]

    @property
    def filters(self) -> dict[str, str]:
        """The filters that are set, as the shared filter set takes them."""
        values = {name: value for name, value in self.cleaned_data.items() if value}
        return {name: str(value.pk) if isinstance(value, Model) else value for name, value in values.items()}

    def chips(self) -> list[tuple[str, str, str]]:
        """Name, label and words of each filter that is set."""
        rows = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if value:
                words = dict(field.choices).get(value, value) if hasattr(field, "choices") else value
                label = "Wilayah" if isinstance(value, Region) else field.label
                rows.append((name, label, value.title if isinstance(value, Region) else str(words)))
        return rows


def village_choices(by: Actor) -> list[tuple[str, str]]:
    """The villages of the region, by name, each with its kecamatan: a third of all names repeat."""
    rows = Village.objects.visible_to(by).with_region().order_by("region_name", "village_code")
    kecamatan = [(row, (row.region_place or "").split(",")[0]) for row in rows]
    return [("", "Semua"), *((row.village_code, f"{row.region_name}, {name}") for row, name in kecamatan)]
