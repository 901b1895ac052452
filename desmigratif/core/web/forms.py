"""Base of every form, and the fields officers meet often."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from desmigratif.core.clock import today
from desmigratif.core.enums import CodeList
from desmigratif.core.ids import accept_client_id, uuid7
from desmigratif.core.partial_date import EARLIEST_YEAR, MONTHS, SHORT_MONTHS, PartialDate

REQUIRED = "Isian ini wajib diisi."


class DomainForm(forms.Form):
    """A form whose errors are Indonesian sentences and that keeps everything typed.

    Fields named in `Meta`-less style: plain Django fields. `record_id` makes a double tap or a resend harmless: the id
    is made once per form, and a service that finds it taken returns the record already made.
    """

    error_css_class = "govuk-form-group--error"
    required_css_class = ""
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if field.error_messages.get("required") and "required" not in getattr(field, "own_messages", ()):
                field.error_messages["required"] = f"Isi dulu: {field.label}." if field.label else REQUIRED


@dataclass(frozen=True)
class Group:
    """Inputs under one legend. `is_more`: folded away until something in it is filled in or wrong (`is_open`)."""

    legend: str
    inputs: list[forms.BoundField]
    is_more: bool = False
    is_open: bool = False


class GroupedForm(DomainForm):
    """A form whose inputs stand in groups: GROUPS are (legend, names), MORE is the one that is folded away."""

    GROUPS: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = ()
    MORE: ClassVar[tuple[str, tuple[str, ...]] | None] = None

    @property
    def groups(self) -> list[Group]:
        """For the template."""
        found = [Group(legend, self._bound(names)) for legend, names in self.GROUPS]
        if self.MORE:
            legend, names = self.MORE
            inputs = self._bound(names)
            is_open = any(bound.errors or bound.value() not in (None, "", False, []) for bound in inputs)
            found.append(Group(legend, inputs, is_more=True, is_open=is_open))
        return [group for group in found if group.inputs]

    def _bound(self, names: tuple[str, ...]) -> list[forms.BoundField]:
        return [self[name] for name in names if name in self.fields]


class RecordIdField(forms.UUIDField):
    """The id of the record a form will make, UUIDv7, hidden."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=True, initial=uuid7, error_messages={"required": REQUIRED}, **kwargs)

    def clean(self, value: Any) -> Any:
        try:
            return accept_client_id(super().clean(value))
        except ValidationError as error:
            if error.code == "invalid" and not error.message.startswith("Jam"):
                raise ValidationError("Halaman ini rusak. Buka lagi formulirnya, isian lain bisa disalin.") from error
            raise


class VersionField(forms.IntegerField):
    """The version of the record that the form was filled from, hidden."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=True, min_value=1, max_value=2_000_000_000, **kwargs)


class CodeListField(forms.ChoiceField):
    """A choice from a coded list; `empty` is the words of the first, empty choice."""

    def __init__(self, codes: type[CodeList], *, empty: str = "Pilih", **kwargs: Any) -> None:
        choices = list(codes.choices)
        if not isinstance(kwargs.get("widget"), forms.RadioSelect) and kwargs.get("widget") is not forms.RadioSelect:
            choices = [("", empty), *choices]
        kwargs.setdefault("error_messages", {"invalid_choice": "Pilih salah satu dari daftar."})
        super().__init__(choices=choices, **kwargs)


class PartialDateFormField(forms.CharField):
    """A date of which only the year may be known. Takes 2023, Mei 2023, 05-2023, 14-5-2023, 2023-05-14."""

    def __init__(self, *, in_past: bool = True, **kwargs: Any) -> None:
        self.in_past = in_past
        kwargs.setdefault("max_length", 30)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.display() if isinstance(value, PartialDate) else value

    def read(self, text: str) -> PartialDate:
        """The date a text means. Raises ValidationError when it is none."""
        parsed = parse_partial_date(text)
        if parsed is None:
            raise ValidationError(f"{self.label}: tulis tahunnya (2023) atau tanggalnya (14-5-2023).")
        return parsed

    def clean(self, value: Any) -> PartialDate | None:
        text = super().clean(value)
        if not text:
            return None
        parsed = self.read(text)
        if parsed.year < EARLIEST_YEAR:
            raise ValidationError(f"{self.label} harus tahun {EARLIEST_YEAR} atau sesudahnya.")
        if self.in_past and parsed > PartialDate.of(today()):
            limit = today().year if parsed.precision == "year" else PartialDate.of(today()).display()
            raise ValidationError(f"{self.label} harus {limit} atau sebelumnya. Yang terisi {parsed.display()}.")
        return parsed


def parse_partial_date(text: str) -> PartialDate | None:
    """Read a date as Indonesians write it; None when it is none."""
    words = text.lower().replace("/", " ").replace("-", " ").replace(".", " ").split()
    parts = [_month_number(word) if word.isalpha() else word for word in words]
    if not parts or len(parts) > 3 or not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return None
    if len(parts[0]) != 4:
        parts.reverse()
    if len(parts[0]) != 4 or any(len(part) > 2 for part in parts[1:]):
        return None
    try:
        return PartialDate("-".join([parts[0], *(part.zfill(2) for part in parts[1:])]))
    except ValueError:
        return None


def _month_number(word: str) -> str:
    for number, (long, short) in enumerate(zip(MONTHS, SHORT_MONTHS, strict=True), start=1):
        if word in {long.lower(), short.lower()}:
            return str(number)
    return word
