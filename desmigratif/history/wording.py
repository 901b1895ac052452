"""Events in words of the screens: who, when, why, and each field before and after, as the reader may see it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Model
from django.utils import timezone

from desmigratif.accounts.models import User
from desmigratif.accounts.roles import Role
from desmigratif.core import catalogue
from desmigratif.core.access import PRIVILEGES
from desmigratif.core.catalogue import DataClass
from desmigratif.core.history import Tracked, history_of, is_untold
from desmigratif.core.journal import value_words
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor
from desmigratif.core.security import ROLES, access_of
from desmigratif.history.reading import Event

DONE = {"I": "dicatat", "U": "diubah", "D": "dihapus"}
SENSITIVE = frozenset({DataClass.SPECIFIC, DataClass.CHILD})
OTHER_RECORD = "catatan lain"


@dataclass(frozen=True)
class Reader:
    """Who reads, and what the page lets the role see beside the ordinary."""

    actor: Actor
    sees_sensitive: bool = False  # fields of class specific or child of the record of processing
    hidden: frozenset[str] = frozenset()  # names of fields that the role sees on no page


@dataclass(frozen=True)
class Line:
    """One field. Without `told` it says only that it changed."""

    label: str
    before: str = ""
    after: str = ""
    told: bool = True


@dataclass(frozen=True)
class Part:
    """One record of an act."""

    what: str
    action: str
    lines: list[Line]
    about: str = ""  # which one, of several of a kind


@dataclass
class Act:
    """What was saved together."""

    at: datetime
    who: str
    role: str
    device: str
    reason: str
    tx: int
    parts: list[Part] = field(default_factory=list)
    is_broken: bool = False  # begins with other values than the change before left


def acts(events: Iterable[Event], reader: Reader, records: Iterable[Model] = ()) -> list[Act]:
    """The events as acts, in their order. An event of which the reader's screens show nothing is left out.

    `records` are those that belong to the record of the page: each is named, as there may be several of a kind; not
    where no value is kept, for a name would be one.
    """
    called = {(found._meta.label, str(found.pk)): str(found) for found in records if keeps_values(type(found))}
    listed = list(events)
    names = Names(listed, reader)
    broken = broken_at(listed)
    found: list[Act] = []
    for event in listed:
        model = model_of(event.kind)
        if model is None:
            continue
        columns = [found.column for found in model._meta.local_fields if found.column in event.data]
        lines = [line for column in columns if (line := _line(model, column, event, names)) is not None]
        if not lines and event.action == "U":
            continue
        if not found or found[-1].tx != event.tx:
            found.append(_act(event, names))
        noun = str(model._meta.verbose_name)
        found[-1].is_broken |= event.id in broken
        what = f"{noun[:1].upper()}{noun[1:]} {DONE[event.action]}"
        found[-1].parts.append(Part(what, event.action, lines, called.get((event.kind, event.record_id), "")))
    return found


def broken_at(events: Iterable[Event]) -> set[int]:
    """Events that begin with another value than the event before left: somebody with the owner's rights has changed,
    taken out or moved one of them. Events are newest first; what lies before the oldest isn't asked."""
    expected: dict[tuple[str, str, str], tuple[Any, int]] = {}
    broken = set()
    for event in events:
        of_record = (event.kind, event.record_id)
        if event.action == "I":
            for (kind, record_id, name), (told, later) in expected.items():
                if (kind, record_id) == of_record and told != (event.data.get(name) or None):
                    broken.add(later)
            continue
        for name, value in event.data.items():
            before, after = value if isinstance(value, list) and event.action == "U" else (value, None)
            told, later = expected.get((*of_record, name), (after, 0))
            if later and told != (after or None) and value != {}:
                broken.add(later)
            if value != {}:
                expected[(*of_record, name)] = (before or None, event.id)
    return broken


def keeps_values(model: type[Model]) -> bool:
    """Whether history may tell values of a table at all."""
    kept = history_of(model)
    return isinstance(kept, Tracked) and kept.values


def model_of(kind: str) -> type[Model] | None:
    """The model of a label; None for a table that is no more."""
    try:
        return apps.get_model(kind)
    except LookupError:
        return None


