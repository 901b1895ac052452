"""Aid to groups, businesses and villages, and what became of it."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from desmigratif.core.access import REGION_TABLE
from desmigratif.core.models import scope_indexes
from desmigratif.reference.models import Institution
from pillars.enums import AidCondition, AidKind
from pillars.models.activity import PillarQuerySet, PillarRecord
from pillars.models.business import Business
from pillars.models.group import Group

CHECK_AFTER_MONTHS = 6  # bantuan.kondisi_6_bulan, domain.md 6.4
LAST_SAFE_DAY = 28  # every month has it


def _month(day: date, months: int) -> tuple[int, int]:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return year, month + 1


class AidQuerySet(PillarQuerySet):
    """Aid; every question starts with `visible_to(actor)`."""

    def to_check(self, day: date) -> Self:
        """Given six months ago or longer, and nobody has written down its state."""
        year, month = _month(day, -CHECK_AFTER_MONTHS)
        last = date(year, month, min(day.day, LAST_SAFE_DAY))
        if day.day >= LAST_SAFE_DAY:
            following = _month(last, 1)
            last = date(*following, 1) - timedelta(days=1)
        return self.current().filter(condition="", given_on__lte=last)


class Aid(PillarRecord):
    """Aid given to a group, a business or the village, and what had become of it after six months."""

    access = REGION_TABLE

    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="aids", verbose_name="kelompok penerima"
    )
    business = models.ForeignKey(
        Business, models.PROTECT, null=True, blank=True, related_name="aids", verbose_name="usaha penerima"
    )
    giver = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name="pemberi")
    kind = models.CharField("jenis bantuan", max_length=9, choices=AidKind)
    description = models.CharField("uraian", max_length=200)
    quantity = models.DecimalField("jumlah", max_digits=12, decimal_places=2, null=True, blank=True)
    unit = models.CharField("satuan", max_length=30, blank=True)
    value = models.PositiveBigIntegerField("nilai (Rp)", null=True, blank=True)
    given_on = models.DateField("tanggal diterima")
    handover_number = models.CharField("nomor BAST", max_length=80, blank=True)
    condition = models.CharField("keadaan setelah 6 bulan", max_length=13, choices=AidCondition, blank=True)
    condition_on = models.DateField("diperiksa tanggal", null=True, blank=True)

    objects = AidQuerySet.as_manager()

    class Meta:
        verbose_name = "bantuan"
        verbose_name_plural = "bantuan"
        indexes = scope_indexes("aid")
        constraints = [
            models.CheckConstraint(
                name="aid_one_recipient",
                condition=Q(group=None) | Q(business=None),
                violation_error_message="Pilih kelompok atau usaha, jangan keduanya.",
            ),
            models.CheckConstraint(
                name="aid_codes_known",
                condition=Q(kind__in=AidKind.values, condition__in=["", *AidCondition.values]),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="aid_condition_with_day",
                condition=Q(condition="", condition_on=None)
                | ~Q(condition="") & Q(condition_on__isnull=False, condition_on__gte=F("given_on")),
                violation_error_message="Isi keadaan bersama tanggal pemeriksaannya, sesudah tanggal diterima.",
            ),
        ]

    def __str__(self) -> str:
        return self.description

    def get_absolute_url(self) -> str:
        return reverse("aid-detail", args=[self.pk])

    @property
    def check_due_on(self) -> date:
        """When its state should be looked at: six months after it was given."""
        return date(*_month(self.given_on, CHECK_AFTER_MONTHS), min(self.given_on.day, LAST_SAFE_DAY))

    def is_to_check(self, day: date) -> bool:
        """Whether its state should have been written down by now; as `AidQuerySet.to_check`."""
        return not self.condition and self.check_due_on <= day
