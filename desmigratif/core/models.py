"""Bases of every table of ours: id, order, version, who and when, and the region columns that scope rows."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Left
from django.http import Http404

from desmigratif.core.access import ABOUT_PERSONS, Access
from desmigratif.core.errors import StaleVersion
from desmigratif.core.history import TRACKED, Tracked, Untracked
from desmigratif.core.ids import uuid7
from desmigratif.core.reads import current_reads
from desmigratif.core.scope import CODE_LENGTHS, SCOPE_COLUMNS, Actor, DbRole, Reach

EVERYBODY = "*"
VILLAGE_CODE = r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}"


def next_seq() -> models.Func:
    """Default of `seq`: the server's own order, because ids carry the clock of the phone that made them."""
    return models.Func(models.Value("desm_seq"), function="nextval", output_field=models.BigIntegerField())


class BaseQuerySet(models.QuerySet):
    """Rows that are locked and versioned."""

    def lock(self, *, pk: UUID, version: int | None = None) -> Any:
        """Take the row for a change.

        Raises Http404 when it is not visible, StaleVersion when it was saved since `version` was read.
        """
        found = self.select_for_update(of=("self",)).filter(pk=pk).first()
        if found is None:
            raise Http404
        if version is not None and found.version != version:
            raise StaleVersion(found)
        return found


class ScopedQuerySet(BaseQuerySet):
    """Rows of a region. `visible_to` is the fast path; row security in the database is the net behind it."""

    def visible_to(self, actor: Actor) -> Self:
        """Rows inside the actor's region, by equality on the stored column of its level."""
        if actor.is_national or actor.db_role is DbRole.SYSTEM:
            return self
        column = SCOPE_COLUMNS.get(actor.level)
        return self.filter(**{column: actor.code}) if column else self.none()


class BaseModel(models.Model):
    """What every record has. `access` must be declared by each concrete model.

    `seen_as` names the foreign keys to the records that a row tells about, for the log of who saw whom: a row that has
    no page of its own is read as its person. Empty: the row itself.
    """

    access: Access
    history: ClassVar[Tracked | Untracked] = TRACKED
    seen_as: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    seq = models.BigIntegerField("urutan", db_default=next_seq(), editable=False)
    version = models.PositiveIntegerField("versi", default=1, editable=False)
    created_at = models.DateTimeField("dibuat", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="dibuat oleh",
    )
    updated_at = models.DateTimeField("diubah", auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="diubah oleh",
    )

    objects = BaseQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Iterable[str], values: Iterable[Any]) -> Self:
        """A row about a person notes that it was read (security.md P-10)."""
        row = super().from_db(db, field_names, values)
        reads = current_reads()
        if reads is not None and cls.access.family in ABOUT_PERSONS:
            place = row.__dict__.get("village_code") or ""
            for what, record_id in row.subjects():
                reads.note(what, record_id, village_code=place, row_id=row.pk)
        return row

    def subjects(self) -> list[tuple[str, UUID]]:
        """The records this row tells about: label of the table and id. Reads no column that was left out."""
        found = []
        for name in self.seen_as:
            field = self._meta.get_field(name)
            record_id = self.__dict__.get(field.attname)
            if record_id is not None:
                found.append((field.related_model._meta.label, record_id))
        return found or [(self._meta.label, self.pk)]

    def save_new(self, *, by: Actor) -> Self:
        """Validate and insert."""
        self.created_by_id = self.updated_by_id = by.user_id
        self.full_clean(validate_unique=False)
        self.save(force_insert=True)
        return self

    def save_changed(self, *, by: Actor) -> Self:
        """Validate, raise the version by one and update."""
        self.updated_by_id = by.user_id
        self.version += 1
        self.full_clean(validate_unique=False)
        self.save(force_update=True)
        return self


class RegionalModel(BaseModel):
    """A record of one village. The codes above the village are generated, so they can't disagree with it."""

    village_code = models.CharField(
        "kode desa", max_length=13, validators=[RegexValidator(rf"^{VILLAGE_CODE}$", "Kode desa tidak dikenal.")]
    )
    kec_code = models.GeneratedField(
        expression=Left("village_code", 8), output_field=models.CharField(max_length=8), db_persist=True
    )
    kab_code = models.GeneratedField(
        expression=Left("village_code", 5), output_field=models.CharField(max_length=5), db_persist=True
    )
    prov_code = models.GeneratedField(
        expression=Left("village_code", 2), output_field=models.CharField(max_length=2), db_persist=True
    )

    objects = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True


def scope_indexes(prefix: str) -> list[models.Index]:
    """One index per level for lists: the scope column, newest first. Add them to `Meta.indexes` of a listed table."""
    return [
        models.Index(models.F(column), models.F("seq").desc(), name=f"{prefix}_{column.split('_', maxsplit=1)[0]}_seq")
        for column in SCOPE_COLUMNS.values()
    ]


class SharedQuerySet(BaseQuerySet):
    """Rows that several institutions and regions share."""

    def visible_to(self, actor: Actor) -> Self:
        """Rows that name the actor's institution or region, or everybody; all of them for the coordinators."""
        if actor.db_role is DbRole.SYSTEM or actor.reach is Reach.ALL:
            return self
        own = {Reach.INSTITUTION: str(actor.institution_id or ""), Reach.REGION: actor.code}.get(actor.reach)
        return self.none() if own is None else self.filter(shared_with__overlap=[EVERYBODY, own])


class SharedModel(BaseModel):
    """A record of the coordination: it names who shares it, and the policy reads that column.

    `shared_with` holds ids of institutions and region codes: of each village, and of every level above it, so that one
    comparison decides at any level. "*" opens it to everybody. Only services write it, through `share_with`.
    """

    shared_with = ArrayField(
        models.TextField(), default=list, blank=True, editable=False, verbose_name="terlihat oleh"
    )

    objects = SharedQuerySet.as_manager()

    class Meta:
        abstract = True

    def share_with(
        self, *, institutions: Iterable[UUID | None] = (), regions: Iterable[str] = (), everybody: bool = False
    ) -> bool:
        """Add institutions (ids) and regions (codes of any level); returns whether anything changed. Doesn't save."""
        found = {*self.shared_with, *(str(pk) for pk in institutions if pk)}
        found |= {code for region in regions for code in codes_above(region)}
        found |= {EVERYBODY} if everybody else set()
        changed = found != set(self.shared_with)
        self.shared_with = sorted(found)
        return changed


def codes_above(code: str) -> list[str]:
    """A region's code and the codes of the regions above it."""
    return [code[:length] for length in sorted(CODE_LENGTHS.values()) if len(code) >= length]


def shared_indexes(prefix: str) -> list[models.Index]:
    """The indexes of a `SharedModel` that is listed: newest first, and who shares it."""
    return [
        models.Index(models.F("seq").desc(), name=f"{prefix}_seq"),
        GinIndex(fields=["shared_with"], name=f"{prefix}_shared"),
    ]
