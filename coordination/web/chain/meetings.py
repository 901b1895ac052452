"""Meetings: the list, one meeting with its agenda, its minutes and what it led to."""

from typing import Any, ClassVar

from django.db.models import Count, Q
from django.urls import reverse

from coordination.enums import MeetingStatus, Presence
from coordination.filters.chain import MeetingFilter
from coordination.models import FieldVisit, Meeting, MeetingAttendance, Recommendation
from coordination.services import meetings
from coordination.services.nexts import with_actions
from coordination.web.action.rows import ActionRow, with_last_report
from coordination.web.chain import meeting_forms as forms
from coordination.web.chain.pages import (
    ChainAdd,
    ChainComment,
    ChainDetail,
    ChainForm,
    ChainList,
    ChainWithdraw,
    if_seen,
    row_named,
    with_names,
)
from desmigratif.core.clock import today
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.web.lists import Column

MOST_CARRIED = 100


def day_words(day: Any) -> str:
    """6 April 2026; nothing for None."""
    return PartialDate.of(day).display() if day else ""


class MeetingList(ChainList):
    """Meetings, those entered last first."""

    model = Meeting
    filterset_class = MeetingFilter
    template_name = "coordination/meeting/list.html"
    noun = "rapat"
    title = "Rapat"
    columns: ClassVar[tuple[Column, ...]] = (
        Column("Jenis", lambda row: row.get_kind_display(), 24),
        Column("Judul", lambda row: row.title, 50),
        Column("Mulai", lambda row: day_words(row.starts_on)),
        Column("Selesai", lambda row: day_words(row.ends_on)),
        Column("Cara", lambda row: row.get_mode_display(), 12),
        Column("Tempat", lambda row: row.place, 24),
        Column("Penyelenggara", lambda row: row.organizer.short_name, 24),
        Column("Desa", lambda row: row.place_words, 30),
        Column("Diundang", lambda row: row.invited, 10),
        Column("Datang", lambda row: row.came, 10),
        Column("Rekomendasi", lambda row: row.recommended, 12),
        Column("Keadaan", lambda row: row.get_status_display(), 16),
    )

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organizer")

    def dress(self, rows: list[Any]) -> None:
        super().dress(rows)
        actor, ids = self.request.actor, [row.pk for row in rows]
        present = Q(presence__in=[Presence.HADIR, Presence.DARING])
        attended = MeetingAttendance.objects.all().visible_to(actor).filter(meeting__in=ids).order_by()
        counts = attended.values("meeting").annotate(n=Count("pk"), came=Count("pk", filter=present))
        by_meeting = {row["meeting"]: row for row in counts}
        asked = Recommendation.objects.all().visible_to(actor).current().filter(meeting__in=ids).order_by()
        recommended = dict(asked.values("meeting").annotate(n=Count("pk")).values_list("meeting", "n"))
        for row in rows:
            found = by_meeting.get(row.pk, {"n": 0, "came": 0})
            row.invited, row.came, row.recommended = found["n"], found["came"], recommended.get(row.pk, 0)


