"""What the four pillars have in common."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q

from desmigratif.core.access import Access, Family
from desmigratif.core.journal import JournalModel, journal_indexes
from desmigratif.core.models import RegionalModel, ScopedQuerySet, scope_indexes
from desmigratif.reference.models import Region
from pillars.enums import FundSource, Pillar
from villages.models import Village
from workers.enums import RecordStatus


class PillarQuerySet(ScopedQuerySet):
    """Records of a pillar; every question starts with `visible_to(actor)`."""

    def current(self) -> Self:
        """Those not withdrawn: what lists and counts show."""
        return self.filter(withdrawn_at=None)

    def with_village_name(self) -> Self:
        """With the name of the village: the codes are plain text, so it is looked up."""
        name = Region.objects.filter(pk=models.OuterRef("village_code")).values("name")[:1]
        return self.annotate(village_name=models.Subquery(name))


class PillarRecord(RegionalModel):
    """A record of one village in one pillar. It holds no person: a link to one lives in a table of its own, so that
    ministries may count these rows without a right to persons."""

    village = models.ForeignKey(Village, models.PROTECT, related_name="+", verbose_name="desa")
    withdrawn_at = models.DateTimeField("ditarik", null=True, blank=True, editable=False)

    objects = PillarQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was taken out of the lists."""
        return self.withdrawn_at is not None


class ActivityQuerySet(PillarQuerySet):
    """Activities, by state and by day."""

    def counted(self) -> Self:
        """Those that figures count: held and sent in, not drafts."""
        return self.current().sent()

    def sent(self) -> Self:
        """Those held and sent in, withdrawn ones too."""
        return self.filter(held_on__isnull=False).exclude(record_status=RecordStatus.DRAF)

    def held_between(self, start: date, end: date) -> Self:
        """Held from `start` to `end`, both days included."""
        return self.filter(held_on__range=(start, end))

    def awaiting_verification(self) -> Self:
        """Sent in, for the village head or the district."""
        return self.current().filter(record_status=RecordStatus.KIRIM)


class Activity(PillarRecord):
    """Something planned or held: a briefing, a training, a session, a meeting (domain.md 1.4).

    `participants_female` and `participants_male` are heads counted in the room and are always asked; who they were is
    optional and stands in `Attendance`. A draft may lack the day and the heads; one that was sent in may not.
    """

    pillar: ClassVar[Pillar]

    title = models.CharField("nama kegiatan", max_length=150)
    planned_on = models.DateField("rencana tanggal", null=True, blank=True)
    held_on = models.DateField("tanggal pelaksanaan", null=True, blank=True)
    place = models.CharField("tempat", max_length=150, blank=True)
    responsible = models.CharField("penanggung jawab", max_length=100, blank=True)
    budget = models.PositiveBigIntegerField("anggaran (Rp)", null=True, blank=True)
    fund_source = models.CharField("sumber dana", max_length=9, choices=FundSource, blank=True)
    participants_female = models.PositiveIntegerField("peserta perempuan", null=True, blank=True)
    participants_male = models.PositiveIntegerField("peserta laki-laki", null=True, blank=True)
    result = models.TextField("hasil", max_length=2000, blank=True)
    record_status = models.CharField("status data", max_length=7, choices=RecordStatus, default=RecordStatus.DRAF)
    record_comment = models.CharField("catatan pemeriksa", max_length=500, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_codes_known",
                condition=Q(record_status__in=RecordStatus.values, fund_source__in=["", *FundSource.values]),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="%(class)s_has_title",
                condition=~Q(title=""),
                violation_error_message="Isi nama kegiatannya.",
            ),
            models.CheckConstraint(
                name="%(class)s_has_a_day",
                condition=Q(planned_on__isnull=False) | Q(held_on__isnull=False),
                violation_error_message="Isi tanggal rencana atau tanggal pelaksanaannya.",
            ),
            models.CheckConstraint(
                name="%(class)s_sent_in_is_whole",
                condition=Q(record_status__in=[RecordStatus.DRAF, RecordStatus.ARSIP])
                | Q(held_on__isnull=False, participants_female__isnull=False, participants_male__isnull=False),
                violation_error_message="Sebelum dikirim, isi tanggal pelaksanaan dan jumlah peserta.",
            ),
            models.CheckConstraint(
                name="%(class)s_withdrawn_is_archived",
                condition=Q(withdrawn_at=None) & ~Q(record_status=RecordStatus.ARSIP)
                | Q(withdrawn_at__isnull=False, record_status=RecordStatus.ARSIP),
                violation_error_message="Kegiatan yang ditarik harus diarsipkan.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def participants(self) -> int | None:
        """All heads; None while they are not known."""
        if self.participants_female is None or self.participants_male is None:
            return None
        return self.participants_female + self.participants_male

    @property
    def is_verified(self) -> bool:
        """Whether it was confirmed as it is now."""
        return self.record_status == RecordStatus.VERIF


ACTIVITY_OF: dict[str, type[Activity]] = {}


def activity_indexes(prefix: str) -> list[models.Index]:
    """Lists by scope, and the last one held in a village."""
    return [
        *scope_indexes(prefix),
        models.Index("village_code", F("held_on").desc(nulls_last=True), name=f"{prefix}_held"),
    ]


class PillarLog(JournalModel, RegionalModel):
    """What happened to a record of a pillar."""

    access = Access(Family.REGION, app="append", stat="ro", person="ro")

    version = None
    created_at = None
    created_by = None
    updated_at = None
    updated_by = None

    class Meta:
        verbose_name = "riwayat pilar"
        verbose_name_plural = "riwayat pilar"
        indexes = journal_indexes("pillarlog")
