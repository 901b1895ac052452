"""The fourth pillar: the cooperative, its members, its books month by month."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from desmigratif.core.access import PERSON_TABLE, REGION_TABLE
from desmigratif.core.models import scope_indexes
from pillars.enums import CooperativeActivityKind, CooperativeKind, CooperativeLink, CooperativeStatus, Pillar
from pillars.models.activity import Activity, PillarRecord, activity_indexes
from pillars.models.business import MemberCounts, Membership

RAT_MONTHS_AFTER_CLOSING = 3  # product.md 39
FEWEST_FOUNDERS = 9  # a primary cooperative, domain.md 6.4
LAST_MONTH = 12


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
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("cooperative-detail", args=[self.pk])

    def rat_due_on(self, day: date) -> date:
        """The last day for the RAT of the books that closed last before `day`: three months after they closed."""
        closed = day.year if day.month > self.book_closing_month else day.year - 1
        year, month = divmod(self.book_closing_month + RAT_MONTHS_AFTER_CLOSING - 1, LAST_MONTH)
        first_after = (closed + year, month + 1)
        year, month = divmod(first_after[1], LAST_MONTH)
        return date.fromordinal(date(first_after[0] + year, month + 1, 1).toordinal() - 1)


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
