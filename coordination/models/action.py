"""Actions that institutions promised, their dates, and what became of them."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.functions import Greatest, Least
from django.urls import reverse

from coordination.enums import ActionState, ActionStatus, RevisionStatus
from coordination.models.places import CoordinationRecord, village_codes_field
from coordination.models.visit import Finding, Recommendation
from desmigratif.core.access import SHARED_TABLE
from desmigratif.core.clock import today
from desmigratif.core.models import SharedModel, SharedQuerySet, shared_indexes
from desmigratif.reference.models import Institution
from pillars.enums import FundSource, Pillar

OVER = (ActionStatus.SELESAI, ActionStatus.BATAL)
WHOLE = 100
STATE_OF = {
    ActionStatus.BELUM: ActionState.BELUM,
    ActionStatus.JALAN: ActionState.JALAN,
    ActionStatus.TERHAMBAT: ActionState.TERHAMBAT,
    ActionStatus.SELESAI: ActionState.SELESAI,
    ActionStatus.BATAL: ActionState.BATAL,
}
STATE_ORDER = list(ActionState)


class ActionQuerySet(SharedQuerySet):
    """Actions; every question starts with `visible_to(actor)`."""

    def current(self) -> Self:
        """Those not withdrawn."""
        return self.filter(withdrawn_at=None)

    def open(self) -> Self:
        """Those neither done nor cancelled."""
        return self.current().exclude(status__in=OVER)

    def late_on(self, day: date) -> Self:
        """Open ones whose last day has passed."""
        return self.open().filter(ends_on__lt=day)

    def owned_by(self, institution_ids: Iterable[object]) -> Self:
        """Those that one of these institutions has to do itself."""
        return self.filter(owner_id__in=list(institution_ids))

    def in_village(self, village_code: str) -> Self:
        """Those with the village as a locus; the shared column has the index."""
        return self.filter(shared_with__contains=[village_code], village_codes__contains=[village_code])

    def with_names(self) -> Self:
        """With what a row names besides."""
        return self.select_related("owner", "recommendation", "finding").prefetch_related("owner__predecessors")

    def with_state(self, day: date) -> Self:
        """With `state`, what a reader calls its standing on the day, and `state_order`, late ones first."""
        late = Q(ends_on__lt=day) & ~Q(status__in=OVER)
        known = [When(status=status, then=Value(state)) for status, state in STATE_OF.items()]
        rows = self.annotate(
            state=Case(When(late, then=Value(ActionState.TERLAMBAT)), *known, output_field=CharField(max_length=9))
        )
        places = [When(state=state, then=Value(place)) for place, state in enumerate(STATE_ORDER)]
        return rows.annotate(state_order=Case(*places, output_field=models.SmallIntegerField()))

    def in_year(self, year: int, *, day: date) -> Self:
        """Those whose first or present dates touch the year. One that is still late touches every year till today."""
        rows = self.annotate(
            first_day=Least("starts_on", "baseline_starts_on"), last_day=Greatest("ends_on", "baseline_ends_on")
        )
        touches = Q(last_day__gte=date(year, 1, 1))
        if year <= day.year:
            touches |= Q(ends_on__lt=day) & ~Q(status__in=OVER)
        return rows.filter(touches, first_day__lte=date(year, 12, 31))

    def due_on(self, day: date) -> Self:
        """Those that are done, or whose last day has passed: the whole that the share on time is of (A1)."""
        rows = self.current().exclude(status=ActionStatus.BATAL)
        return rows.filter(Q(status=ActionStatus.SELESAI) | Q(ends_on__lt=day))

    def on_time(self) -> Self:
        """Done on or before the last day in force (A1)."""
        return self.filter(status=ActionStatus.SELESAI, finished_on__lte=F("ends_on"))


class ActionItem(CoordinationRecord):
    """One line of the action plan (rencana aksi, domain.md 6.7).

    `baseline_starts_on` and `baseline_ends_on` are the dates first promised; a trigger refuses any change of them.
    `starts_on` and `ends_on` are the dates in force, moved only by an approved `DateRevision`. `percent` and `status`
    follow the progress reports. Late is computed.
    """

    access = SHARED_TABLE

    number = models.CharField("nomor", max_length=20)
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, blank=True, related_name="actions", verbose_name="rekomendasi"
    )
    finding = models.ForeignKey(
        Finding, models.PROTECT, null=True, blank=True, related_name="actions", verbose_name="temuan"
    )
    programme = models.CharField("program", max_length=200)
    activity = models.CharField("kegiatan", max_length=300)
    sub_activity_code = models.CharField("kode sub kegiatan", max_length=40, blank=True)
    output = models.CharField("keluaran", max_length=200)
    unit = models.CharField("satuan", max_length=40)
    target = models.DecimalField("target", max_digits=14, decimal_places=2)
    success_measure = models.CharField("ukuran keberhasilan", max_length=300, blank=True)
    owner = models.ForeignKey(Institution, models.PROTECT, related_name="actions", verbose_name="penanggung jawab")
    owner_unit = models.CharField("unit kerja", max_length=120, blank=True)
    person_in_charge = models.CharField("PIC", max_length=100, blank=True)
    supporter_ids = ArrayField(models.UUIDField(), default=list, blank=True, verbose_name="instansi pendukung")
    village_codes = village_codes_field("desa lokus")
    pillar = models.CharField("pilar", max_length=10, choices=Pillar)
    budget = models.PositiveBigIntegerField("anggaran (Rp)", null=True, blank=True)
    fund_source = models.CharField("sumber dana", max_length=9, choices=FundSource, blank=True)
    baseline_starts_on = models.DateField("rencana awal mulai")
    baseline_ends_on = models.DateField("rencana awal selesai")
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("paling lambat")
    status = models.CharField("status", max_length=9, choices=ActionStatus, default=ActionStatus.BELUM)
    percent = models.PositiveSmallIntegerField("capaian (%)", default=0)
    finished_on = models.DateField("selesai tanggal", null=True, blank=True)
    is_example = models.BooleanField("contoh rekaan", default=False)

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = "rencana aksi"
        verbose_name_plural = "rencana aksi"
        indexes = [*shared_indexes("action"), models.Index("owner", "ends_on", name="action_owner_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                name="actionitem_number_once",
                violation_error_message="Nomor rencana aksi ini sudah dipakai.",
            ),
            models.CheckConstraint(
                name="actionitem_has_origin",
                condition=Q(recommendation__isnull=False) | Q(finding__isnull=False),
                violation_error_message="Pilih rekomendasi atau temuan yang dijawab aksi ini.",
            ),
            models.CheckConstraint(
                name="actionitem_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on"), baseline_ends_on__gte=F("baseline_starts_on")),
                violation_error_message="Tanggal selesai harus sama dengan atau sesudah tanggal mulai.",
            ),
            models.CheckConstraint(
                name="actionitem_says_what",
                condition=~Q(number="") & ~Q(programme="") & ~Q(activity="") & ~Q(output="") & ~Q(unit=""),
                violation_error_message="Isi program, kegiatan, keluaran, dan satuannya.",
            ),
            models.CheckConstraint(
                name="actionitem_target_not_negative",
                condition=Q(target__gte=0),
                violation_error_message="Target tidak boleh kurang dari nol.",
            ),
            models.CheckConstraint(
                name="actionitem_percent_to_100",
                condition=Q(percent__range=(0, WHOLE)),
                violation_error_message="Capaian dari 0 sampai 100 persen.",
            ),
            models.CheckConstraint(
                name="actionitem_codes_known",
                condition=Q(
                    pillar__in=Pillar.values,
                    status__in=ActionStatus.values,
                    fund_source__in=["", *FundSource.values],
                ),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="actionitem_done_is_whole",
                condition=Q(status=ActionStatus.SELESAI, percent=WHOLE, finished_on__isnull=False)
                | ~Q(status=ActionStatus.SELESAI) & Q(finished_on=None),
                violation_error_message="Aksi yang selesai capaiannya 100 persen dan punya tanggal selesai.",
            ),
        ]

    def __str__(self) -> str:
        return self.activity

    def get_absolute_url(self) -> str:
        return reverse("action-detail", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Whether it is done or cancelled."""
        return self.status in OVER

    @property
    def days_late(self) -> int:
        """Days since its last day, 0 when it is not late. Of one that was finished late: how late it was."""
        if self.status == ActionStatus.BATAL:
            return 0
        return max(0, ((self.finished_on or today()) - self.ends_on).days)

    @property
    def is_late(self) -> bool:
        """Whether its last day has passed and it is not over."""
        return not self.is_over and self.days_late > 0

    @property
    def standing(self) -> ActionState:
        """What a reader calls its standing today."""
        return ActionState.TERLAMBAT if self.is_late else STATE_OF[ActionStatus(self.status)]

    @property
    def was_revised(self) -> bool:
        """Whether its dates are no longer those first promised."""
        return (self.starts_on, self.ends_on) != (self.baseline_starts_on, self.baseline_ends_on)


