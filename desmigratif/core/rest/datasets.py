"""What the API can give: datasets and their fields, declared by the apps, read by everything else.

One declaration drives the agreement form, the rows, the filters, the schema and the documentation page, so a field
that an agreement leaves out is left out of all of them. Nothing here imports the REST framework.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Model, Q
from django.db.models.expressions import Combinable

from desmigratif.core.enums import CodeList

TELLS_GONE = "With `updated_since` withdrawn rows come too, with `withdrawn` true and the rest null: delete them."
TIERS = ("T0", "T1", "T2", "T3")  # public, aggregate per village, pseudonymous rows, identified rows


class Kind(StrEnum):
    """Type of a value in JSON."""

    TEXT = "text"
    UUID = "uuid"
    CODE = "code"  # a code of a coded list
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    DATE = "date"
    MOMENT = "moment"  # date and time, UTC
    LIST = "list"  # a list of texts
    ROWS = "rows"  # a list of objects

    @property
    def word(self) -> str:
        """For the page of integrators."""
        return WORDS[self]


WORDS = {
    Kind.TEXT: "teks",
    Kind.UUID: "UUID",
    Kind.CODE: "kode",
    Kind.INTEGER: "bilangan bulat",
    Kind.NUMBER: "bilangan",
    Kind.FLAG: "ya atau tidak",
    Kind.DATE: "tanggal",
    Kind.MOMENT: "tanggal dan jam (UTC)",
    Kind.LIST: "daftar teks",
    Kind.ROWS: "daftar",
}


@dataclass(frozen=True)
class Field:
    """One field of a dataset.

    `source` is a column path or an expression; `tier` the lowest tier of an agreement that may name the field;
    `always` marks the fields without which a client can't keep a copy: every agreement has them. `pseudonym` marks the
    id of a row about a person: it leaves as the agreement's own name for it. `gone_by`: see `withdrawn_field`.
    """

    name: str
    label: str
    help: str
    source: str | Combinable = ""
    kind: Kind = Kind.TEXT
    tier: str = "T1"
    codes: type[CodeList] | None = None
    filterable: bool = False
    always: bool = False
    nullable: bool = True
    pattern: str = ""
    pseudonym: bool = False
    members: tuple["Field", ...] = ()
    gone_by: tuple[str, ...] = ()

    @property
    def expression(self) -> Combinable:
        """What to select."""
        source = self.source or self.name
        return F(source) if isinstance(source, str) else source

    @property
    def column(self) -> str:
        """What to filter on; only fields with a plain column may be filterable."""
        return self.source if isinstance(self.source, str) and self.source else self.name


def changed_field(*, tier: str = "T1") -> Field:
    """When the row last changed."""
    return Field("updated_at", "Diubah pada", "Last change.", kind=Kind.MOMENT, tier=tier, always=True)


def withdrawn_field(*paths: str, tier: str = "T1") -> Field:
    """Whether the row was withdrawn, by itself or with what it belongs to: one of the moments at `paths` is set.

    A dataset with this field announces what leaves it: a client that asks what has changed is given such a row once
    more, empty but for the fields that are always there.
    """
    gone = Q()
    for path in paths:
        gone |= Q(**{f"{path}__isnull": False})
    return Field(
        "withdrawn",
        "Ditarik",
        "True when the row was withdrawn; delete it.",
        source=ExpressionWrapper(gone, output_field=BooleanField()),
        kind=Kind.FLAG,
        tier=tier,
        always=True,
        gone_by=paths,
    )


def place_fields(*, tier: str, is_key: bool = False) -> tuple[Field, ...]:
    """The codes of a row's village and of the regions above it; `is_key` when the village's code names the row."""
    two = r"[0-9]{2}"
    pieces = (two, two, two, r"[0-9]{4}")
    return (
        Field(
            "village_code",
            "Kode desa",
            "Kemendagri code of the village.",
            tier=tier,
            filterable=True,
            always=is_key,
            nullable=not is_key,
            pattern=r"\.".join(pieces),
        ),
        Field(
            "kec_code", "Kode kecamatan", "Subdistrict.", tier=tier, filterable=True, pattern=r"\.".join(pieces[:3])
        ),
        Field(
            "kab_code", "Kode kabupaten/kota", "District.", tier=tier, filterable=True, pattern=r"\.".join(pieces[:2])
        ),
        Field("prov_code", "Kode provinsi", "Province.", tier=tier, filterable=True, pattern=two),
    )


@dataclass(frozen=True)
class Dataset:
    """A table as the API shows it.

    `order` is the key of pages, unique and never changing; `changed` the pair of columns behind `updated_since`.
    A reference dataset is open to every client with an agreement in force.
    """

    name: str
    singular: str
    label: str
    label_en: str
    help: str
    model: type[Model]
    fields: tuple[Field, ...]
    key: str
    order: tuple[str, ...]
    changed: tuple[str, ...] = ()
    is_reference: bool = False
    by_name: Mapping[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {item.name: item for item in self.fields})
        if self.gone_by:
            object.__setattr__(self, "help", f"{self.help} {TELLS_GONE}")

    @property
    def gone_by(self) -> tuple[str, ...]:
        """The moments of which each, when set, says that a row is withdrawn; none when nothing is ever withdrawn."""
        return self.by_name["withdrawn"].gone_by if "withdrawn" in self.by_name else ()

    @property
    def scope(self) -> str:
        """The OAuth2 scope a token needs."""
        return f"{self.name}:read"

    @property
    def path(self) -> str:
        """The last part of the address."""
        return self.name.replace("_", "-")

    def fields_for(self, names: Any) -> tuple[Field, ...]:
        """The fields of an agreement, in the dataset's own order; those that are always there included."""
        wanted = set(names)
        return tuple(item for item in self.fields if self.is_reference or item.always or item.name in wanted)

    def allowed_in(self, tier: str) -> tuple[Field, ...]:
        """The fields an agreement of this tier may name; none when the dataset itself is above the tier."""
        if any(item.always and not within(item.tier, tier) for item in self.fields):
            return ()
        return tuple(item for item in self.fields if within(item.tier, tier))


def within(needed: str, tier: str) -> bool:
    """Whether `tier` reaches `needed`."""
    return TIERS.index(needed) <= TIERS.index(tier)
