"""The fourth pillar: the cooperative, its members, its books month by month."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from desmigratif.core.access import PERSON_TABLE, REGION_TABLE
from desmigratif.core.models import scope_indexes
from pillars.enums import CooperativeActivityKind, CooperativeKind, CooperativeLink, CooperativeStatus, Pillar
from pillars.models.activity import Activity, PillarQuerySet, PillarRecord, activity_indexes
from pillars.models.group import MemberCounts, Membership, counts_agree

RAT_MONTHS_AFTER_CLOSING = 3  # product.md 39
FEWEST_FOUNDERS = 9  # a primary cooperative, domain.md 6.4
LAST_MONTH = 12
FOUNDERS_WORDS = f"Koperasi berbadan hukum didirikan paling sedikit {FEWEST_FOUNDERS} orang."
WITH_RAT = (CooperativeStatus.BERBADAN_HUKUM, CooperativeStatus.AKTIF)


def _end_of_month(year: int, month: int) -> date:
    later, following = divmod(month, LAST_MONTH)
    return date(year + later, following + 1, 1) - timedelta(days=1)


def books_closed_on(day: date, month: int) -> date:
    """When books that close with `month` (1 to 12) closed last before `day`."""
    return _end_of_month(day.year if day.month > month else day.year - 1, month)


def rat_due_after(closed: date) -> date:
    """The last day for the RAT of books that closed on a day: three months later."""
    year, month = divmod(closed.month + RAT_MONTHS_AFTER_CLOSING - 1, LAST_MONTH)
    return _end_of_month(closed.year + year, month + 1)


class CooperativeQuerySet(PillarQuerySet):
    """Cooperatives; every question starts with `visible_to(actor)`."""

    def rat_overdue(self, day: date) -> Self:
        """Those that should have held the RAT of their last closed books by now; as `Cooperative.rat_is_overdue`."""
        late = Q(pk__in=[])
        for month in range(1, LAST_MONTH + 1):
            closed = books_closed_on(day, month)
            if rat_due_after(closed) < day:
                missing = Q(last_rat_on=None) | Q(last_rat_on__lte=closed)
                existed = Q(legal_on=None) | Q(legal_on__lte=closed)
                late |= Q(book_closing_month=month) & missing & existed
        return self.current().filter(late, status__in=WITH_RAT)

    def active_with_rat(self, day: date, *, months: int = 15) -> Self:
        """Active ones with a RAT in the last 15 months (indicator K1)."""
        year, month = divmod(day.year * LAST_MONTH + day.month - 1 - months, LAST_MONTH)
        first = min(date(year, month + 1, 1) + timedelta(days=day.day - 1), _end_of_month(year, month + 1))
        return self.current().filter(status=CooperativeStatus.AKTIF, last_rat_on__gte=first)


class CooperativeActivity(Activity):
    """A founding meeting, a RAT, a training of the board."""

    access = REGION_TABLE
    pillar = Pillar.KOPERASI

    kind = models.CharField("jenis kegiatan", max_length=12, choices=CooperativeActivityKind)

    class Meta(Activity.Meta):
        verbose_name = "kegiatan koperasi"
        verbose_name_plural = "kegiatan koperasi"
        indexes = activity_indexes("coopact")

    def get_absolute_url(self) -> str:
        return reverse("activity-detail", args=[self.pillar.lower(), self.pk])


class Cooperative(MemberCounts, PillarRecord):
    """A cooperative of a village (domain.md 6.4). Its own books stay in SIMKOPDES; `simkopdes_id` links to them."""

    access = REGION_TABLE

    name = models.CharField("nama koperasi", max_length=120)
    kind = models.CharField("jenis koperasi", max_length=13, choices=CooperativeKind)
    status = models.CharField("status", max_length=14, choices=CooperativeStatus)
    link = models.CharField("kaitan", max_length=7, choices=CooperativeLink, default=CooperativeLink.MANDIRI)
    legal_number = models.CharField("nomor badan hukum", max_length=80, blank=True)
    legal_on = models.DateField("tanggal badan hukum", null=True, blank=True)
    founders = models.PositiveSmallIntegerField("jumlah pendiri", null=True, blank=True)
    book_closing_month = models.PositiveSmallIntegerField("bulan tutup buku", default=LAST_MONTH)
    last_rat_on = models.DateField("RAT terakhir", null=True, blank=True)
    simkopdes_id = models.CharField("nomor di SIMKOPDES", max_length=40, blank=True)

    objects = CooperativeQuerySet.as_manager()

    class Meta:
        verbose_name = "koperasi"
        verbose_name_plural = "koperasi"
        indexes = scope_indexes("cooperative")
        constraints = [
            models.UniqueConstraint(
                "village_code",
                Lower("name"),
                condition=Q(withdrawn_at=None),
                name="cooperative_once_per_village",
                violation_error_message="Koperasi ini sudah tercatat di desa ini.",
            ),
            models.CheckConstraint(
                name="cooperative_has_name", condition=~Q(name=""), violation_error_message="Isi nama koperasinya."
            ),
            models.CheckConstraint(
                name="cooperative_codes_known",
                condition=Q(
                    kind__in=CooperativeKind.values,
                    status__in=CooperativeStatus.values,
                    link__in=CooperativeLink.values,
                    book_closing_month__range=(1, LAST_MONTH),
                ),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="cooperative_legal_number_with_status",
                condition=~Q(status=CooperativeStatus.BERBADAN_HUKUM) | ~Q(legal_number=""),
                violation_error_message="Isi nomor badan hukumnya.",
            ),
            models.CheckConstraint(
                name="cooperative_founders_of_a_legal_entity",
                condition=Q(legal_number="") | Q(founders__isnull=False, founders__gte=FEWEST_FOUNDERS),
                violation_error_message=FOUNDERS_WORDS,
            ),
            counts_agree("cooperative"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cooperative-detail", args=[self.pk])

    def rat_due_on(self, day: date) -> date | None:
        """The last day for the next RAT that is missing on `day`; None for one that need not hold any."""
        if self.status not in WITH_RAT:
            return None
        closed = books_closed_on(day, self.book_closing_month)
        held = self.last_rat_on is not None and self.last_rat_on > closed
        is_younger = self.legal_on is not None and self.legal_on > closed
        if held or is_younger:
            closed = _end_of_month(closed.year + 1, closed.month)
        return rat_due_after(closed)

    def rat_is_overdue(self, day: date) -> bool:
        """Whether that day has passed."""
        due = self.rat_due_on(day)
        return due is not None and due < day


class CooperativeMember(Membership):
    """A member of a cooperative."""

    access = PERSON_TABLE

    cooperative = models.ForeignKey(Cooperative, models.PROTECT, related_name="members", verbose_name="koperasi")
    member_number = models.CharField("nomor anggota", max_length=30, blank=True)

    class Meta(Membership.Meta):
        verbose_name = "anggota koperasi"
        verbose_name_plural = "anggota koperasi"
        indexes = scope_indexes("coopmember")
        constraints = [
            *Membership.Meta.constraints,
            models.UniqueConstraint(
                fields=["cooperative", "person"],
                condition=Q(ends_on=None),
                name="cooperativemember_once_at_a_time",
                violation_error_message="Orang ini sudah menjadi anggota koperasi ini.",
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("cooperative-detail", args=[self.cooperative_id])

    @property
    def parent(self) -> Cooperative:
        """The cooperative."""
        return self.cooperative


class CooperativeRecap(PillarRecord):
    """The books at the end of a month, as the cooperative reports them. Amounts are balances in rupiah."""

    access = REGION_TABLE

    cooperative = models.ForeignKey(Cooperative, models.PROTECT, related_name="recaps", verbose_name="koperasi")
    month = models.DateField("bulan")  # its first day
    members_female = models.PositiveIntegerField("anggota perempuan")
    members_male = models.PositiveIntegerField("anggota laki-laki")
    savings_principal = models.PositiveBigIntegerField("simpanan pokok (Rp)")
    savings_mandatory = models.PositiveBigIntegerField("simpanan wajib (Rp)")
    savings_voluntary = models.PositiveBigIntegerField("simpanan sukarela (Rp)")
    loans_outstanding = models.PositiveBigIntegerField("pinjaman beredar (Rp)")
    loans_overdue = models.PositiveBigIntegerField("pinjaman macet (Rp)")

    class Meta:
        verbose_name = "rekap koperasi"
        verbose_name_plural = "rekap koperasi"
        indexes = scope_indexes("cooprecap")
        constraints = [
            models.UniqueConstraint(
                fields=["cooperative", "month"],
                condition=Q(withdrawn_at=None),
                name="cooperativerecap_once_a_month",
                violation_error_message="Rekap bulan ini sudah ada. Ubah yang sudah ada.",
            ),
            models.CheckConstraint(
                name="cooperativerecap_first_of_month",
                condition=Q(month__day=1),
                violation_error_message="Bulan ditulis sebagai tanggal satu.",
            ),
            models.CheckConstraint(
                name="cooperativerecap_overdue_within_loans",
                condition=Q(loans_overdue__lte=models.F("loans_outstanding")),
                violation_error_message="Pinjaman macet tidak bisa lebih besar dari pinjaman beredar.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cooperative}, {self.month:%Y-%m}"

    def get_absolute_url(self) -> str:
        return reverse("cooperative-detail", args=[self.cooperative_id])

    @property
    def savings_total(self) -> int:
        """All savings."""
        return self.savings_principal + self.savings_mandatory + self.savings_voluntary
