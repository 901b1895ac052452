"""The field catalogue: for every field of every table what it is in law, why we hold it, how long, who may get it.

It is the record of processing that UU 27/2022 asks for (Ps 31), kept beside the code so that a test can compare it
with the models. An app lists its fields in `<app>/field_catalogue.py`, which is found by name.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.module_loading import autodiscover_modules


class DataClass(StrEnum):
    """Class of personal data (UU 27/2022 Ps 4)."""

    GENERAL = "general"
    SPECIFIC = "specific"
    CHILD = "child"  # specific too, and needs a guardian's consent (Ps 25)
    NONE = "none"  # not about a person


class Tier(StrEnum):
    """The widest tier in which a field may leave the system (domain.md 5.3)."""

    T0 = "T0"  # public aggregate, cells under 5 suppressed
    T1 = "T1"  # aggregate per village
    T2 = "T2"  # pseudonymous rows
    T3 = "T3"  # identified rows under a written agreement
    NEVER = "-"  # stays here


@dataclass(frozen=True)
class FieldEntry:
    """One field. Texts are Indonesian: the catalogue is shown to people."""

    name: str
    label: str
    data_class: DataClass
    legal_basis: str
    purpose: str
    retention: str
    tier: Tier


def label_of(model: type[models.Model], name: str) -> str:
    """The label of a field, as screens show it."""
    field = model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return str(field.verbose_name)


_entries: dict[str, dict[str, FieldEntry]] = {}


def entries(
    model: type[models.Model],
    *names: str,
    legal_basis: str,
    purpose: str,
    retention: str,
    data_class: DataClass = DataClass.GENERAL,
    tier: Tier = Tier.NEVER,
) -> list[FieldEntry]:
    """Fields held for one purpose, each under the label it has on screens."""
    return [
        FieldEntry(
            name,
            label_of(model, name),
            data_class,
            legal_basis,
            purpose,
            retention,
            tier,
        )
        for name in names
    ]


def register(model: type[models.Model], entries: Iterable[FieldEntry]) -> None:
    """List the fields of a model. Raises ValueError for a field it doesn't have or that is listed twice."""
    names = {field.name for field in model._meta.local_fields}
    listed: dict[str, FieldEntry] = {}
    for entry in entries:
        if entry.name not in names:
            raise ValueError(f"{model._meta.label} has no field {entry.name}")
        if entry.name in listed:
            raise ValueError(f"{model._meta.label}.{entry.name} is listed twice")
        listed[entry.name] = entry
    _entries[model._meta.label] = listed


def entries_of(model: type[models.Model]) -> dict[str, FieldEntry]:
    """The listed fields of a model, by name."""
    autodiscover_modules("field_catalogue")
    return _entries.get(model._meta.label, {})
