"""What a steward's browser sends: the form of an admin page as it stands, with some inputs typed over."""

from typing import Any

from django.db.models import Model
from django.forms import NullBooleanSelect
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

REASON = "Dicocokkan dengan KTP aslinya."


def change_url(record: Model) -> str:
    """The record's page in the admin."""
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def add_url(model: type[Model]) -> str:
    """The page that makes a record."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")


def as_shown(response: HttpResponse) -> dict[str, Any]:
    """What the page's form sends as it stands."""
    form = response.context["adminform"].form
    shown = {name for _, group in response.context["adminform"].fieldsets for name in group["fields"]}
    values = {name: form[name].value() for name in form.fields if name in shown}
    for name, value in values.items():
        if isinstance(form.fields[name].widget, NullBooleanSelect):
            values[name] = {True: "true", False: "false", None: "unknown"}[value]
    return {name: value for name, value in values.items() if value is not None and value is not False}


def send(client: Client, url: str, *, reason: str = REASON, **typed: Any) -> HttpResponse:
    """Open the page, type over some inputs, save. None empties a tick box."""
    data = {**as_shown(client.get(url)), "reason": reason, **typed}
    return client.post(url, {name: value for name, value in data.items() if value is not None})


def errors_of(response: HttpResponse) -> dict[str, list[str]]:
    """The errors by field."""
    assert response.status_code == 422, response.status_code
    return dict(response.context["adminform"].form.errors)
