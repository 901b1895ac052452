"""Reference tables: regions by Kemendagri code, countries, institutions. Dated, because they are renamed and split."""

from datetime import date
from typing import Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from desmigratif.core.access import REFERENCE_TABLE
from desmigratif.core.history import A_LOG, TRACKED, Untracked
from desmigratif.core.ids import uuid7
from desmigratif.reference.enums import VILLAGE_LEVELS, InstitutionKind, RegionLevel

REGION_CODE = r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?$"


def _valid_on(day: date) -> Q:
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_to=None) | Q(valid_to__gte=day))


class DatedQuerySet(models.QuerySet):
    """Rows with a beginning and an end; an empty bound is open."""

    def valid_on(self, day: date) -> Self:
        """Those in force on the day."""
        return self.filter(_valid_on(day))


class RegionQuerySet(DatedQuerySet):
    """Regions of one kind or place."""

    def villages(self) -> Self:
        """Desa, kelurahan and desa adat."""
        return self.filter(level__in=VILLAGE_LEVELS)

    def children_of(self, code: str) -> Self:
        """The regions directly below; an empty code gives the provinces."""
        return self.filter(parent_id=code) if code else self.filter(level=RegionLevel.PROV)

    def search(self, text: str) -> Self:
        """By code or by words of the name and of the places above it, so "pagersari kalidawir" finds one village."""
        rows = self
        for word in text.split()[:5]:
            term = word.upper()
            rows = rows.annotate(upper_name=Upper("name"), upper_place=Upper("place")).filter(
                Q(code__startswith=word) | Q(upper_name__contains=term) | Q(upper_place__contains=term)
            )
        return rows


class Region(models.Model):
    """A region of Indonesia (Kepmendagri; format PP.KK.CC.DDDD). A code that ends is closed, never deleted."""

    access = REFERENCE_TABLE
    history = Untracked("loaded as a whole from published lists; each load is a RegionLoad")

    code = models.CharField(
        "kode", primary_key=True, max_length=13, db_collation="C", validators=[RegexValidator(REGION_CODE)]
    )
    level = models.CharField("tingkat", max_length=9, choices=RegionLevel)
    name = models.CharField("nama", max_length=100)
    place = models.CharField(
        "letak", max_length=160, blank=True, help_text="Wilayah di atasnya, untuk membedakan nama yang sama"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="induk"
    )
    bps_code = models.CharField("kode BPS", max_length=10, blank=True)
    valid_from = models.DateField("berlaku sejak", null=True, blank=True)
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = "wilayah"
        verbose_name_plural = "wilayah"
        constraints = [
            models.CheckConstraint(
                name="region_code_format",
                condition=Q(code__regex=REGION_CODE),
                violation_error_message="Kode wilayah berbentuk PP.KK.CC.DDDD.",
            ),
            models.CheckConstraint(
                name="region_parent_unless_province",
                condition=Q(level=RegionLevel.PROV, parent=None)
                | (~Q(level=RegionLevel.PROV) & Q(parent__isnull=False)),
                violation_error_message="Setiap wilayah di bawah provinsi punya induk.",
            ),
            models.CheckConstraint(
                name="region_valid_to_after_from",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Tanggal akhir harus sesudah tanggal awal.",
            ),
        ]
        indexes = [
            models.Index(fields=["parent", "name"], name="region_parent_name"),
            models.Index(fields=["level", "code"], name="region_level_code"),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="region_name_trgm"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def title(self) -> str:
        """The name with the word of its level: "Desa Tunggangri", "Kabupaten Tulungagung", "Jawa Timur"."""
        if self.level in (RegionLevel.PROV, RegionLevel.KAB, RegionLevel.KOTA):
            return self.name
        return f"{self.get_level_display()} {self.name}"

    @property
    def full_name(self) -> str:
        """The title with the places above it; a third of all village names repeat."""
        return f"{self.title}, {self.place}" if self.place else self.title


class RegionSuccession(models.Model):
    """Which region follows which: a split has several successors, a merger several predecessors."""

    access = REFERENCE_TABLE
    history = Untracked("loaded as a whole from published lists; each load is a RegionLoad")

    predecessor = models.ForeignKey(Region, models.PROTECT, related_name="successions", verbose_name="wilayah lama")
    successor = models.ForeignKey(Region, models.PROTECT, related_name="origins", verbose_name="wilayah pengganti")
    decree = models.CharField("dasar hukum", max_length=120, blank=True)
    effective_on = models.DateField("berlaku", null=True, blank=True)

    class Meta:
        verbose_name = "penggantian wilayah"
        verbose_name_plural = "penggantian wilayah"
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="regionsuccession_once"),
            models.CheckConstraint(
                name="regionsuccession_not_itself",
                condition=~Q(predecessor=F("successor")),
                violation_error_message="Wilayah tidak menggantikan dirinya sendiri.",
            ),
        ]


