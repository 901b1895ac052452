"""Kinds of data that can be imported. An app registers its own in `<app>/importing`, which is found by name.

The framework knows files, rows and batches; a preset knows what a row means.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.module_loading import autodiscover_modules

from desmigratif.core.scope import Actor
from desmigratif.imports.cells import Fault, Row
from desmigratif.imports.enums import RowResult


@dataclass(frozen=True)
class Column:
    """A column of the template.

    `needed`: the heading must be there and each cell filled. `choices` become a drop-down list. `secret`: pages show
    its last four digits only. `fix` is what to do about a wrong cell when the rule itself does not say.
    """

    key: str
    title: str
    help: str
    example: str = ""
    width: int = 16
    needed: bool = False
    choices: tuple[str, ...] = ()
    secret: bool = False
    fix: str = "Perbaiki isinya, lalu unggah lagi."


@dataclass
class Verdict:
    """What checking found out about a row.

    `if_filled` is what the row would do if the uploader lets empty fields of a known record be filled; "" when that
    would not help. `key` tells rows of one file apart: a second row with the same key is rejected, at `key_column`,
    in `key_words` ("NIK ini sama dengan").
    """

    result: RowResult
    name: str = ""
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    if_filled: str = ""
    key: str = ""
    key_column: str = ""
    key_words: str = ""


@dataclass
class Outcome:
    """What applying a row did: the record, its version then, and what undo needs to know (no secret among it)."""

    record_id: UUID
    version: int
    undo: dict[str, Any] = field(default_factory=dict)


class LeftError(Exception):
    """A record that undo must leave as it is; the message says why, in the words of the page."""


class Session(ABC):
    """One job over the rows of a batch, with whatever the preset looks up once."""

    @abstractmethod
    def check(self, row: Row) -> Verdict:
        """What the row would do. Writes nothing and raises nothing for what a person may type."""

    @abstractmethod
    def apply(self, row: Row, *, record_id: UUID, result: RowResult, origin: str) -> Outcome:
        """Make or fill the record. Raises DomainError or ValidationError when it can't be any more."""

    @abstractmethod
    def undo(self, *, outcome: Outcome, result: RowResult, reason: str) -> None:
        """Take it back. Raises LeftError when somebody touched the record since."""


class Preset(ABC):
    """A kind of data. `table` is the label of the model whose records the rows make."""

    key: str
    table: str
    title: str
    noun: str

    @abstractmethod
    def columns(self, by: Actor) -> tuple[Column, ...]:
        """The columns for this actor, in the order of the template."""

    @abstractmethod
    def instructions(self, by: Actor) -> Sequence[str]:
        """Sentences of the sheet "Petunjuk"."""

    @abstractmethod
    def start(self, by: Actor) -> Session:
        """Begin a job; call it inside the actor's context."""

    @abstractmethod
    def url_of(self, record_id: UUID) -> str:
        """The page of a record."""


_presets: dict[str, Preset] = {}


def register(preset: Preset) -> None:
    """Make a preset known. Raises ValueError for a key that is taken."""
    if preset.key in _presets:
        raise ValueError(f"preset {preset.key} is registered twice")
    _presets[preset.key] = preset


def preset_of(key: str) -> Preset:
    """The preset of a batch. Raises KeyError for one that no app registers."""
    autodiscover_modules("importing")
    return _presets[key]
