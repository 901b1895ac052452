"""A person who will, does or did work abroad."""

from typing import Self

from django.apps import apps
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat, Upper
from django.urls import reverse
from phonenumber_field.modelfields import PhoneNumberField

from desmigratif.core.access import PERSON_TABLE
from desmigratif.core.crypto import blind_index
from desmigratif.core.history import Tracked
from desmigratif.core.models import RegionalModel, ScopedQuerySet, scope_indexes
from desmigratif.core.partial_date import PartialDateField
from desmigratif.core.scope import CODE_LENGTHS, SCOPE_COLUMNS
from desmigratif.reference.models import Country
from workers.enums import BusinessInterest, NoNikReason, PmiStatus, RecordStatus, Sex, Source

MOST_SEARCH_WORDS = 6
COLUMN_OF_LENGTH = {CODE_LENGTHS[level]: column for level, column in SCOPE_COLUMNS.items()}


class PersonQuerySet(ScopedQuerySet):
    """Persons; every question starts with `visible_to(actor)`."""

    def current(self) -> Self:
        """Those not withdrawn: what lists, counts and searches show."""
        return self.filter(withdrawn_at=None)

    def migrants(self) -> Self:
        """Those who will, do or did work abroad; the others are members of their families."""
        return self.exclude(status="")

    def awaiting_verification(self) -> Self:
        """Submitted, for the district's queue. Who never migrated is confirmed with the family, while it waits."""
        memberships = apps.get_model("workers", "FamilyMembership").objects.filter(person=OuterRef("pk"), ended=False)
        open_family = memberships.filter(family__record_status__in=[RecordStatus.KIRIM, RecordStatus.KEMBALI])
        rows = self.current().filter(record_status=RecordStatus.KIRIM)
        return rows.filter(~Q(status="") | ~Exists(open_family))

    def sent_back(self) -> Self:
        """Returned to the village with a comment."""
        return self.current().migrants().filter(record_status=RecordStatus.KEMBALI)

    def purna(self) -> Self:
        """Those who came home."""
        return self.filter(status=PmiStatus.PURNA)

    def in_region(self, code: str) -> Self:
        """Those of a region of any level, by equality on its column; a code of no level gives none."""
        column = COLUMN_OF_LENGTH.get(len(code))
        return self.filter(**{column: code}) if column else self.none()

    def search(self, text: str) -> Self:
        """Every word must stand in the name or nickname, in whatever case."""
        rows = self
        for word in text.split()[:MOST_SEARCH_WORDS]:
            rows = rows.filter(search_name__contains=word.upper())
        return rows

    def with_nik(self, number: str) -> Self:
        """Those with this NIK (16 digits, already checked). The number goes in as a keyed hash only."""
        return self.filter(nik_hash=blind_index(number))

    def with_details(self) -> Self:
        """With what a profile or a list row names besides: one query."""
        return self.select_related("last_country", "created_by", "updated_by")


