"""What a model must say about itself before it may hold anything."""

from collections.abc import Iterable, Mapping

from django.db.models import Model

from desmigratif.core.access import Access, Family
from desmigratif.core.catalogue import entries_of
from desmigratif.core.models import BaseQuerySet
from desmigratif.core.scope import SCOPE_COLUMNS
from tests.architecture.guards.database import ABOUT_PERSONS, GUARDED

Models = Mapping[type[Model], Access | None]


def unclassified(models: Models) -> set[str]:
    """Models without a policy family."""
    return {model._meta.label for model, access in models.items() if access is None}


def unguarded_columns(models: Models) -> set[str]:
    """Models without the columns that the rule of their family compares."""
    needed = {
        Family.REGION: set(SCOPE_COLUMNS.values()),
        Family.PERSON: set(SCOPE_COLUMNS.values()),
        Family.DISTRICT: {"kab_code"},
        Family.SHARED: {"shared_with"},
    }
    return {
        model._meta.label
        for model, access in models.items()
        if access and not needed.get(access.family, set()) <= {field.column for field in model._meta.local_fields}
    }


def unscoped(models: Models) -> set[str]:
    """Guarded models whose default manager knows no scope: layer 1 is missing."""
    return {
        model._meta.label
        for model, access in models.items()
        if access and access.family in GUARDED and not hasattr(model._default_manager.all(), "visible_to")
    }


def unlocked_versions(models: Iterable[type[Model]]) -> set[str]:
    """Models with a version that their queryset can't compare under a lock."""
    return {
        model._meta.label
        for model in models
        if any(field.name == "version" for field in model._meta.local_fields)
        and not isinstance(model._default_manager.all(), BaseQuerySet)
    }


def open_to_statistics(models: Models) -> set[str]:
    """Models about persons that the national role without persons could read."""
    return {
        model._meta.label
        for model, access in models.items()
        if access and access.family in ABOUT_PERSONS and access.stat != "none"
    }


def unrecorded(models: Iterable[type[Model]]) -> set[str]:
    """Fields that the record of processing (UU 27/2022 Ps 31) doesn't name."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in models
        for field in model._meta.local_fields
        if field.name not in entries_of(model)
    }
