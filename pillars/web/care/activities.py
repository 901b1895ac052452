"""Activities of the four pillars: list, page, forms, attendance."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Level
from desmigratif.core.web.journal import lines_of
from desmigratif.core.web.lists import Column, ListPage
from desmigratif.core.web.records import ConfirmForm, RecordAdd, RecordForm, ReturnRecord, WhyForm
from desmigratif.core.web.views import ScopedDetail
from desmigratif.documents.web.panel import panel_of
from desmigratif.history.web.views import HistoryPage
from desmigratif.notifications.web.comments import CommentOn
from desmigratif.reference.models import Region
from pillars.enums import Pillar
from pillars.filters.care import ActivityFilter
from pillars.models import ACTIVITY_OF, Activity, ParentingSession, PillarLog
from pillars.services import activities
from pillars.services.attendance import attendances_of, missed_twice, set_attendance
from pillars.web.care import forms
from workers.enums import RecordStatus
from workers.models import Child, Person


def pillar_of(slug: str) -> Pillar:
    """The pillar an address names; 404 for another word."""
    try:
        return Pillar(slug.upper())
    except ValueError as error:
        raise Http404 from error


class OfPillar:
    """A view under /kegiatan/<pillar>/."""

    kwargs: dict[str, Any]

    @property
    def pillar(self) -> Pillar:
        """Which of the four."""
        return pillar_of(self.kwargs["pillar"])

    @property
    def model(self) -> type[Activity]:
        """The table of that pillar's activities."""
        return ACTIVITY_OF[self.pillar]


def _heads(activity: Activity) -> str:
    return "" if activity.participants is None else str(activity.participants)


COLUMNS = (
    Column("Desa", lambda row: row.village_name, 20),
    Column("Kode desa", lambda row: row.village_code, 15),
    Column("Jenis", lambda row: row.get_kind_display(), 24),
    Column("Kegiatan", lambda row: row.title, 36),
    Column("Tanggal", lambda row: row.held_on.isoformat() if row.held_on else "", 12),
    Column("Peserta perempuan", lambda row: row.participants_female, 10),
    Column("Peserta laki-laki", lambda row: row.participants_male, 10),
    Column("Peserta", _heads, 10),
    Column("Anggaran (Rp)", lambda row: row.budget, 14),
    Column("Sumber dana", lambda row: row.get_fund_source_display(), 16),
    Column("Hasil", lambda row: row.result, 40),
    Column("Status data", lambda row: row.get_record_status_display(), 16),
)


class ActivityList(OfPillar, ListPage):
    """Activities of one pillar; the others are a tab away."""

    permission_required = Perm.PILLAR_VIEW
    filterset_class = ActivityFilter
    template_name = "pillars/activity/list.html"
    noun = "kegiatan"
    title = "Kegiatan"
    columns = COLUMNS
    shown_filters = ("status", "year", "quarter")

    @property
    def pillar(self) -> Pillar:
        return pillar_of(self.kwargs.get("pillar", Pillar.LAYANAN))

    def get_queryset(self) -> Any:
        return super().get_queryset().current().with_village_name()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tabs = [(reverse("activity-list-of", args=[code.lower()]), label, code == self.pillar)
                for code, label in Pillar.choices]  # fmt: skip
        return super().get_context_data(
            tabs=tabs,
            slug=self.pillar.lower(),
            pillar_label=self.pillar.label,
            sees_villages=self.request.actor.level is not Level.DESA,
            **kwargs,
        )


class ActivityDetail(OfPillar, ScopedDetail):
    """One activity: what, how many, who, whose turn."""

    permission_required = Perm.PILLAR_VIEW
    template_name = "pillars/activity/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        activity, actor = self.object, self.request.actor
        names = actor.may(Perm.PERSON_NAMES)
        is_open = not activity.is_withdrawn
        waiting = is_open and activity.record_status == RecordStatus.KIRIM
        mine = actor.user_id in {activity.created_by_id, activity.updated_by_id}
        sees_children = actor.may(Perm.CHILD_VIEW) and isinstance(activity, ParentingSession)
        return super().get_context_data(
            slug=self.pillar.lower(),
            pillar_label=self.pillar.label,
            village=Region.objects.filter(pk=activity.village_code).first(),
            present=list(attendances_of(activity, actor)) if names else [],
            sees_names=names,
            missed=missed_twice(activity, actor) if sees_children else [],
            lines=lines_of(PillarLog, activity, actor),
            files=panel_of(activity, actor),
            may_change=actor.may(Perm.PILLAR_CHANGE) and is_open,
            may_send=actor.may(Perm.PILLAR_CHANGE)
            and activity.record_status in {RecordStatus.DRAF, RecordStatus.KEMBALI},
            may_decide=actor.may(Perm.PILLAR_VERIFY) and waiting and not mine,
            **kwargs,
        )


class ActivityHistory(OfPillar, HistoryPage):
    """What changed in an activity, field by field; who was there stands in the list of those present."""

    permission_required = Perm.PILLAR_VIEW


class ActivityAdd(OfPillar, RecordAdd):
    """A new activity of the officer's village."""

    permission_required = Perm.PILLAR_CHANGE
    form_class = forms.ActivityAddForm
    template_name = "pillars/activity/form.html"
    back_words = "Kembali ke kegiatan"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "pillar": self.pillar}

    def get_form(self, form_class: Any = None) -> forms.ActivityAddForm:
        self.bound = super().get_form(form_class)
        return self.bound

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(title=f"Catat kegiatan: {self.pillar.label.lower()}", may_send=True, **kwargs)

    def back_url(self) -> str:
        return reverse("activity-list-of", args=[self.pillar.lower()])

    def perform(self, data: dict[str, Any]) -> Activity:
        send = forms.SEND in self.request.POST
        self.success_message = "Kegiatan terkirim untuk diperiksa." if send else "Draf kegiatan tersimpan."
        return activities.record_activity(
            pillar=self.pillar,
            record_id=data["record_id"],
            values=self.bound.values(),
            send=send,
            by=self.request.actor,
        )


