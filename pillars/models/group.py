"""Groups of people who run something together, and who is in them."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse

from desmigratif.core.access import PERSON_TABLE, REGION_TABLE
from desmigratif.core.models import RegionalModel, ScopedQuerySet, scope_indexes
from desmigratif.core.partial_date import PartialDateField
from pillars.enums import GroupKind, MemberCategory
from pillars.models.activity import PillarRecord
from workers.models import Person


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


def counts_agree(prefix: str) -> models.CheckConstraint:
    """Members by category and by sex are the same people."""
    by_category = F("members_purna") + F("members_family") + F("members_candidate") + F("members_general")
    return models.CheckConstraint(
        name=f"{prefix}_members_agree",
        condition=Q(members_female=by_category - F("members_male")),
        violation_error_message="Jumlah anggota menurut kategori dan jenis kelamin harus sama.",
    )


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
            counts_agree("group"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("group-detail", args=[self.pk])


class MembershipQuerySet(ScopedQuerySet):
    """Memberships; every question starts with `visible_to(actor)`."""

    def current(self) -> Self:
        """Those that go on."""
        return self.filter(ends_on=None)


class Membership(RegionalModel):
    """One person in a group or a cooperative for a time."""

    access = PERSON_TABLE
    seen_as = ("person",)

    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="orang")
    category = models.CharField("kategori", max_length=8, choices=MemberCategory)
    position = models.CharField("jabatan", max_length=60, blank=True)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("selesai", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

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

    @property
    def parent(self) -> models.Model:
        """What the person is a member of."""
        raise NotImplementedError


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

    def get_absolute_url(self) -> str:
        return reverse("group-detail", args=[self.group_id])

    @property
    def parent(self) -> Group:
        """The group."""
        return self.group
