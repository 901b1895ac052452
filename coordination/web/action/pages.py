"""Bases of the forms about an action: the rows they may touch, and a conflict that loses nothing."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse

from coordination.models import ActionItem
from coordination.web.action.owning import own_institutions
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.web.views import ObjectServiceForm


def stored_values(form: Form, stored: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and stored value, in words, of every input whose stored value is not what was typed."""
    typed = form.cleaned_data
    return [
        (str(form.fields[name].label).replace(" (boleh kosong)", ""), in_words(form.fields[name], value))
        for name, value in stored.items()
        if name in typed and typed[name] != value
    ]


def in_words(field: Any, value: Any) -> str:
    """A stored value as a reader sees it."""
    if value is None or value == "" or value == []:
        return "belum diisi"
    if isinstance(value, list):
        labels = dict(getattr(field, "choices", []))
        return ", ".join(str(labels.get(item, item)) for item in value)
    if hasattr(value, "day"):
        return PartialDate.of(value).display()
    labels = dict(getattr(field, "choices", [])) if isinstance(value, str) else {}
    return str(labels.get(value, field.prepare_value(value) if hasattr(field, "most") else value))


class AboutAction(ObjectServiceForm):
    """A form about an action in the plan, or about a row below one."""

    model: Any = ActionItem
    template_name = "coordination/action/form.html"
    title = ""
    lead = ""
    submit_label = "Simpan"
    only_own = False  # only those of the actor's own institution

    @property
    def action(self) -> ActionItem:
        """The action of the page."""
        return self.object if isinstance(self.object, ActionItem) else self.object.action

    def get_queryset(self) -> Any:
        above = "" if self.model is ActionItem else "action__"
        rows = super().get_queryset().filter(**{f"{above}withdrawn_at": None})
        if self.only_own:
            rows = rows.filter(**{f"{above}owner_id__in": own_institutions(self.request.actor)})
        return rows.select_related(f"{above}owner", *([] if self.model is ActionItem else ["action"]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            action=self.action,
            title=self.title,
            lead=self.lead,
            submit_label=self.submit_label,
            back_url=self.action.get_absolute_url(),
            **kwargs,
        )

    def stored(self, row: Any) -> dict[str, Any]:
        """Values of a row as the form's clean values would be."""
        return {}

    def refused(self, form: Form, **context: Any) -> HttpResponse:
        """After somebody else's save: what is stored now stands beside what was typed, and may be overwritten."""
        if "conflict" in context:
            context["stored"] = stored_values(form, self.stored(context["conflict"]))
        return super().refused(form, **context)

    def get_success_url(self, done: Any = None) -> str:
        return self.action.get_absolute_url()
