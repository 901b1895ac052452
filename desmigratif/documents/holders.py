"""What files may hang on. An app above names its records in a module `attachments`, which is found by name: this app
knows none of them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.module_loading import autodiscover_modules

from desmigratif.accounts.roles import Perm
from desmigratif.core.journal import JournalModel
from desmigratif.core.scope import Actor
from desmigratif.documents.enums import DocumentPurpose

Rows = Callable[[Actor], QuerySet]


def itself(record: Any) -> Any:
    """The record itself."""
    return record


def anybody(record: Any, by: Actor) -> None:
    """No rule besides the right."""


def nothing(record: Any, files: int, by: Actor) -> None:
    """The record takes no note of how many files it has."""


@dataclass(frozen=True)
class Holder:
    """One kind of record that files hang on.

    `rows` gives the records that the actor may see now, without the withdrawn ones. `allow` raises DomainError when
    the actor may not change the files of this record. `follow` is told how many files there are after a change.
    `told_on` is the record whose `journal` tells of it, and whose page the reader goes back to.
    """

    model: type[models.Model]
    table: Any  # a concrete DocumentModel
    purpose: DocumentPurpose
    view_right: Perm
    change_right: Perm
    rows: Rows
    add_url: str  # name of the address of the form
    add_args: Callable[[Any], list[Any]] = lambda record: [record.pk]
    most: int | None = None  # files a record; None: DOCUMENTS_PER_RECORD
    images_only: bool = False
    withdrawn: str = ""  # path of the moment the record was taken back; empty: it never is
    near_only: bool = False  # not for those who see the whole nation
    journal: type[JournalModel] | None = None
    told_on: Callable[[Any], Any] = itself
    page: Callable[[Any], str] = lambda record: record.get_absolute_url()
    allow: Callable[[Any, Actor], None] = anybody
    follow: Callable[[Any, int, Actor], None] = nothing

    def shown_to(self, actor: Actor) -> bool:
        """Whether the role may open files of this kind at all."""
        return actor.may(self.view_right) and not (self.near_only and actor.is_national)


_holders: dict[str, Holder] = {}


def register(holder: Holder) -> Holder:
    """Name a kind of record. Raises ValueError when it was named before."""
    label = holder.model._meta.label
    if label in _holders:
        raise ValueError(f"{label} is registered twice")
    _holders[label] = holder
    return holder


def holders() -> dict[str, Holder]:
    """All kinds, by the label of their table."""
    autodiscover_modules("attachments")
    return _holders


def holder_of(record_kind: str) -> Holder:
    """The kind of a record (`core.journal.kind_of`). Raises KeyError."""
    return holders()[record_kind]