def _act(event: Event, names: "Names") -> Act:
    code = event.context.get("role", "")
    role = str(dict(Role.choices).get(code, ""))
    who = names.user(event.user_id) if event.user_id else ("Sistem" if code == "sistem" else "Tidak diketahui")
    return Act(event.at, who, role, event.context.get("device", ""), event.context.get("reason", ""), event.tx)


def _field(model: type[Model], column: str) -> models.Field | None:
    """The field of a column; None when it is no more."""
    return next((found for found in model._meta.local_fields if found.column == column), None)


def _line(model: type[Model], column: str, event: Event, names: "Names") -> Line | None:
    found = _field(model, column)
    kept = history_of(model)
    if found is None or not isinstance(kept, Tracked):
        return None
    label = kept.untold.get(found.name, str(found.verbose_name))
    label = f"{label[:1].upper()}{label[1:]}"
    value = event.data[column]
    if is_untold(kept, found) or value == {}:
        return Line(label, told=False)
    if not found.editable:
        return None
    if not names.may_see(model, found):
        return Line(label, told=False)
    pair = value if event.action == "U" else [None, value] if event.action == "I" else [value, None]
    before, after = (names.words(found, side) for side in pair)
    return Line(label, told=False) if before is None or after is None else Line(label, before, after)


class Names:
    """Values in words. What the values point to is read once, as the reader may see it."""

    def __init__(self, events: list[Event], reader: Reader) -> None:
        self.reader = reader
        self.users = dict(User.objects.filter(pk__in={row.user_id for row in events}).values_list("pk", "full_name"))
        wanted: dict[type[Model], set[str]] = {}
        for event in events:
            model = model_of(event.kind)
            for column, value in event.data.items():
                found = _field(model, column) if model else None
                if found is not None and found.related_model and value != {}:
                    sides = value if isinstance(value, list) else [value]
                    wanted.setdefault(found.related_model, set()).update(str(side) for side in sides if side)
        self.related = {model: self._read(model, keys) for model, keys in wanted.items()}

    def user(self, key: Any) -> str:
        """The name of who acted."""
        return self.users.get(key, "Pengguna yang sudah dihapus")

    def _read(self, model: type[Model], keys: set[str]) -> dict[str, str]:
        """Names of records that the reader may see."""
        if not self._is_open(model):
            return {}
        rows = model._default_manager.filter(pk__in=keys)
        if hasattr(rows, "visible_to"):
            rows = rows.visible_to(self.reader.actor)
        rows = rows.with_names() if hasattr(rows, "with_names") else rows
        return {str(row.pk): str(row) for row in rows}

    def _is_open(self, model: type[Model]) -> bool:
        """Whether the database lets this role ask the table at all."""
        access = access_of(model)
        name = next((name for name, role in ROLES.items() if role is self.reader.actor.db_role), "app")
        return access is not None and "select" in PRIVILEGES[getattr(access, name)]

    def may_see(self, model: type[Model], found: models.Field) -> bool:
        """Whether the reader may see values of a field."""
        if found.name in self.reader.hidden:
            return False
        entry = catalogue.entries_of(model).get(found.name)
        if entry is not None and entry.data_class in SENSITIVE and not self.reader.sees_sensitive:
            return False
        return not found.related_model or self._is_open(found.related_model)

    def words(self, found: models.Field, value: Any) -> str | None:
        """A value as screens show it; None for what no screen shows, as a structure."""
        if value is None or value == "" or value == []:
            return ""
        if found.related_model:
            return self.related.get(found.related_model, {}).get(str(value), OTHER_RECORD)
        if isinstance(found, ArrayField):
            sides = [self.words(found.base_field, item) for item in value]
            return ", ".join(side for side in sides if side)
        if isinstance(found, models.JSONField):
            return None
        try:
            read = found.to_python(value)
        except (ValidationError, ValueError):
            return str(value)
        if isinstance(read, datetime):
            local = timezone.localtime(read)
            return f"{PartialDate.of(local.date()).display()}, {local:%H.%M} WIB"
        return value_words(found, read)
