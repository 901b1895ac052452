"""Downloads: ask, watch, fetch once, try again, decide on those of others."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from desmigratif.accounts.roles import Perm
from desmigratif.accounts.step_up import FreshSecondFactor
from desmigratif.core.reads import How, Read, current_reads
from desmigratif.core.web.views import ObjectServiceForm, ScopedDetail, ScopedPage, ServiceForm
from desmigratif.reporting import services
from desmigratif.reporting.enums import ExportFormat, ExportStatus, ExportSubject
from desmigratif.reporting.lists import LISTS, PersonalList, list_named
from desmigratif.reporting.models import Export
from desmigratif.reporting.services.exports import MOST_ROWS, approval_above
from desmigratif.reporting.web.forms import ConfirmForm, ExportForm, FetchForm, RefuseForm

LISTED = 50
PAGING = {"sebelum", "sesudah"}
WHICH = "daftar"
CONTENT_TYPES = {
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.CSV: "text/csv; charset=utf-8",
}


class ExportList(ScopedPage):
    """The own downloads, and those of others that wait for a decision."""

    permission_required = Perm.PERSON_EXPORT
    template_name = "reporting/export/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor = self.request.actor
        own = Export.objects.requested_by(actor).with_requester().order_by("-seq")[:LISTED]
        waiting = Export.objects.none()
        if actor.may(Perm.EXPORT_APPROVE):
            waiting = Export.objects.awaiting(actor).with_requester().order_by("seq")[:LISTED]
        return super().get_context_data(exports=own, waiting=waiting, **kwargs)


class ExportCreate(FreshSecondFactor, ServiceForm):
    """Ask for the rows of a list, with the filters it was filtered by: they stand in the address as there, and which
    list it is in `daftar`. Whoever may not see the list gets 403."""

    permission_required = Perm.PERSON_EXPORT
    costs = 2
    form_class = ExportForm
    template_name = "reporting/export/create.html"

    @cached_property
    def found(self) -> PersonalList | None:
        """The list that is asked for; None for a name that is none."""
        return list_named(self.request.GET.get(WHICH) or ExportSubject.ORANG)

    @property
    def wanted(self) -> PersonalList:
        """The list whose name is shown; that of people where none is named rightly."""
        return self.found or LISTS[ExportSubject.ORANG]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.actor.may(self.wanted.right):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def filters(self) -> dict[str, str]:
        """The filters of the list, without its paging and without those that are empty."""
        return {name: value for name, value in self.request.GET.items() if name not in {*PAGING, WHICH} and value}

    @cached_property
    def wrong(self) -> str:
        """Why the filters can't be used, "" when they can: a filter that is not understood must not widen the list."""
        if self.found is None:
            return "Daftar itu tidak dikenal."
        if any(len(self.request.GET.getlist(name)) > 1 for name in (*self.filters, WHICH)):
            return "Setiap saringan hanya boleh satu kali."
        try:
            self.wanted.clean_filters(self.filters)
        except ValidationError as error:
            return error.messages[0]
        return ""

    def get(self, _request: HttpRequest) -> HttpResponse:
        return self.render_to_response(self.get_context_data(), status=400 if self.wrong else 200)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.wrong:
            return self.render_to_response(self.get_context_data(), status=400)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        wanted, list_url = self.wanted, reverse(self.wanted.address)
        kwargs = {**kwargs, "subject": wanted.name, "contents": wanted.contents}
        if self.wrong:
            return super().get_context_data(wrong=self.wrong, list_url=list_url, **kwargs)
        expected = wanted.rows(self.request.actor, self.filters).order_by()[: MOST_ROWS + 1].count()
        query = self.request.GET.copy()
        for name in (*PAGING, WHICH):
            query.pop(name, None)
        return super().get_context_data(
            expected=expected,
            words=wanted.words_of(self.filters),
            left_out=wanted.left_out(self.request.actor, self.filters),
            limit=approval_above(),
            most=MOST_ROWS,
            needs_approval=approval_above() < expected <= MOST_ROWS,
            is_too_many=expected > MOST_ROWS,
            list_url=f"{list_url}?{query.urlencode()}" if query else list_url,
            **kwargs,
        )

    def perform(self, data: dict[str, Any]) -> Export:
        return services.request_export(list_name=self.wanted.name, filters=self.filters, by=self.request.actor, **data)


