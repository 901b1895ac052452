"""Opening, adding and taking back files."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.http import content_disposition_header

from desmigratif.accounts.roles import Perm
from desmigratif.core.web.views import ScopedPage, ServiceForm
from desmigratif.documents import services
from desmigratif.documents.holders import Holder, holders
from desmigratif.documents.models import DocumentModel
from desmigratif.documents.services.finding import most_of
from desmigratif.documents.web.forms import FILE_HELP, AddForm, WithdrawForm, ask_again
from desmigratif.documents.web.panel import KEY, SMALL, line_of

# Beside these, `nosniff` and "no frame" come from the middleware for every answer.
GUARDED = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}
IMAGE_HELP = "Foto JPEG atau PNG, paling besar 10 MB."


class DocumentOpen(ScopedPage):
    """A file, for those who may see its record now: with the key of the last five minutes its bytes, to be saved;
    without one a page that says what it is, with a fresh link."""

    permission_required = Perm.DOCUMENT_VIEW
    template_name = "documents/document/detail.html"

    def get(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        key, actor = request.GET.get(KEY, ""), request.actor
        if not services.key_holds(key, pk, actor):
            document, holder, record = services.record_of(pk, actor)
            line = line_of(document, actor, is_changer=services.may_change(record, actor))
            return self.render_to_response(
                self.get_context_data(
                    file=line, record=record, holder=holder, back_url=holder.page(record), is_expired=bool(key)
                )
            )
        small = SMALL in request.GET
        document, content = services.open_document(pk=pk, by=actor, small=small)
        name = content_disposition_header(True, document.name)  # noqa: FBT003  attachment
        kind = "image/jpeg" if small else document.media_type
        return HttpResponse(content, content_type=kind, headers={**GUARDED, "Content-Disposition": name})


class SendsFile:
    """For a form with a file. upload.js sends it with `X-Unggah` to show how far it is: then the page, with the chosen
    file, stays as it is, and the answer says where to go or brings the errors."""

    request: HttpRequest

    @property
    def stays(self) -> bool:
        """Whether the page keeps what was chosen."""
        return "X-Unggah" in self.request.headers

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().post(request, *args, **kwargs)  # type: ignore[misc]
        if self.stays and isinstance(answer, HttpResponseRedirect):
            return JsonResponse({"url": answer.url})
        return answer

    def refused(self, form: Any, **context: Any) -> HttpResponse:
        if not self.stays:
            ask_again(form)
        return super().refused(form, **context)  # type: ignore[misc]


class DocumentAdd(SendsFile, ServiceForm):
    """Hang a file on the record of the address. A subclass names `model` and `permission_required`."""

    model: ClassVar[Any]
    form_class = AddForm
    template_name = "documents/document/add.html"
    success_message = "Berkas tersimpan."

    @property
    def holder(self) -> Holder:
        """The kind of the record."""
        return holders()[self.model._meta.label]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.may(self.permission_required):
            self.object = services.record_to_change(self.holder, kwargs["pk"], request.actor)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        help_text = IMAGE_HELP if self.holder.images_only else FILE_HELP
        return {**super().get_form_kwargs(), "images_only": self.holder.images_only, "file_help": help_text}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            record=self.object,
            holder=self.holder,
            most=most_of(self.holder),
            back_url=self.holder.page(self.object),
            **kwargs,
        )

    def perform(self, data: dict[str, Any]) -> DocumentModel:
        return services.add_document(
            record=self.object,
            document_id=data["record_id"],
            file=data["file"],
            caption=data["caption"],
            by=self.request.actor,
        )

    def get_success_url(self, _done: Any = None) -> str:
        return self.holder.page(self.object)


class DocumentWithdraw(ServiceForm):
    """Take a file back, with a reason."""

    permission_required = Perm.DOCUMENT_CHANGE
    form_class = WithdrawForm
    template_name = "documents/document/withdraw.html"
    success_message = "Berkas ditarik. Tidak ada lagi yang bisa membukanya."

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.may(self.permission_required):
            self.document, self.holder, self.record = services.document_to_change(kwargs["pk"], request.actor)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back_url = self.holder.page(self.record)
        return super().get_context_data(document=self.document, record=self.record, back_url=back_url, **kwargs)

    def perform(self, data: dict[str, Any]) -> DocumentModel:
        return services.withdraw_document(pk=self.document.pk, reason=data["reason"], by=self.request.actor)

    def get_success_url(self, _done: Any = None) -> str:
        return self.holder.page(self.record)
