"""Villages a record of the coordination is about."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models

from desmigratif.core.models import VILLAGE_CODE, SharedModel, SharedQuerySet


def village_codes_field(label: str = "desa") -> ArrayField:
    """Codes of villages, plain text as everywhere, because a region code may end and be replaced."""
    code = models.CharField(
        max_length=13, validators=[RegexValidator(rf"^{VILLAGE_CODE}$", "Kode desa tidak dikenal.")]
    )
    return ArrayField(code, default=list, blank=True, verbose_name=label)


class CoordinationQuerySet(SharedQuerySet):
    """Records of the coordination; every question starts with `visible_to(actor)`."""

    def current(self) -> Self:
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None)


class CoordinationRecord(SharedModel):
    """A record of the coordination. One that was entered by mistake is withdrawn, never deleted."""

    withdrawn_at = models.DateTimeField("ditarik", null=True, blank=True, editable=False)

    objects = CoordinationQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken out of the lists."""
        return self.withdrawn_at is not None
