"""Meetings and who came."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from coordination.enums import MeetingKind, MeetingMode, MeetingStatus, Presence
from coordination.models.places import CoordinationRecord, village_codes_field
from desmigratif.core.access import SHARED_TABLE
from desmigratif.core.models import SharedModel, shared_indexes
from desmigratif.reference.models import Institution


class Meeting(CoordinationRecord):
    """A meeting between institutions (rapat, domain.md 6.7). `follows` is the meeting it carries on from."""

    access = SHARED_TABLE

    kind = models.CharField("jenis rapat", max_length=8, choices=MeetingKind)
    title = models.CharField("judul", max_length=200)
    starts_on = models.DateField("tanggal mulai")
    ends_on = models.DateField("tanggal selesai")
    mode = models.CharField("cara", max_length=7, choices=MeetingMode)
    place = models.CharField("tempat", max_length=150, blank=True)
    chair = models.CharField("pimpinan rapat", max_length=150, blank=True)
    organizer = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name="penyelenggara")
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by", verbose_name="lanjutan dari"
    )
    village_codes = village_codes_field("desa lokus")
    summary = models.TextField("ringkasan", max_length=4000, blank=True)
    status = models.CharField("status", max_length=7, choices=MeetingStatus, default=MeetingStatus.RENCANA)
    is_example = models.BooleanField("contoh rekaan", default=False)

    class Meta:
        verbose_name = "rapat"
        verbose_name_plural = "rapat"
        indexes = shared_indexes("meeting")
        constraints = [
            models.CheckConstraint(
                name="meeting_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Tanggal selesai harus sama dengan atau sesudah tanggal mulai.",
            ),
            models.CheckConstraint(
                name="meeting_codes_known",
                condition=Q(kind__in=MeetingKind.values, mode__in=MeetingMode.values, status__in=MeetingStatus.values),
                violation_error_message="Pilih isian dari daftar.",
            ),
            models.CheckConstraint(
                name="meeting_has_title", condition=~Q(title=""), violation_error_message="Isi judul rapatnya."
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meeting-detail", args=[self.pk])


class MeetingAttendance(SharedModel):
    """One institution at one meeting: asked to come, then whether it came, and whom it sent."""

    access = SHARED_TABLE

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances", verbose_name="rapat")
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="+", verbose_name="instansi")
    presence = models.CharField("kehadiran", max_length=6, choices=Presence, blank=True)
    attendee_name = models.CharField("nama yang hadir", max_length=100, blank=True)
    position = models.CharField("jabatan", max_length=100, blank=True)

    class Meta:
        verbose_name = "kehadiran rapat"
        verbose_name_plural = "kehadiran rapat"
        indexes = shared_indexes("meetattend")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "institution"],
                name="meetingattendance_once",
                violation_error_message="Instansi ini sudah ada di daftar hadir.",
            ),
            models.CheckConstraint(
                name="meetingattendance_presence_known",
                condition=Q(presence__in=["", *Presence.values]),
                violation_error_message="Pilih kehadiran dari daftar.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution}: {self.get_presence_display() or 'diundang'}"

    def get_absolute_url(self) -> str:
        return reverse("meeting-detail", args=[self.meeting_id])
