"""The agreement between the data's keeper and an institution: which fields, of which region, until when."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from desmigratif.core.access import Access, Family
from desmigratif.core.clock import today
from desmigratif.core.models import BaseModel, BaseQuerySet
from desmigratif.core.scope import Actor, DbRole, Level, Reach
from desmigratif.exchange.enums import AgreementLevel, AgreementStatus, Tier
from desmigratif.reference.models import Institution, Region

# Datasets whose rows are persons, or tell of one; a test compares them with the catalogue, which stands above models.
ABOUT_PERSONS = frozenset(
    (
        "persons families family_members children permission_letters attendances group_members business_owners"
        " cooperative_members"
    ).split()
)


class AgreementQuerySet(BaseQuerySet):
    """Agreements, by state."""

    def with_names(self) -> Self:
        """With what lists and pages show."""
        return self.select_related("institution", "region", "drafted_by", "approved_by")

    def waiting(self) -> Self:
        """Drafts nobody has approved yet."""
        return self.filter(status=AgreementStatus.DRAF)


class Agreement(BaseModel):
    """A data-sharing agreement (perjanjian kerja sama). It is approved by someone other than its drafter (P-36).

    `datasets` maps the name of a dataset to the names of the fields it opens.
    """

    access = Access(
        Family.SYSTEM,
        app="ro",
        stat="rw",
        person="ro",
        reason="read before an API client is known; holds no personal rows; pages ask for the right",
    )

    number = models.CharField(
        "nomor perjanjian",
        max_length=60,
        unique=True,
        error_messages={"unique": "Nomor perjanjian ini sudah dipakai."},
    )
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="agreements", verbose_name="instansi penerima"
    )
    purpose = models.TextField("tujuan pemakaian", max_length=1000)
    legal_basis = models.TextField("dasar hukum", max_length=1000)
    tier = models.CharField("tingkat keterbukaan", max_length=2, choices=Tier, default=Tier.T1)
    level = models.CharField("tingkat wilayah", max_length=6, choices=AgreementLevel)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="wilayah")
    datasets = models.JSONField("data yang dibuka", default=dict)
    starts_on = models.DateField("berlaku mulai")
    ends_on = models.DateField("berlaku sampai")
    status = models.CharField("status", max_length=8, choices=AgreementStatus, default=AgreementStatus.DRAF)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="disusun oleh"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="disetujui oleh",
    )
    approved_at = models.DateTimeField("disetujui pada", null=True, blank=True)
    ended_reason = models.CharField("alasan diakhiri", max_length=300, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "perjanjian data"
        verbose_name_plural = "perjanjian data"
        constraints = [
            models.CheckConstraint(
                name="agreement_two_persons",
                condition=Q(approved_by=None) | ~Q(approved_by=F("drafted_by")),
                violation_error_message="Penyusun perjanjian tidak boleh menyetujuinya sendiri.",
            ),
            models.CheckConstraint(
                name="agreement_approved_has_approver",
                condition=Q(status=AgreementStatus.DRAF, approved_by=None, approved_at=None)
                | Q(status=AgreementStatus.SETUJU, approved_by__isnull=False, approved_at__isnull=False)
                | Q(status=AgreementStatus.BERAKHIR),
                violation_error_message="Perjanjian yang disetujui harus punya penyetuju.",
            ),
            models.CheckConstraint(
                name="agreement_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Tanggal berakhir harus sama dengan atau sesudah tanggal mulai.",
            ),
            models.CheckConstraint(
                name="agreement_region_fits_level",
                condition=Q(level=Level.NATION, region=None)
                | Q(level__in=[Level.DESA, Level.KEC, Level.KAB, Level.PROV], region__isnull=False),
                violation_error_message="Tingkat desa sampai provinsi butuh wilayah; nasional tidak.",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("agreement-detail", kwargs={"pk": self.pk})

    @property
    def is_in_force(self) -> bool:
        """Approved, begun and not ended: asked with every request of a client, so it ends on its day by itself."""
        return self.status == AgreementStatus.SETUJU and self.starts_on <= today() <= self.ends_on

    @property
    def is_over(self) -> bool:
        """Ended by somebody or by its date."""
        return self.status == AgreementStatus.BERAKHIR or (
            self.status == AgreementStatus.SETUJU and self.ends_on < today()
        )

    @property
    def place(self) -> str:
        """The region in words."""
        return self.region.full_name if self.region_id else "Nasional"

    def as_actor(self) -> Actor:
        """The actor its clients are: one region, and persons only when they are named from tier T2 on."""
        level = Level(self.level)
        sees_persons = self.tier != Tier.T1 and not ABOUT_PERSONS.isdisjoint(self.datasets)
        national = DbRole.PERSON if sees_persons else DbRole.STAT
        role = national if level is Level.NATION else DbRole.APP
        return Actor(
            role="api",
            level=level,
            code=self.region_id or "",
            institution_id=self.institution_id,
            name=self.institution.name,
            sees_persons=sees_persons,
            reach=Reach.ALL if level is Level.NATION else Reach.REGION,
            db_role=role,
        )
