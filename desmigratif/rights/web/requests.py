"""The register of requests of data subjects: list, receive, one request, take up, link, decide, print."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Level
from desmigratif.core.web.journal import lines_of
from desmigratif.core.web.lists import ListPage
from desmigratif.core.web.records import ConfirmForm, RecordAdd, RecordForm
from desmigratif.core.web.views import ScopedDetail
from desmigratif.notifications.web.comments import CommentOn
from desmigratif.reference.models import Region
from desmigratif.rights import services
from desmigratif.rights.enums import RequestKind
from desmigratif.rights.filters import RequestFilter
from desmigratif.rights.models import RequestLog, SubjectRequest
from desmigratif.rights.services.requests import KEPT, STOPPED
from desmigratif.rights.web.forms import DecideForm, LinkForm, RequestForm, people_of, received_now
from villages.models import Village
from workers.models import Person

# What to do for each kind, told to the handler.
STEPS = {
    RequestKind.AKSES: "Buka lembar data, cetak, dan serahkan kepada pemohon. Lalu catat putusannya.",
    RequestKind.PERBAIKAN: "Cocokkan dengan bukti pemohon, betulkan di profilnya, lalu catat putusannya.",
    RequestKind.HAPUS: "Pendataan PMI adalah tugas menurut UU 18/2017: yang wajib disimpan boleh ditolak dengan"
    " alasan. Kalau dipenuhi, tarik dulu catatannya dari profil.",
    RequestKind.CABUT: "Kalau dipenuhi, pemrosesan berhenti saat itu juga.",
    RequestKind.KEBERATAN: "Pertimbangkan keberatannya. Catat apa yang diubah, atau mengapa tidak.",
}


class RequestList(ListPage):
    """Requests of the actor's region."""

    permission_required = Perm.SUBJECT_VIEW
    model = SubjectRequest
    filterset_class = RequestFilter
    template_name = "rights/request/list.html"
    noun = "permintaan"
    title = "Permintaan subjek data"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("handler")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = context["page"].rows
        names = dict(Region.objects.filter(pk__in={row.village_code for row in rows}).values_list("pk", "name"))
        for row in rows:
            row.village_name = names.get(row.village_code, "")
        return {**context, "sees_villages": self.request.actor.level is not Level.DESA}


class RequestAdd(RecordAdd):
    """Receive a request; `?orang=` names the person it is about."""

    permission_required = Perm.SUBJECT_VIEW
    form_class = RequestForm
    title = "Catat permintaan subjek data"
    lead = "Orang berhak melihat, membetulkan, dan menghentikan pemakaian datanya. Batas menjawab: 3 x 24 jam."
    list_name = "subject-request-list"
    success_message = "Permintaan tercatat. Koordinator kabupaten melihatnya di daftar ini."

    @property
    def subject(self) -> Person | None:
        """The person of the address; 404 for one out of scope."""
        if not hasattr(self, "_subject"):
            self._subject = None
            asked = self.request.GET.get("orang")
            if asked:
                try:
                    key = UUID(asked)
                except ValueError:
                    raise Http404 from None
                self._subject = Person.objects.visible_to(self.request.actor).filter(pk=key).first()
                if self._subject is None:
                    raise Http404
        return self._subject

    def get_initial(self) -> dict[str, Any]:
        return {**received_now(), "person": str(self.subject.pk) if self.subject else ""}

    def get_form_kwargs(self) -> dict[str, Any]:
        actor = self.request.actor
        codes = Village.objects.visible_to(actor)
        if self.subject is not None:
            codes = codes.filter(village_code=self.subject.village_code)
        rows = Region.objects.filter(pk__in=codes.values("village_code")).order_by("name")
        villages = [(row.pk, row.full_name) for row in rows]
        people = []
        if self.subject is not None:
            people = people_of(Person.objects.visible_to(actor).filter(pk=self.subject.pk))
        elif len(villages) == 1:
            people = people_of(Person.objects.visible_to(actor).current().filter(village_code=villages[0][0]))
        return {**super().get_form_kwargs(), "villages": villages, "people": people}

    def get_form(self, form_class: Any = None) -> RequestForm:
        self.bound = super().get_form(form_class)
        return self.bound

    def perform(self, data: dict[str, Any]) -> SubjectRequest:
        actor = self.request.actor
        person = Person.objects.visible_to(actor).filter(pk=data["person"]).first() if data.get("person") else None
        return services.receive_request(
            record_id=data["record_id"],
            village_code=data["village_code"],
            asked=self.bound.asked(),
            person=person,
            by=actor,
        )


