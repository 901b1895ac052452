"""How forms become GOV.UK markup. The widgets stay Django's own; labels, hints and errors stand in `_components`."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.renderers import DjangoTemplates

# The first match counts: a list of ticks is a kind of radio to Django.
KINDS: list[tuple[type[forms.Widget], str, str]] = [
    (forms.CheckboxSelectMultiple, "checkboxes", "govuk-checkboxes__input"),
    (forms.RadioSelect, "radios", "govuk-radios__input"),
    (forms.CheckboxInput, "checkbox", "govuk-checkboxes__input"),
    (forms.Select, "select", "govuk-select"),
    (forms.Textarea, "textarea", "govuk-textarea"),
    (forms.FileInput, "file", "govuk-file-upload"),
    (forms.PasswordInput, "password", "govuk-input"),
    (forms.DateInput, "input", "govuk-input govuk-input--width-10"),
    (forms.Widget, "input", "govuk-input"),
]
INLINE_CHOICES = 2
INLINE_LETTERS = 12


class GovukBoundField(BoundField):
    """A field with what the templates of `_components` ask of it."""

    @property
    def kind(self) -> str:
        """Which markup it gets."""
        return self._kind_and_class[0]

    @property
    def _kind_and_class(self) -> tuple[str, str]:
        widget = self.field.widget
        return next((kind, name) for base, kind, name in KINDS if isinstance(widget, base))

    @property
    def first_input_id(self) -> str:
        """The id an error links to: the input, or the first choice of a list."""
        if self.kind in {"radios", "checkboxes"}:
            return f"{self.auto_id}_0"
        return self.id_for_label

    @property
    def described_by(self) -> str:
        """Ids of hint and error, as Django's own widgets name them."""
        parts = [("helptext", self.help_text), ("error", self.errors)]
        return " ".join(f"{self.auto_id}_{name}" for name, there in parts if there)

    @property
    def control(self) -> str:
        """The input with its classes added to those it was given."""
        kind, name = self._kind_and_class
        classes = [name, self.field.widget.attrs.get("class", "")]
        if self.errors and kind != "checkbox":
            classes.append(f"{name.split()[0]}--error")
        return self.as_widget(attrs={"class": " ".join(filter(None, classes))})

    @property
    def options(self) -> list[BoundWidget]:
        """The choices of a list. They carry no aria-invalid: it is no property of a single radio button."""
        attrs: dict[str, Any] = {"id": self.auto_id, "class": self._kind_and_class[1]}
        if self.field.disabled:
            attrs["disabled"] = True
        widget = self.field.widget
        found = widget.subwidgets(self.html_name, self.value(), attrs=attrs)
        return [BoundWidget(widget, option, self.form.renderer) for option in found]

    @property
    def is_inline(self) -> bool:
        """Two short choices, such as yes and no, stand side by side."""
        labels = [str(option.choice_label) for option in self.options]
        return len(labels) <= INLINE_CHOICES and all(len(label) <= INLINE_LETTERS for label in labels)


class DesmigratifRenderer(DjangoTemplates):
    """Django's renderer, with our bound fields."""

    bound_field_class = GovukBoundField


def summary_of(form: forms.BaseForm) -> dict[str, Any]:
    """What the error summary says: every error once, in page order, with a link where an input can be reached."""
    rows = [("", text) for text in form.non_field_errors()]
    wrong = 0
    for bound in (form[name] for name in form.fields):
        link = "" if bound.is_hidden else bound.first_input_id
        rows += [(link, text) for text in bound.errors]
        wrong += bool(link and bound.errors)
    return {"rows": rows, "wrong": wrong}
