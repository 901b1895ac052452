"""Families: people under one family card (KK), each for a time."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse

from desmigratif.core.access import PERSON_TABLE, Access
from desmigratif.core.access import Family as Policy
from desmigratif.core.crypto import blind_index
from desmigratif.core.history import Tracked
from desmigratif.core.journal import JournalModel, journal_indexes
from desmigratif.core.models import RegionalModel, ScopedQuerySet, scope_indexes
from desmigratif.core.partial_date import PartialDateField
from workers.enums import RecordStatus, Relation
from workers.models.person import Person

DECILES = (1, 10)


class FamilyQuerySet(ScopedQuerySet):
    """Families; every question starts with `visible_to(actor)`."""

    def current(self) -> Self:
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None)

    def awaiting_verification(self) -> Self:
        """Submitted, for the district."""
        return self.current().filter(record_status=RecordStatus.KIRIM)

    def sent_back(self) -> Self:
        """Returned to the village with a comment."""
        return self.current().filter(record_status=RecordStatus.KEMBALI)

    def with_counts(self) -> Self:
        """With how many are in it now, and how many of them are recorded as children of a migrant worker."""
        now = Q(memberships__ended=False)
        known = now & Q(
            memberships__person__child_records__isnull=False, memberships__person__child_records__withdrawn_at=None
        )
        return self.annotate(
            members_now=models.Count("memberships", filter=now, distinct=True),
            children_now=models.Count("memberships", filter=known, distinct=True),
        )

    def with_kk(self, number: str) -> Self:
        """Those with this KK number (16 digits, already checked); it goes in as a keyed hash only."""
        return self.filter(kk_hash=blind_index(number))


class Family(RegionalModel):
    """A household of one village (keluarga, domain.md 6.2).

    The KK number is kept as a NIK is: sealed, hashed for equality, masked for screens. It may be unknown. `head`
    follows from the memberships; only services write it.
    """

    access = PERSON_TABLE
    history = Tracked(left_out=("kk_sealed", "kk_masked"), untold={"kk_hash": "nomor KK"})

    kk_sealed = models.BinaryField("nomor KK tersandi", null=True, blank=True)
    kk_hash = models.BinaryField("sidik nomor KK", null=True, blank=True)
    kk_masked = models.CharField("nomor KK", max_length=16, blank=True, editable=False)
    head = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kepala keluarga"
    )
    address = models.CharField("alamat", max_length=150, blank=True)
    hamlet = models.CharField("dusun", max_length=60, blank=True)
    rt = models.CharField("RT", max_length=3, blank=True)
    rw = models.CharField("RW", max_length=3, blank=True)
    welfare_decile = models.PositiveSmallIntegerField("desil DTSEN", null=True, blank=True)
    receives_aid = models.BooleanField("penerima bansos", null=True, blank=True)
    record_status = models.CharField("status data", max_length=7, choices=RecordStatus, default=RecordStatus.KIRIM)
    record_comment = models.CharField("catatan pemeriksa", max_length=500, blank=True)
    withdrawn_at = models.DateTimeField("ditarik", null=True, blank=True, editable=False)

    objects = FamilyQuerySet.as_manager()

    class Meta:
        verbose_name = "keluarga"
        verbose_name_plural = "keluarga"
        indexes = scope_indexes("family")
        constraints = [
            # Per village on purpose, like the NIK: a wider check would tell whether another village knows the number.
            models.UniqueConstraint(
                fields=["village_code", "kk_hash"],
                condition=Q(withdrawn_at=None),
                name="family_kk_once_per_village",
                violation_error_message="Nomor KK ini sudah tercatat di desa ini.",
            ),
            models.CheckConstraint(
                name="family_kk_whole",
                condition=Q(kk_sealed=None, kk_hash=None, kk_masked="")
                | Q(kk_sealed__isnull=False, kk_hash__isnull=False) & ~Q(kk_masked=""),
                violation_error_message="Isi nomor KK dengan lengkap, atau kosongkan.",
            ),
            models.CheckConstraint(
                name="family_decile_1_to_10",
                condition=Q(welfare_decile=None) | Q(welfare_decile__range=DECILES),
                violation_error_message="Desil DTSEN dari 1 sampai 10.",
            ),
            models.CheckConstraint(
                name="family_withdrawn_is_archived",
                condition=Q(withdrawn_at=None) & ~Q(record_status=RecordStatus.ARSIP)
                | Q(withdrawn_at__isnull=False, record_status=RecordStatus.ARSIP),
                violation_error_message="Data yang ditarik harus diarsipkan.",
            ),
        ]

    def __str__(self) -> str:
        return f"Keluarga {self.head.full_name}" if self.head_id else "Keluarga tanpa kepala"

    def get_absolute_url(self) -> str:
        return reverse("family-detail", args=[self.pk])

    @property
    def is_withdrawn(self) -> bool:
        """Whether the record was taken out of the lists."""
        return self.withdrawn_at is not None

    @property
    def is_verified(self) -> bool:
        """Whether the district confirmed the record as it is now."""
        return self.record_status == RecordStatus.VERIF


class MembershipQuerySet(ScopedQuerySet):
    """Memberships."""

    def current(self) -> Self:
        """Those that go on."""
        return self.filter(ended=False)

    def in_order(self) -> Self:
        """The head first, then by relation."""
        return self.order_by("ended", "relation_order", "seq")


class FamilyMembership(RegionalModel):
    """One person in one family for a time (anggota_keluarga, domain.md 6.2).

    A person is in one family at a time; earlier families stay. `ended` says that it is over even where the day is not
    known.
    """

    access = PERSON_TABLE
    seen_as = ("family", "person")

    family = models.ForeignKey(Family, models.PROTECT, related_name="memberships", verbose_name="keluarga")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships", verbose_name="orang")
    relation = models.CharField("hubungan", max_length=2, choices=Relation)
    relation_order = models.GeneratedField(
        expression=models.functions.Cast("relation", models.PositiveSmallIntegerField()),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
        verbose_name="urutan hubungan",
    )
    starts_on = PartialDateField("mulai", null=True, blank=True)
    ends_on = PartialDateField("selesai", null=True, blank=True)
    ended = models.BooleanField("sudah selesai", default=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "anggota keluarga"
        verbose_name_plural = "anggota keluarga"
        indexes = scope_indexes("familymember")
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ended=False),
                name="familymembership_one_family_at_a_time",
                violation_error_message="Orang ini masih tercatat dalam keluarga lain.",
            ),
            models.UniqueConstraint(
                fields=["family"],
                condition=Q(ended=False, relation=Relation.KEPALA),
                name="familymembership_one_head",
                violation_error_message="Keluarga ini sudah punya kepala.",
            ),
            models.CheckConstraint(
                name="familymembership_relation_known",
                condition=Q(relation__in=Relation.values),
                violation_error_message="Pilih hubungan dari daftar.",
            ),
            models.CheckConstraint(
                name="familymembership_end_means_ended",
                condition=Q(ends_on=None) | Q(ended=True),
                violation_error_message="Yang punya tanggal selesai sudah selesai.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_relation_display()}"

    def get_absolute_url(self) -> str:
        return reverse("family-detail", args=[self.family_id])


class FamilyLog(JournalModel, RegionalModel):
    """What happened to a family or a child, and comments on them and on persons. Only added to."""

    access = Access(Policy.PERSON, app="append", person="ro")

    version = None
    created_at = None
    created_by = None
    updated_at = None
    updated_by = None

    class Meta:
        verbose_name = "riwayat keluarga"
        verbose_name_plural = "riwayat keluarga"
        indexes = journal_indexes("familylog")

    def subjects(self) -> list[tuple[str, UUID]]:
        """The record it tells about."""
        return [(self.record_kind, self.record_id)]