class RequestDetail(ScopedDetail):
    """One request: the clock, what is asked, what to do, the steps."""

    permission_required = Perm.SUBJECT_VIEW
    model = SubjectRequest
    template_name = "rights/request/detail.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("person", "handler", "created_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        request, actor = self.object, self.request.actor
        may_handle = actor.may(Perm.SUBJECT_HANDLE) and not request.is_closed
        return super().get_context_data(
            village=Region.objects.filter(pk=request.village_code).first(),
            may_handle=may_handle,
            may_take=may_handle and request.handler_id != actor.user_id,
            may_link=not request.is_closed,
            may_print=request.kind == RequestKind.AKSES and request.person_id is not None,
            step="" if request.is_closed else STEPS[RequestKind(request.kind)],
            child=services.what_stops(request, actor) if not request.is_closed else None,
            stops=[*STOPPED, KEPT],
            lines=lines_of(RequestLog, request, actor),
            **kwargs,
        )


class RequestTake(RecordForm):
    """Take a request up: one button."""

    permission_required = Perm.SUBJECT_HANDLE
    model = SubjectRequest
    form_class = ConfirmForm
    title = "Tangani permintaan ini"
    lead = "Nama Anda tercatat sebagai penanggung jawabnya."
    submit_label = "Tangani"
    success_message = "Anda menangani permintaan ini."

    def perform(self, data: dict[str, Any]) -> SubjectRequest:
        return services.take_request(request=self.object, version=data["version"], by=self.request.actor)


class RequestLink(RecordForm):
    """Say whose data it is about."""

    permission_required = Perm.SUBJECT_VIEW
    model = SubjectRequest
    form_class = LinkForm
    title = "Hubungkan ke catatan orangnya"
    submit_label = "Hubungkan"
    success_message = "Permintaan dihubungkan."

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.object.version, "person": str(self.object.person_id or "")}

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = Person.objects.visible_to(self.request.actor).filter(village_code=self.object.village_code)
        return {**super().get_form_kwargs(), "rows": rows}

    def get_form(self, form_class: Any = None) -> LinkForm:
        self.bound = super().get_form(form_class)
        return self.bound

    def stored(self, row: Any) -> dict[str, Any]:
        return {"person": str(row.person_id or "")}

    def perform(self, data: dict[str, Any]) -> SubjectRequest:
        return services.link_person(
            request=self.object, person=self.bound.chosen(), version=data["version"], by=self.request.actor
        )


class RequestDecide(RecordForm):
    """Fulfil or refuse."""

    permission_required = Perm.SUBJECT_HANDLE
    model = SubjectRequest
    form_class = DecideForm
    template_name = "rights/request/decide.html"
    title = "Putuskan permintaan"
    submit_label = "Simpan putusan"
    success_message = "Putusan tersimpan. Beri tahu pemohon."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            child=services.what_stops(self.object, self.request.actor), stops=[*STOPPED, KEPT], **kwargs
        )

    def stored(self, row: Any) -> dict[str, Any]:
        return {"decision": row.decision}

    def perform(self, data: dict[str, Any]) -> SubjectRequest:
        return services.decide_request(
            request=self.object,
            granted=data["granted"] == "YA",
            decision=data["decision"],
            version=data["version"],
            by=self.request.actor,
        )


class RequestComment(CommentOn):
    """A step or a remark."""

    permission_required = Perm.SUBJECT_VIEW
    model = SubjectRequest
    journal = RequestLog


class RequestPrint(ScopedDetail):
    """Everything held about the person, for the person: an answer to a request to see it, on paper."""

    permission_required = Perm.SUBJECT_VIEW
    model = SubjectRequest
    template_name = "rights/request/own_data.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(kind=RequestKind.AKSES, person__isnull=False).select_related("person")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.note_print(request=self.object, by=request.actor)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        person = self.object.person
        return super().get_context_data(
            person=person,
            data=services.data_of(person, self.request.actor),
            village=Region.objects.filter(pk=person.village_code).first(),
            back_url=reverse("subject-request-detail", args=[self.object.pk]),
            **kwargs,
        )
