"""Who saw a record, for those who see it; the log as a whole, for the auditor."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from desmigratif.accounts.roles import Perm
from desmigratif.audit import services
from desmigratif.audit.models import AccessLog
from desmigratif.audit.web.forms import AccessFilterForm
from desmigratif.audit.web.wording import by_day, line_of, names_of
from desmigratif.core.reads import How, Read, current_reads
from desmigratif.core.web.keyset import query
from desmigratif.core.web.views import ScopedDetail, ScopedPage


class ReadersOf(ScopedDetail):
    """Who saw one record. A subclass names `model` and `record_right`, the right to see the record itself.

    The page names the record, so that a printed sheet can be handed to whom it concerns; it is in the log itself.
    """

    permission_required = Perm.READERS_VIEW
    record_right: Perm
    template_name = "audit/readers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if not self.request.actor.may(self.record_right):
            raise Http404
        reads = current_reads()
        if reads is not None:
            reads.how = How.PEMBACA
        cursor = _cursor(self.request.GET.get("sebelum", ""))
        rows = services.reads_of(self.model._meta.label, self.object.pk, before=cursor, most=services.SHOWN + 1)
        shown = rows[: services.SHOWN]
        return super().get_context_data(
            days=by_day(shown),
            printed_at=timezone.now(),
            back_url=self.object.get_absolute_url(),
            is_later=cursor is not None,
            following=f"?sebelum={shown[-1].pk}" if len(rows) > services.SHOWN else "",
            **kwargs,
        )


def _cursor(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise Http404 from error


def errors_of(form: AccessFilterForm, request: HttpRequest) -> list[str]:
    """What is not understood in the address, in words."""
    wrong = [f"Saringan “{name[:40]}” tidak dikenal." for name in request.GET if name not in form.fields][:5]
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        wrong += [f"{label}: {error}" if label else str(error) for error in errors]
    return wrong


def note_look(form: AccessFilterForm, shown: int) -> None:
    """Looking at the log is in the log."""
    reads = current_reads()
    if reads is not None:
        reads.tell(Read(How.PERIKSA, AccessLog._meta.label, about=form.words if form.is_valid() else "", shown=shown))


class AccessLogPage(ScopedPage):
    """The whole log: ids, no names of those who were seen."""

    permission_required = Perm.ACCESS_LOG_VIEW
    template_name = "audit/access_log.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = AccessFilterForm(request.GET)
        wrong = errors_of(form, request)
        rows = [] if wrong else services.read_log(form.asked, before=form.cursor, most=services.SHOWN + 1)
        note_look(form, len(rows[: services.SHOWN]))
        context = self.get_context_data(form=form, wrong=wrong, rows=rows, **kwargs)
        return self.render_to_response(context, status=400 if wrong else 200)

    def get_context_data(self, *, form: AccessFilterForm, rows: list[AccessLog], **kwargs: Any) -> dict[str, Any]:
        shown, users = rows[: services.SHOWN], names_of(rows)
        filters = [name for name, field in form.fields.items() if field.label]
        return super().get_context_data(
            form=form,
            inputs=[form[name] for name in filters],
            rows=[line_of(row, users) for row in shown],
            is_filtered=any(self.request.GET.get(name) for name in filters),
            is_later=bool(self.request.GET.get("sebelum")),
            list_url=reverse("access-log"),
            pack_url=reverse("access-pack") + query(self.request.GET, without="sebelum"),
            following=query(self.request.GET, sebelum=shown[-1].pk) if len(rows) > services.SHOWN else "",
            first_url=query(self.request.GET),
            **kwargs,
        )