class OfAction(SharedModel):
    """A row below an action, seen by those who see the action."""

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        """The action's page."""
        return reverse("action-detail", args=[self.action_id])


class Milestone(OfAction):
    """A step on the way (tonggak)."""

    access = SHARED_TABLE

    action = models.ForeignKey(ActionItem, models.PROTECT, related_name="milestones", verbose_name="rencana aksi")
    title = models.CharField("tonggak", max_length=150)
    due_on = models.DateField("paling lambat")
    done_on = models.DateField("selesai tanggal", null=True, blank=True)

    class Meta:
        verbose_name = "tonggak"
        verbose_name_plural = "tonggak"
        indexes = shared_indexes("milestone")
        constraints = [
            models.CheckConstraint(
                name="milestone_has_title", condition=~Q(title=""), violation_error_message="Isi nama tonggaknya."
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_late(self) -> bool:
        """Whether its day has passed without it."""
        return self.done_on is None and self.due_on < today()


class DateRevision(OfAction):
    """A request to move an action's dates: asked for with a reason, decided by somebody else (product.md 49)."""

    access = SHARED_TABLE

    action = models.ForeignKey(ActionItem, models.PROTECT, related_name="revisions", verbose_name="rencana aksi")
    old_starts_on = models.DateField("mulai semula")
    old_ends_on = models.DateField("selesai semula")
    new_starts_on = models.DateField("mulai baru")
    new_ends_on = models.DateField("selesai baru")
    request_reason = models.CharField("alasan", max_length=500)
    status = models.CharField("status", max_length=8, choices=RevisionStatus, default=RevisionStatus.DIAJUKAN)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="diputuskan oleh"
    )
    decided_at = models.DateTimeField("diputuskan", null=True, blank=True)
    decision_note = models.CharField("catatan keputusan", max_length=500, blank=True)

    class Meta:
        verbose_name = "perubahan jadwal"
        verbose_name_plural = "perubahan jadwal"
        indexes = shared_indexes("revision")
        constraints = [
            models.UniqueConstraint(
                fields=["action"],
                condition=Q(status=RevisionStatus.DIAJUKAN),
                name="daterevision_one_waiting",
                violation_error_message="Masih ada perubahan jadwal yang menunggu persetujuan.",
            ),
            models.CheckConstraint(
                name="daterevision_ends_after_start",
                condition=Q(new_ends_on__gte=F("new_starts_on")),
                violation_error_message="Tanggal selesai harus sama dengan atau sesudah tanggal mulai.",
            ),
            models.CheckConstraint(
                name="daterevision_decided_by_another",
                condition=Q(decided_by=None) | ~Q(decided_by=F("created_by")),
                violation_error_message="Pengusul tidak boleh menyetujui usulnya sendiri.",
            ),
            models.CheckConstraint(
                name="daterevision_decided_has_decider",
                condition=Q(status=RevisionStatus.DIAJUKAN, decided_by=None, decided_at=None)
                | ~Q(status=RevisionStatus.DIAJUKAN) & Q(decided_by__isnull=False, decided_at__isnull=False),
                violation_error_message="Keputusan punya pemutus dan waktu.",
            ),
            models.CheckConstraint(
                name="daterevision_has_reason",
                condition=~Q(request_reason="") & (~Q(status=RevisionStatus.TOLAK) | ~Q(decision_note="")),
                violation_error_message="Isi alasannya.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_ends_on:%Y-%m-%d} → {self.new_ends_on:%Y-%m-%d}"
