"""Rollups of families and of children left behind, and the changes not yet folded into them (architecture D13).

National roles read no person table, so what they are told of children comes from here, and from `child_figures` only,
which hides small numbers. Of a birth date the year alone is kept.
"""

from django.db import models

from desmigratif.core.access import Access, Family
from desmigratif.reporting.models.counts import VillageCount

CHILD_DIMENSIONS = ("village_code", "birth_year", "carer_relation", "parent_abroad")
FAMILY_DIMENSIONS = ("village_code", "record_status")
READ_ONLY = Access(Family.REGION, app="ro", stat="ro", person="ro")


class ChildNumbers(VillageCount):
    """How many recorded children of a village share these properties; a birth year of 0 is not known."""

    birth_year = models.PositiveSmallIntegerField("tahun lahir", default=0)
    carer_relation = models.CharField("hubungan pengasuh", max_length=12)
    parent_abroad = models.CharField("orang tua di luar negeri", max_length=8)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.village_code}: {self.n} anak"


class ChildCount(ChildNumbers):
    """The rollup. Only the fold writes it."""

    access = READ_ONLY

    class Meta:
        verbose_name = "jumlah anak"
        verbose_name_plural = "jumlah anak"
        constraints = [models.UniqueConstraint(fields=CHILD_DIMENSIONS, name="childcount_once")]
        indexes = [
            models.Index(fields=[f"{level}_code"], name=f"childcount_{level}") for level in ("kec", "kab", "prov")
        ]


class ChildCountDelta(ChildNumbers):
    """What changed since the last fold. Only the triggers write it."""

    access = READ_ONLY

    class Meta:
        verbose_name = "perubahan jumlah anak"
        verbose_name_plural = "perubahan jumlah anak"


class FamilyNumbers(VillageCount):
    """How many recorded families of a village are confirmed how far."""

    record_status = models.CharField("status data", max_length=7)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.village_code}: {self.n} keluarga"


class FamilyCount(FamilyNumbers):
    """The rollup. Only the fold writes it."""

    access = READ_ONLY

    class Meta:
        verbose_name = "jumlah keluarga"
        verbose_name_plural = "jumlah keluarga"
        constraints = [models.UniqueConstraint(fields=FAMILY_DIMENSIONS, name="familycount_once")]
        indexes = [
            models.Index(fields=[f"{level}_code"], name=f"familycount_{level}") for level in ("kec", "kab", "prov")
        ]


class FamilyCountDelta(FamilyNumbers):
    """What changed since the last fold. Only the triggers write it."""

    access = READ_ONLY

    class Meta:
        verbose_name = "perubahan jumlah keluarga"
        verbose_name_plural = "perubahan jumlah keluarga"
