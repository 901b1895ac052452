"""Reporting periods, and what the owners of actions report in each."""

from django.db import models
from django.db.models import F, Q

from coordination.enums import ActionStatus, Assessment
from coordination.models.action import WHOLE, ActionItem, OfAction
from desmigratif.core.access import REFERENCE_TABLE, SHARED_TABLE
from desmigratif.core.history import TRACKED
from desmigratif.core.models import shared_indexes

HAS_EVIDENCE = ~Q(evidence="") | Q(evidence_files__gt=0)  # a document that is named, or a file


class ReportingPeriod(models.Model):
    """A period for which progress is reported. The cycle is data (domain.md 3.3): B03, B06, B09 and B12 of a year."""

    access = REFERENCE_TABLE
    history = TRACKED

    code = models.CharField("kode", max_length=10, primary_key=True)
    label = models.CharField("nama", max_length=40)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("selesai")
    due_on = models.DateField("batas lapor")

    class Meta:
        verbose_name = "periode lapor"
        verbose_name_plural = "periode lapor"
        constraints = [
            models.CheckConstraint(
                name="reportingperiod_dates_in_order",
                condition=Q(ends_on__gte=F("starts_on"), due_on__gte=F("ends_on")),
                violation_error_message="Urutan tanggal: mulai, selesai, lalu batas lapor.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class ProgressReport(OfAction):
    """What the owner reports for one period (capaian, domain.md 6.7), and what the checker says of it.

    `evidence_files` counts the files that hang on it; the service of files keeps it (coordination/attachments.py).
    `checked_without_file` is true of reports found in line before files could be uploaded, and of no other.
    """

    access = SHARED_TABLE

    action = models.ForeignKey(ActionItem, models.PROTECT, related_name="reports", verbose_name="rencana aksi")
    period = models.ForeignKey(ReportingPeriod, models.PROTECT, related_name="+", verbose_name="periode")
    percent = models.PositiveSmallIntegerField("capaian kumulatif (%)")
    status = models.CharField("keadaan", max_length=9, choices=ActionStatus)
    realized = models.DecimalField("realisasi", max_digits=14, decimal_places=2, null=True, blank=True)
    budget_realized = models.PositiveBigIntegerField("realisasi anggaran (Rp)", null=True, blank=True)
    obstacle = models.CharField("kendala", max_length=500, blank=True)
    follow_up = models.CharField("tindak lanjut", max_length=500, blank=True)
    evidence = models.CharField("data dukung", max_length=300, blank=True)
    evidence_files = models.PositiveSmallIntegerField("berkas data dukung", default=0, editable=False)
    checked_without_file = models.BooleanField("dinilai sebelum ada berkas", default=False, editable=False)
    fall_reason = models.CharField("alasan capaian turun", max_length=300, blank=True)
    assessment = models.CharField("penilaian", max_length=21, choices=Assessment, blank=True)
    assessment_note = models.CharField("catatan penilaian", max_length=500, blank=True)
    checked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="diperiksa oleh"
    )
    checked_at = models.DateTimeField("diperiksa", null=True, blank=True)

    class Meta:
        verbose_name = "laporan capaian"
        verbose_name_plural = "laporan capaian"
        indexes = shared_indexes("progress")
        constraints = [
            models.UniqueConstraint(
                fields=["action", "period"],
                name="progressreport_once_a_period",
                violation_error_message="Laporan periode ini sudah ada. Ubah yang sudah ada.",
            ),
            models.CheckConstraint(
                name="progressreport_percent_to_100",
                condition=Q(percent__range=(0, WHOLE)),
                violation_error_message="Capaian dari 0 sampai 100 persen.",
            ),
            models.CheckConstraint(
                name="progressreport_whole_has_evidence",
                condition=~Q(percent=WHOLE) | HAS_EVIDENCE,
                violation_error_message="Capaian 100 persen butuh data dukung.",
            ),
            models.CheckConstraint(
                name="progressreport_codes_known",
                condition=Q(status__in=ActionStatus.values, assessment__in=["", *Assessment.values]),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="progressreport_done_is_whole",
                condition=Q(status=ActionStatus.SELESAI, percent=WHOLE) & HAS_EVIDENCE
                | ~Q(status=ActionStatus.SELESAI) & ~Q(percent=WHOLE),
                violation_error_message="Selesai berarti 100 persen, dengan data dukung.",
            ),
            models.CheckConstraint(
                name="progressreport_blocked_says_why",
                condition=~Q(status=ActionStatus.TERHAMBAT) | ~Q(obstacle=""),
                violation_error_message="Tulis kendalanya.",
            ),
            models.CheckConstraint(
                name="progressreport_checked_by_another",
                condition=Q(checked_by=None) | ~Q(checked_by=F("created_by")),
                violation_error_message="Pelapor tidak boleh memeriksa laporannya sendiri.",
            ),
            models.CheckConstraint(
                name="progressreport_assessed_has_checker",
                condition=Q(assessment="", checked_by=None, checked_at=None)
                | ~Q(assessment="") & Q(checked_by__isnull=False, checked_at__isnull=False),
                violation_error_message="Penilaian punya pemeriksa dan waktu.",
            ),
            models.CheckConstraint(
                name="progressreport_in_line_has_file",
                condition=~Q(assessment=Assessment.SESUAI) | Q(evidence_files__gt=0) | Q(checked_without_file=True),
                violation_error_message="Penilaian “Sesuai” butuh berkas data dukung.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_id}: {self.percent}%"

    @property
    def has_evidence(self) -> bool:
        """Whether it names a document or has a file."""
        return bool(self.evidence or self.evidence_files)
