"""The second pillar: groups, businesses, aid, trainings."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse

from desmigratif.core.access import PERSON_TABLE, REGION_TABLE
from desmigratif.core.models import RegionalModel, scope_indexes
from desmigratif.core.partial_date import PartialDateField
from desmigratif.reference.models import Institution
from pillars.enums import (
    AidCondition,
    AidKind,
    BusinessActivityKind,
    BusinessKind,
    BusinessStatus,
    CapitalSource,
    GroupKind,
    Market,
    MemberCategory,
    Pillar,
    TurnoverBand,
)
from pillars.models.activity import Activity, PillarRecord, activity_indexes
from workers.models import Person

CHECK_AFTER_MONTHS = 6  # bantuan.kondisi_6_bulan, domain.md 6.4


class BusinessActivity(Activity):
    """A briefing, a training, a mentoring visit, a market event."""

    access = REGION_TABLE
    pillar = Pillar.USAHA

    kind = models.CharField("jenis kegiatan", max_length=12, choices=BusinessActivityKind)

    class Meta(Activity.Meta):
        verbose_name = "kegiatan usaha produktif"
        verbose_name_plural = "kegiatan usaha produktif"
        indexes = activity_indexes("busact")

    def get_absolute_url(self) -> str:
        return reverse("activity-detail", args=[self.pillar.lower(), self.pk])


class MemberCounts(models.Model):
    """How many members of each category and sex; only the services write them, from the member rows."""

    members_purna = models.PositiveIntegerField("anggota PMI Purna", default=0, editable=False)
    members_family = models.PositiveIntegerField("anggota keluarga PMI", default=0, editable=False)
    members_candidate = models.PositiveIntegerField("anggota calon PMI", default=0, editable=False)
    members_general = models.PositiveIntegerField("anggota umum", default=0, editable=False)
    members_female = models.PositiveIntegerField("anggota perempuan", default=0, editable=False)
    members_male = models.PositiveIntegerField("anggota laki-laki", default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def members_total(self) -> int:
        """All members."""
        return self.members_purna + self.members_family + self.members_candidate + self.members_general


class Group(MemberCounts, PillarRecord):
    """A group of people who run something together (kelompok, domain.md 6.4)."""

    access = REGION_TABLE

    name = models.CharField("nama kelompok", max_length=120)
    kind = models.CharField("jenis kelompok", max_length=12, choices=GroupKind)
    decree_number = models.CharField("nomor SK", max_length=80, blank=True)
    hamlet = models.CharField("dusun", max_length=60, blank=True)
    leader_name = models.CharField("ketua", max_length=100, blank=True)
    founded_on = PartialDateField("berdiri", null=True, blank=True)
    commodity = models.CharField("komoditas", max_length=100, blank=True)
    is_active = models.BooleanField("masih aktif", default=True)

    class Meta:
        verbose_name = "kelompok usaha"
        verbose_name_plural = "kelompok usaha"
        indexes = scope_indexes("group")
        constraints = [
            models.UniqueConstraint(
                "village_code",
                Lower("name"),
                condition=Q(withdrawn_at=None),
                name="group_once_per_village",
                violation_error_message="Kelompok ini sudah tercatat di desa ini.",
            ),
            models.CheckConstraint(
                name="group_has_name", condition=~Q(name=""), violation_error_message="Isi nama kelompoknya."
            ),
            models.CheckConstraint(
                name="group_kind_known",
                condition=Q(kind__in=GroupKind.values),
                violation_error_message="Pilih jenis kelompok dari daftar.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("group-detail", args=[self.pk])


class Membership(RegionalModel):
    """One person in a group or a cooperative for a time."""

    access = PERSON_TABLE

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="orang")
    category = models.CharField("kategori", max_length=8, choices=MemberCategory)
    position = models.CharField("jabatan", max_length=60, blank=True)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("selesai", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_after_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="Tanggal selesai harus sama dengan atau sesudah tanggal mulai.",
            ),
            models.CheckConstraint(
                name="%(class)s_category_known",
                condition=Q(category__in=MemberCategory.values),
                violation_error_message="Pilih kategori dari daftar.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_category_display()}"


class GroupMember(Membership):
    """A member of a group."""

    access = PERSON_TABLE

    group = models.ForeignKey(Group, models.PROTECT, related_name="members", verbose_name="kelompok")

    class Meta(Membership.Meta):
        verbose_name = "anggota kelompok"
        verbose_name_plural = "anggota kelompok"
        indexes = scope_indexes("groupmember")
        constraints = [
            *Membership.Meta.constraints,
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(ends_on=None),
                name="groupmember_once_at_a_time",
                violation_error_message="Orang ini sudah menjadi anggota kelompok ini.",
            ),
        ]


class Business(PillarRecord):
    """A business of a person or of a group (usaha, domain.md 6.4). The person stands in `BusinessOwner`."""

    access = REGION_TABLE

    group = models.ForeignKey(
        Group, models.PROTECT, null=True, blank=True, related_name="businesses", verbose_name="kelompok"
    )
    name = models.CharField("nama usaha", max_length=120)
    kind = models.CharField("jenis usaha", max_length=10, choices=BusinessKind)
    commodity = models.CharField("komoditas atau produk", max_length=100, blank=True)
    started_on = PartialDateField("mulai usaha", null=True, blank=True)
    status = models.CharField("keadaan usaha", max_length=10, choices=BusinessStatus, default=BusinessStatus.JALAN)
    turnover_band = models.CharField("omzet sebulan", max_length=1, choices=TurnoverBand, blank=True)
    market = models.CharField("pasar", max_length=8, choices=Market, blank=True)
    capital_source = models.CharField("asal modal", max_length=9, choices=CapitalSource, blank=True)
    nib = models.CharField("NIB", max_length=13, blank=True)
    workers_female = models.PositiveIntegerField("tenaga kerja perempuan", null=True, blank=True)
    workers_male = models.PositiveIntegerField("tenaga kerja laki-laki", null=True, blank=True)

    class Meta:
        verbose_name = "usaha"
        verbose_name_plural = "usaha"
        indexes = scope_indexes("business")
        constraints = [
            models.CheckConstraint(
                name="business_codes_known",
                condition=Q(
                    kind__in=BusinessKind.values,
                    status__in=BusinessStatus.values,
                    turnover_band__in=["", *TurnoverBand.values],
                    market__in=["", *Market.values],
                    capital_source__in=["", *CapitalSource.values],
                ),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="business_has_name", condition=~Q(name=""), violation_error_message="Isi nama usahanya."
            ),
            models.CheckConstraint(
                name="business_nib_thirteen_digits",
                condition=Q(nib="") | Q(nib__regex=r"^[0-9]{13}$"),
                violation_error_message="NIB terdiri dari 13 angka. Kalau belum ada, kosongkan.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("business-detail", args=[self.pk])


class BusinessOwner(RegionalModel):
    """The person who owns a business; absent for a business of a group."""

    access = PERSON_TABLE

    business = models.OneToOneField(Business, models.PROTECT, related_name="owner", verbose_name="usaha")
    person = models.ForeignKey(Person, models.PROTECT, related_name="businesses", verbose_name="pemilik")
    category = models.CharField("kategori", max_length=8, choices=MemberCategory)

    class Meta:
        verbose_name = "pemilik usaha"
        verbose_name_plural = "pemilik usaha"
        indexes = scope_indexes("businessowner")

    def __str__(self) -> str:
        return str(self.person)


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
        year, month = divmod(self.given_on.month - 1 + CHECK_AFTER_MONTHS, 12)
        return date(self.given_on.year + year, month + 1, min(self.given_on.day, 28))
