"""Rollup of the people of each village, and the changes not yet folded into it (architecture D13).

Triggers on the person table append signed deltas; a task folds them; readers add both, so the next request is exact.
Whoever reads must do so in one statement: a fold between two statements would count people twice or not at all.
"""

from typing import Self

from django.db import models
from django.db.models.functions import Left

from desmigratif.core.access import Access, Family
from desmigratif.core.history import COUNTED
from desmigratif.core.models import ScopedQuerySet
from desmigratif.core.scope import CODE_LENGTHS, SCOPE_COLUMNS

DIMENSIONS = ("village_code", "status", "record_status", "sex", "country_code", "return_year")
COLUMN_OF_LENGTH = {CODE_LENGTHS[level]: column for level, column in SCOPE_COLUMNS.items()}


class CountQuerySet(ScopedQuerySet):
    """Counts; every question starts with `visible_to(actor)`."""

    def in_region(self, code: str) -> Self:
        """Those of a region of any level, by equality; the empty code is the whole country."""
        return self.filter(**{COLUMN_OF_LENGTH[len(code)]: code}) if code else self


class VillageCount(models.Model):
    """How many rows of a village share some properties; the codes above the village are generated."""

    history = COUNTED

    village_code = models.CharField("kode desa", max_length=13)
    kec_code = models.GeneratedField(
        expression=Left("village_code", 8), output_field=models.CharField(max_length=8), db_persist=True
    )
    kab_code = models.GeneratedField(
        expression=Left("village_code", 5), output_field=models.CharField(max_length=5), db_persist=True
    )
    prov_code = models.GeneratedField(
        expression=Left("village_code", 2), output_field=models.CharField(max_length=2), db_persist=True
    )
    n = models.IntegerField("jumlah")

    objects = CountQuerySet.as_manager()

    class Meta:
        abstract = True


class Count(VillageCount):
    """How many recorded people of a village share these properties. "" and 0 mean: not known."""

    status = models.CharField("status", max_length=6)
    record_status = models.CharField("status data", max_length=7)
    sex = models.CharField("jenis kelamin", max_length=1)
    country_code = models.CharField("negara terakhir", max_length=2, blank=True)
    return_year = models.PositiveSmallIntegerField("tahun pulang", default=0)
    n = models.IntegerField("jumlah orang")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.village_code}: {self.n} orang"


class PersonCount(Count):
    """The rollup. Only the fold writes it."""

    access = Access(Family.REGION, app="ro", stat="ro", person="ro")

    class Meta:
        verbose_name = "jumlah orang"
        verbose_name_plural = "jumlah orang"
        constraints = [models.UniqueConstraint(fields=DIMENSIONS, name="personcount_once")]
        indexes = [
            models.Index(fields=[column], name=f"personcount_{column.split('_', maxsplit=1)[0]}")
            for column in ("kec_code", "kab_code", "prov_code")
        ]


class PersonCountDelta(Count):
    """What changed since the last fold. Only the triggers write it."""

    access = Access(Family.REGION, app="ro", stat="ro", person="ro")

    class Meta:
        verbose_name = "perubahan jumlah orang"
        verbose_name_plural = "perubahan jumlah orang"