class RegionLoad(models.Model):
    """One load of the region table: source, licence, and what it changed."""

    access = REFERENCE_TABLE
    history = A_LOG

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decree = models.CharField("dasar hukum", max_length=120)
    source = models.CharField("sumber", max_length=120)
    licence = models.CharField("lisensi", max_length=60)
    checksum = models.CharField("sidik", max_length=64)
    counts = models.JSONField("jumlah per tingkat")
    added = models.PositiveIntegerField("baru")
    changed = models.PositiveIntegerField("berubah")
    closed = models.PositiveIntegerField("ditutup")
    loaded_at = models.DateTimeField("dimuat", auto_now_add=True)

    class Meta:
        verbose_name = "pemuatan wilayah"
        verbose_name_plural = "pemuatan wilayah"

    def __str__(self) -> str:
        return self.decree


class Country(models.Model):
    """ISO 3166-1; the usual destinations come first in pickers, in the order of BP2MI's volumes 2023-2025."""

    access = REFERENCE_TABLE
    history = TRACKED

    code = models.CharField("kode", primary_key=True, max_length=2)
    name = models.CharField("nama", max_length=80)
    name_en = models.CharField("nama Inggris", max_length=80)
    destination_order = models.PositiveSmallIntegerField("urutan tujuan", null=True, blank=True)

    class Meta:
        verbose_name = "negara"
        verbose_name_plural = "negara"

    def __str__(self) -> str:
        return self.name

    @property
    def is_destination(self) -> bool:
        """Whether it is one of the usual destinations."""
        return self.destination_order is not None


class Institution(models.Model):
    """A ministry, agency, regional office or bank, under one name for one time; successors carry on."""

    access = REFERENCE_TABLE
    history = TRACKED

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField("kode", max_length=40, unique=True)
    name = models.CharField("nama", max_length=160)
    short_name = models.CharField("singkatan", max_length=60)
    kind = models.CharField("jenis", max_length=12, choices=InstitutionKind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="units", verbose_name="induk"
    )
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="wilayah")
    successors = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="predecessors",
        through="InstitutionSuccession",
        through_fields=("predecessor", "successor"),
        verbose_name="pengganti",
    )
    valid_from = models.DateField("berlaku sejak", null=True, blank=True)
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = "instansi"
        verbose_name_plural = "instansi"
        constraints = [
            models.CheckConstraint(
                name="institution_valid_to_after_from",
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="Tanggal akhir harus sesudah tanggal awal.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    @property
    def former_names(self) -> list[str]:
        """Short names of those it followed."""
        return [former.short_name for former in self.predecessors.all()]


class InstitutionSuccession(models.Model):
    """Which institution follows which."""

    access = REFERENCE_TABLE
    history = TRACKED

    predecessor = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name="instansi lama")
    successor = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name="instansi pengganti")

    class Meta:
        verbose_name = "penggantian instansi"
        verbose_name_plural = "penggantian instansi"
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="institutionsuccession_once"),
        ]