class ExportMixin:
    """The own downloads, and for approvers those they may decide on or have decided on."""

    permission_required = Perm.PERSON_EXPORT
    model = Export

    def get_queryset(self) -> QuerySet[Export]:
        actor = self.request.actor
        found = Export.objects.visible_to(actor)
        theirs = Q(created_by_id=actor.user_id, assignment_id=actor.assignment_id)
        if actor.may(Perm.EXPORT_APPROVE):
            theirs |= Q(status=ExportStatus.MENUNGGU_SETUJU) | Q(decided_by_id=actor.user_id)
        return found.filter(theirs).with_requester()

    @property
    def is_own(self) -> bool:
        """Whether the actor asked for it."""
        actor = self.request.actor
        return (self.object.created_by_id, self.object.assignment_id) == (actor.user_id, actor.assignment_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_decide = (
            self.request.actor.may(Perm.EXPORT_APPROVE)
            and self.object.status == ExportStatus.MENUNGGU_SETUJU
            and self.object.created_by_id != self.request.actor.user_id
        )
        named = {} if self.object.list_name == ExportSubject.ORANG else {WHICH: self.object.list_name}
        query = urlencode({**named, **self.object.filters})
        again = reverse("export-create")
        return super().get_context_data(
            is_own=self.is_own,
            may_decide=may_decide,
            token=self.object.make_token() if self.is_own and self.object.is_ready else "",
            again_url=f"{again}?{query}" if query else again,
            **kwargs,
        )


class ExportDetail(ExportMixin, ScopedDetail):
    """One download: what it holds, how far it is, what can be done now."""

    template_name = "reporting/export/detail.html"


class ExportProgress(ExportDetail):
    """The part of the page that changes while the file is made. It is asked for by a script."""

    template_name = "reporting/export/detail.html#state"


class ExportAction(ExportMixin, ObjectServiceForm):
    """A decision by one button; a refusal of the service is shown on the download's own page."""

    form_class = ConfirmForm
    template_name = "reporting/export/detail.html"
    http_method_names = ["post"]


class ExportDownload(FreshSecondFactor, ExportAction):
    """The file itself, once. By POST, because it can't be had twice: nothing may fetch it in advance."""

    form_class = FetchForm
    template_name = "reporting/export/gone.html"

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        if not self.is_own:
            raise Http404
        form = self.get_form()
        if not form.is_valid():
            raise Http404
        try:
            export, content = services.fetch_export(
                export_id=self.object.pk, token=form.cleaned_data["token"], by=request.actor
            )
        except services.ExportGoneError as error:
            return self.gone(str(error.message))
        if content is None:
            return self.gone("Berkas ini sudah tidak ada.")
        reads = current_reads()
        if reads is not None:
            reads.tell(
                Read(
                    How.AMBIL,
                    Export._meta.label,
                    export.pk,
                    about=export.purpose,
                    shown=export.rows or 0,
                )
            )
        return HttpResponse(
            content,
            content_type=CONTENT_TYPES[ExportFormat(export.format)],
            headers={
                "Content-Disposition": f'attachment; filename="{_file_name(export)}"',
                "Cache-Control": "no-store",
            },
        )

    def gone(self, words: str) -> HttpResponse:
        """The page that says why there is no file any more."""
        return self.render_to_response(self.get_context_data(words=words), status=410)


def _file_name(export: Export) -> str:
    """Says when it was made and which download it is; no place, no filter."""
    made = timezone.localtime(export.updated_at)
    return f"{export.noun}-desmigratif-{made:%Y%m%d-%H%M}-{export.pk.hex[-6:]}.{export.format.lower()}"


class ExportRetry(ExportAction):
    """Make a failed download again."""

    success_message = "Unduhan dibuat lagi."

    def perform(self, _data: dict[str, Any]) -> Export:
        return services.retry_export(export=self.object, by=self.request.actor)


class Decision(ExportAction):
    """A decision about somebody else's download; afterwards the list shows what is left."""

    permission_required = Perm.EXPORT_APPROVE

    def get_success_url(self, _done: Any = None) -> str:
        return reverse("export-list")


class ExportApprove(FreshSecondFactor, Decision):
    """Agree that the list leaves the system."""

    success_message = "Unduhan disetujui. Berkasnya sedang dibuat untuk peminta."

    def perform(self, _data: dict[str, Any]) -> Export:
        return services.approve_export(export=self.object, by=self.request.actor)


class ExportRefuse(Decision):
    """Refuse, with a reason."""

    form_class = RefuseForm
    template_name = "reporting/export/refuse.html"
    http_method_names = ["get", "post"]
    success_message = "Unduhan ditolak. Peminta membaca alasannya."

    def perform(self, data: dict[str, Any]) -> Export:
        return services.refuse_export(export=self.object, reason=data["reason"], by=self.request.actor)
