"""The first pillar: services at the desk, permission letters, briefings."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from desmigratif.core.access import PERSON_TABLE, REGION_TABLE
from desmigratif.core.models import RegionalModel, ScopedQuerySet, scope_indexes
from desmigratif.reference.models import Country, Region
from pillars.enums import (
    LetterRelation,
    MigrationActivityKind,
    Pillar,
    Requester,
    ServiceChannel,
    ServiceKind,
    ServiceOutcome,
)
from pillars.models.activity import Activity, PillarRecord, activity_indexes
from workers.enums import Sex
from workers.models import Person


class MigrationActivity(Activity):
    """A briefing, a recording of households, a training."""

    access = REGION_TABLE
    pillar = Pillar.LAYANAN

    kind = models.CharField("jenis kegiatan", max_length=11, choices=MigrationActivityKind)

    class Meta(Activity.Meta):
        verbose_name = "kegiatan layanan migrasi"
        verbose_name_plural = "kegiatan layanan migrasi"
        indexes = activity_indexes("migact")

    def get_absolute_url(self) -> str:
        return reverse("activity-detail", args=[self.pillar.lower(), self.pk])


class ServiceLog(PillarRecord):
    """One service given at the desk, by telephone or on a visit (register layanan migrasi, domain.md 6.5)."""

    access = REGION_TABLE

    served_on = models.DateField("tanggal")
    kind = models.CharField("jenis layanan", max_length=18, choices=ServiceKind)
    channel = models.CharField("cara datang", max_length=9, choices=ServiceChannel, default=ServiceChannel.DATANG)
    requester = models.CharField("pemohon", max_length=8, choices=Requester, default=Requester.SENDIRI)
    sex = models.CharField("jenis kelamin pemohon", max_length=1, choices=Sex, blank=True)
    outcome = models.CharField("hasil", max_length=8, choices=ServiceOutcome, default=ServiceOutcome.SELESAI)
    referred_to = models.CharField("dirujuk ke", max_length=120, blank=True)
    finished_on = models.DateField("tanggal selesai", null=True, blank=True)

    class Meta:
        verbose_name = "layanan migrasi"
        verbose_name_plural = "layanan migrasi"
        indexes = [
            *scope_indexes("servicelog"),
            models.Index("village_code", F("served_on").desc(), name="servicelog_served"),
        ]
        constraints = [
            models.CheckConstraint(
                name="servicelog_codes_known",
                condition=Q(
                    kind__in=ServiceKind.values,
                    channel__in=ServiceChannel.values,
                    requester__in=Requester.values,
                    outcome__in=ServiceOutcome.values,
                    sex__in=["", *Sex.values],
                ),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="servicelog_referral_says_where",
                condition=~Q(outcome=ServiceOutcome.DIRUJUK) | ~Q(referred_to=""),
                violation_error_message="Tulis dirujuk ke mana.",
            ),
            models.CheckConstraint(
                name="servicelog_finished_after_served",
                condition=Q(finished_on=None) | Q(finished_on__gte=F("served_on")),
                violation_error_message="Tanggal selesai harus sama dengan atau sesudah tanggal layanan.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("service-detail", args=[self.pk])


class ServiceClient(RegionalModel):
    """Who was served; absent for an anonymous visitor."""

    access = PERSON_TABLE
    seen_as = ("person",)

    service = models.OneToOneField(ServiceLog, models.PROTECT, related_name="client", verbose_name="layanan")
    person = models.ForeignKey(Person, models.PROTECT, related_name="services", verbose_name="orang")

    class Meta:
        verbose_name = "penerima layanan"
        verbose_name_plural = "penerima layanan"
        indexes = scope_indexes("serviceclient")

    def __str__(self) -> str:
        return str(self.person)


class LetterQuerySet(ScopedQuerySet):
    """Letters; every question starts with `visible_to(actor)`."""

    def current(self) -> Self:
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None)

    def with_village_name(self) -> Self:
        """With the name of the village."""
        name = Region.objects.filter(pk=models.OuterRef("village_code")).values("name")[:1]
        return self.annotate(village_name=models.Subquery(name))


class PermissionLetter(RegionalModel):
    """A line of the register of family permission letters (UU 18/2017 Ps 13 b; domain.md 6.5).

    KP2MI asks that the one who permits is present before the letter is issued: `attended` says whether.
    """

    access = PERSON_TABLE

    person = models.ForeignKey(Person, models.PROTECT, related_name="permission_letters", verbose_name="calon PMI")
    service = models.OneToOneField(
        ServiceLog, models.PROTECT, null=True, blank=True, related_name="letter", verbose_name="layanan"
    )
    letter_number = models.CharField("nomor surat", max_length=60)
    requested_on = models.DateField("tanggal permohonan")
    issued_on = models.DateField("tanggal surat", null=True, blank=True)
    giver_name = models.CharField("pemberi izin", max_length=100)
    giver_relation = models.CharField("hubungan", max_length=5, choices=LetterRelation)
    attended = models.BooleanField("pemberi izin hadir sendiri")
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="negara tujuan"
    )
    p3mi = models.CharField("P3MI", max_length=120, blank=True)
    signatory = models.CharField("penandatangan", max_length=100, blank=True)
    withdrawn_at = models.DateTimeField("ditarik", null=True, blank=True, editable=False)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "surat izin keluarga"
        verbose_name_plural = "surat izin keluarga"
        indexes = scope_indexes("permissionletter")
        constraints = [
            models.UniqueConstraint(
                fields=["village_code", "letter_number"],
                condition=Q(withdrawn_at=None),
                name="permissionletter_number_once_per_village",
                violation_error_message="Nomor surat ini sudah dipakai di desa ini.",
            ),
            models.CheckConstraint(
                name="permissionletter_issued_after_request",
                condition=Q(issued_on=None) | Q(issued_on__gte=F("requested_on")),
                violation_error_message="Tanggal surat harus sama dengan atau sesudah tanggal permohonan.",
            ),
            models.CheckConstraint(
                name="permissionletter_relation_known",
                condition=Q(giver_relation__in=LetterRelation.values),
                violation_error_message="Pilih hubungan dari daftar.",
            ),
        ]

    def __str__(self) -> str:
        return self.letter_number

    def get_absolute_url(self) -> str:
        return reverse("letter-detail", args=[self.pk])

    @property
    def days_taken(self) -> int | None:
        """Days from request to issue (indicator M6)."""
        return (self.issued_on - self.requested_on).days if self.issued_on else None