class AboutActivity(OfPillar, RecordForm):
    """A form about one activity."""

    permission_required = Perm.PILLAR_CHANGE


class ActivityEdit(AboutActivity):
    """Change an activity."""

    form_class = forms.ActivityEditForm
    template_name = "pillars/activity/form.html"
    title = "Ubah kegiatan"

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version, **forms.activity_values(self.object)}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "pillar": self.pillar, "needs_reason": self.object.is_verified}

    def get_form(self, form_class: Any = None) -> forms.ActivityEditForm:
        self.bound = super().get_form(form_class)
        return self.bound

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_send = self.object.record_status in {RecordStatus.DRAF, RecordStatus.KEMBALI}
        return super().get_context_data(
            may_send=may_send, is_draft=self.object.record_status == RecordStatus.DRAF, **kwargs
        )

    def perform(self, data: dict[str, Any]) -> Activity:
        before = self.object.record_status
        done = activities.change_activity(
            activity=self.object,
            version=data["version"],
            values=self.bound.values(),
            reason=data.get("reason", ""),
            send=forms.SEND in self.request.POST,
            by=self.request.actor,
        )
        reopened = before == RecordStatus.VERIF and done.record_status == RecordStatus.KIRIM
        self.success_message = "Perubahan tersimpan. Kegiatan diperiksa lagi." if reopened else "Perubahan tersimpan."
        return done


class ActivitySubmit(AboutActivity):
    """Send a draft: one button, also on the activity's page."""

    form_class = ConfirmForm
    title = "Kirim untuk diperiksa?"
    submit_label = "Kirim"
    success_message = "Kegiatan terkirim untuk diperiksa."

    def perform(self, data: dict[str, Any]) -> Activity:
        return activities.submit_activity(activity=self.object, version=data["version"], by=self.request.actor)


class ActivityVerify(AboutActivity):
    """Confirm: one button, also on the activity's page."""

    permission_required = Perm.PILLAR_VERIFY
    form_class = ConfirmForm
    title = "Verifikasi kegiatan ini?"
    submit_label = "Verifikasi"
    success_message = "Kegiatan terverifikasi."

    def perform(self, data: dict[str, Any]) -> Activity:
        return activities.verify_activity(activity=self.object, version=data["version"], by=self.request.actor)


class ActivityReturn(AboutActivity, ReturnRecord):
    """Send back with what to put right."""

    permission_required = Perm.PILLAR_VERIFY
    success_message = "Kegiatan dikembalikan ke petugas desa."

    def perform(self, data: dict[str, Any]) -> Activity:
        return activities.return_activity(
            activity=self.object, comment=data["reason"], version=data["version"], by=self.request.actor
        )


class ActivityWithdraw(AboutActivity):
    """Take one entered by mistake out."""

    form_class = WhyForm
    title = "Tarik kegiatan ini"
    lead = "Untuk catatan yang keliru. Kegiatan tidak lagi dihitung."
    submit_label = "Tarik kegiatan"
    success_message = "Kegiatan ditarik."

    def perform(self, data: dict[str, Any]) -> Activity:
        return activities.withdraw_activity(
            activity=self.object, reason=data["reason"], version=data["version"], by=self.request.actor
        )

    def get_success_url(self, _done: Any = None) -> str:
        return reverse("activity-list-of", args=[self.pillar.lower()])


class ActivityComment(OfPillar, CommentOn):
    """A comment on an activity."""

    permission_required = Perm.PILLAR_COMMENT
    journal = PillarLog


class ActivityAttendance(AboutActivity):
    """Tick who was there; for a session the children and their carers come first."""

    permission_required = Perm.PERSON_CHANGE
    form_class = forms.AttendanceForm
    template_name = "pillars/activity/attendance.html"
    title = "Siapa yang hadir?"
    submit_label = "Simpan kehadiran"
    success_message = "Kehadiran tersimpan."

    def _people(self) -> list[tuple[str, str]]:
        activity, actor = self.object, self.request.actor
        rows = forms.people_of(actor, activity.village_code)
        if not isinstance(activity, ParentingSession) or not actor.may(Perm.CHILD_VIEW):
            return rows
        children = Child.objects.visible_to(actor).current().filter(village_code=activity.village_code)
        children = list(children.only("person_id", "carer_id", "village_code"))
        first = {str(child.person_id): "anak PMI" for child in children}
        first |= {str(child.carer_id): "pengasuh" for child in children if child.carer_id}
        named = [(pk, f"{name} ({first[pk]})" if pk in first else name) for pk, name in rows]
        return sorted(named, key=lambda row: row[0] not in first)

    def get_initial(self) -> dict[str, Any]:
        rows = attendances_of(self.object, self.request.actor).values_list("person_id", flat=True)
        return {"version": self.object.version, "people": [str(pk) for pk in rows]}

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "choices": self._people()}

    def perform(self, data: dict[str, Any]) -> Activity:
        people = Person.objects.visible_to(self.request.actor).filter(pk__in=data["people"])
        return set_attendance(
            activity=self.object, people=list(people), version=data["version"], by=self.request.actor
        )