class Person(RegionalModel):
    """One person of one village; calon, aktif and purna are states, not tables (UU 18/2017; domain.md 2.1, 6.2).

    The NIK is kept three ways and never in the clear: `nik_sealed` (encrypted), `nik_hash` (keyed, for equality),
    `nik_masked` (what screens show). `last_country`, `last_return_year` and, for those who are abroad or came home,
    `status_on` follow from the episodes; only the services write them.
    """

    access = PERSON_TABLE
    history = Tracked(left_out=("nik_sealed", "nik_masked"), untold={"nik_hash": "NIK"})

    full_name = models.CharField("nama lengkap", max_length=100)
    nickname = models.CharField("nama panggilan", max_length=60, blank=True)
    search_name = models.GeneratedField(
        expression=Upper(Concat("full_name", Value(" "), "nickname")),
        output_field=models.CharField(max_length=161),
        db_persist=True,
        verbose_name="nama untuk pencarian",
    )
    sex = models.CharField("jenis kelamin", max_length=1, choices=Sex)
    birth_date = PartialDateField("tanggal lahir", null=True, blank=True)
    nik_sealed = models.BinaryField("NIK tersandi", null=True, blank=True)
    nik_hash = models.BinaryField("sidik NIK", null=True, blank=True)
    nik_masked = models.CharField("NIK", max_length=16, blank=True, editable=False)
    no_nik_reason = models.CharField("alasan tanpa NIK", max_length=5, choices=NoNikReason, blank=True)
    phone = PhoneNumberField("nomor HP", blank=True)
    hamlet = models.CharField("dusun", max_length=60, blank=True)
    rt = models.CharField("RT", max_length=3, blank=True)
    rw = models.CharField("RW", max_length=3, blank=True)
    status = models.CharField("status", max_length=6, choices=PmiStatus, blank=True)  # empty: no migrant
    status_on = PartialDateField("status sejak", null=True, blank=True)
    record_status = models.CharField("status data", max_length=7, choices=RecordStatus, default=RecordStatus.KIRIM)
    record_comment = models.CharField("catatan pemeriksa", max_length=500, blank=True)
    business_interest = models.CharField("minat usaha", max_length=10, choices=BusinessInterest, blank=True)
    has_minor_children = models.BooleanField("punya anak di bawah 18 tahun", null=True, blank=True)
    needs_help = models.BooleanField("perlu bantuan", null=True, blank=True)
    source = models.CharField("sumber", max_length=5, choices=Source, default=Source.FORM)
    last_country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="negara terakhir"
    )
    last_return_year = models.PositiveSmallIntegerField("tahun pulang terakhir", null=True, blank=True)
    withdrawn_at = models.DateTimeField("ditarik", null=True, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "orang"
        verbose_name_plural = "orang"
        indexes = [
            *scope_indexes("person"),
            models.Index(
                "kab_code",
                "seq",
                name="person_waiting",
                condition=Q(record_status=RecordStatus.KIRIM, withdrawn_at=None),
            ),
            models.Index("updated_at", "seq", name="person_changed"),
            models.Index("nik_hash", name="person_nik", condition=Q(nik_hash__isnull=False, withdrawn_at=None)),
            GinIndex(OpClass("search_name", name="gin_trgm_ops"), name="person_name_trgm"),
        ]
        constraints = [
            # Per village on purpose: a unique check ignores row security, so a wider one would tell a village
            # whether a NIK is known elsewhere (security.md P-08).
            models.UniqueConstraint(
                fields=["village_code", "nik_hash"],
                condition=Q(withdrawn_at=None),
                name="person_nik_once_per_village",
                violation_error_message="NIK ini sudah tercatat di desa ini.",
            ),
            models.CheckConstraint(
                name="person_has_name",
                condition=~Q(full_name=""),
                violation_error_message="Isi nama lengkap sesuai KTP.",
            ),
            models.CheckConstraint(
                name="person_nik_whole_or_reason",
                condition=Q(nik_sealed__isnull=False, nik_hash__isnull=False, no_nik_reason="") & ~Q(nik_masked="")
                | Q(nik_sealed=None, nik_hash=None, nik_masked="") & ~Q(no_nik_reason=""),
                violation_error_message="Isi NIK. Kalau belum ada, pilih alasannya.",
            ),
            models.CheckConstraint(
                name="person_codes_known",
                condition=Q(
                    sex__in=Sex.values,
                    status__in=["", *PmiStatus.values],
                    record_status__in=RecordStatus.values,
                    source__in=Source.values,
                    no_nik_reason__in=["", *NoNikReason.values],
                    business_interest__in=["", *BusinessInterest.values],
                ),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="person_withdrawn_is_archived",
                condition=Q(withdrawn_at=None) & ~Q(record_status=RecordStatus.ARSIP)
                | Q(withdrawn_at__isnull=False, record_status=RecordStatus.ARSIP),
                violation_error_message="Data yang ditarik harus diarsipkan.",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("person-detail", args=[self.pk])

    @property
    def is_migrant(self) -> bool:
        """Whether the person will, does or did work abroad; otherwise a member of a family."""
        return self.status != ""

    @property
    def has_nik(self) -> bool:
        """Whether a NIK is recorded."""
        return self.nik_hash is not None

    @property
    def is_withdrawn(self) -> bool:
        """Whether the record was taken out of the lists."""
        return self.withdrawn_at is not None

    @property
    def is_verified(self) -> bool:
        """Whether the district confirmed the record as it is now."""
        return self.record_status == RecordStatus.VERIF