class MeetingDetail(ChainDetail):
    """One meeting."""

    model = Meeting
    template_name = "coordination/meeting/detail.html"
    comment_name = "meeting-comment"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("organizer", "updated_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        meeting, actor = self.object, self.request.actor
        after = Meeting.objects.all().visible_to(actor).current().filter(follows=meeting)
        attended = meeting.attendances.all().visible_to(actor).select_related("institution")
        attendances = sorted(attended, key=lambda row: (_place(row.presence), row.institution.short_name))
        carried = meetings.carried_over(meeting, by=actor).with_names().with_state(today())
        agenda = with_last_report(carried).order_by("state_order", "ends_on", "number")[:MOST_CARRIED]
        asked = with_actions(Recommendation.objects.all().visible_to(actor).current().filter(meeting=meeting))
        visits = FieldVisit.objects.all().visible_to(actor).current().filter(meeting=meeting)
        return super().get_context_data(
            follows=if_seen(Meeting, meeting.follows_id, actor),
            followed_by=list(after.order_by("starts_on")),
            attendances=attendances,
            counts=[
                (Presence(code).label, sum(row.presence == code for row in attendances)) for code in Presence.values
            ],
            unnoted=sum(not row.presence for row in attendances),
            agenda=[ActionRow(action, today().year) for action in agenda],
            recommendations=with_names(asked.order_by("seq")),
            visits=with_names(visits.order_by("starts_on")),
            is_planned=meeting.status == MeetingStatus.RENCANA,
            is_held=meeting.status == MeetingStatus.SELESAI,
            is_final=meeting.status == MeetingStatus.FINAL,
            **kwargs,
        )


def _place(presence: str) -> int:
    return Presence.values.index(presence) if presence else len(Presence.values)


class MeetingAdd(ChainAdd):
    """A new meeting; `lanjutan` in the address says which one it carries on."""

    form_class = forms.MeetingAddForm
    title = "Tambah rapat"
    list_name = "meeting-list"
    submit_label = "Simpan rapat"
    success_message = "Rapat tersimpan. Instansi yang diundang kini melihatnya."

    def get_initial(self) -> dict[str, Any]:
        before = row_named(Meeting, self.request, "lanjutan")
        if before is None:
            return {}
        return {
            "follows": before,
            "kind": before.kind,
            "organizer": before.organizer,
            "village_codes": before.village_codes,
            "invited": list(before.attendances.order_by("seq").values_list("institution__code", flat=True)),
        }

    def perform(self, data: dict[str, Any]) -> Meeting:
        return meetings.create_meeting(by=self.request.actor, **data)


class MeetingEdit(ChainForm):
    """What the meeting is, and its minutes."""

    model = Meeting
    form_class = forms.MeetingForm
    title = "Ubah rapat"
    success_message = "Perubahan tersimpan."
    names = (*meetings.DETAILS, "village_codes")

    def perform(self, data: dict[str, Any]) -> Meeting:
        return meetings.change_meeting(meeting=self.object, by=self.request.actor, **data)


class MeetingFinish(ChainForm):
    """The meeting was held."""

    model = Meeting
    form_class = forms.FinishForm
    title = "Rapat sudah selesai"
    submit_label = "Catat selesai"
    success_message = "Rapat dicatat selesai. Berikutnya: daftar hadir dan rekomendasi."
    names = ("summary",)
    needs_actor = False

    def perform(self, data: dict[str, Any]) -> Meeting:
        return meetings.finish_meeting(meeting=self.object, by=self.request.actor, **data)


class MeetingFinal(ChainForm):
    """The minutes are final."""

    model = Meeting
    form_class = forms.FinalForm
    title = "Kunci notulen"
    lead = "Sesudah dikunci, rapat dan daftar hadirnya tidak bisa diubah lagi. Rekomendasi tetap bisa ditambah."
    submit_label = "Kunci notulen"
    success_message = "Notulen sudah final."
    needs_actor = False

    def perform(self, data: dict[str, Any]) -> Meeting:
        return meetings.finalize_minutes(meeting=self.object, by=self.request.actor, version=data["version"])


class MeetingWithdraw(ChainWithdraw):
    """Takes a meeting out."""

    model = Meeting
    title = "Tarik rapat"

    def perform(self, data: dict[str, Any]) -> Meeting:
        return meetings.withdraw_meeting(meeting=self.object, by=self.request.actor, **data)


class MeetingComment(ChainComment):
    """A comment on a meeting."""

    model = Meeting


class MeetingAttend(ChainForm):
    """Who came, all institutions on one page."""

    model = Meeting
    form_class = forms.AttendanceForm
    template_name = "coordination/meeting/attendance.html"
    title = "Daftar hadir"
    submit_label = "Simpan daftar hadir"
    success_message = "Daftar hadir tersimpan."
    needs_actor = False

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = self.object.attendances.all().visible_to(self.request.actor).select_related("institution")
        rows = sorted(rows, key=lambda row: row.institution.short_name.lower())
        return {**super().get_form_kwargs(), "attendances": rows}

    def get_form(self, form_class: Any = None) -> Any:
        self.form = super().get_form(form_class)
        return self.form

    def perform(self, data: dict[str, Any]) -> Meeting:
        done = meetings.record_attendance(
            meeting=self.object,
            lines=self.form.noted,
            invited=data["invited"],
            version=data["version"],
            by=self.request.actor,
        )
        self.asked_more = bool(data["invited"])
        return done

    def get_success_url(self, done: Any = None) -> str:
        if self.asked_more:
            return reverse("meeting-attendance", args=[done.pk])
        return super().get_success_url(done)
