"""One's notifications: unread first, opened, marked read."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from desmigratif.accounts.roles import Perm
from desmigratif.core.web.lists import ListPage
from desmigratif.core.web.views import ScopedView
from desmigratif.notifications import services
from desmigratif.notifications.filters import NotificationFilter
from desmigratif.notifications.inbox import lines_of, records_of
from desmigratif.notifications.models import Notification

UNREAD_SHOWN = 50


class NotificationList(ListPage):
    """What happened. Without a filter the unread ones stand first, the others below them page by page."""

    permission_required = Perm.HOME
    model = Notification
    filterset_class = NotificationFilter
    template_name = "notifications/inbox/list.html"
    noun = "pemberitahuan"
    title = "Pemberitahuan"

    def get_queryset(self) -> QuerySet:
        rows = super().get_queryset().select_related("by")
        return rows if self.request.GET.get("dibaca") else rows.filter(read_at__isnull=False)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context, actor = super().get_context_data(**kwargs), self.request.actor
        unread = Notification.objects.visible_to(actor).unread()
        first: list[Notification] = []
        if not context["wrong"] and not any(self.request.GET.get(name) for name in ("dibaca", "sebelum", "sesudah")):
            of_kind = unread.filter(kind=self.request.GET["jenis"]) if self.request.GET.get("jenis") else unread
            first = list(of_kind.select_related("by").order_by("-seq")[: UNREAD_SHOWN + 1])
        page = context["page"]
        return {
            **context,
            "unread_lines": lines_of(first[:UNREAD_SHOWN], actor),
            "has_more_unread": len(first) > UNREAD_SHOWN,
            "lines": lines_of(page.rows, actor),
            "has_unread": unread.exists(),
        }


class NotificationOpen(ScopedView):
    """Marks one as read and leads to its record."""

    permission_required = Perm.HOME
    http_method_names = ["get"]

    def get(self, request: HttpRequest, pk: Any) -> HttpResponse:
        note = Notification.objects.visible_to(request.actor).filter(pk=pk).first()
        record = records_of([note], request.actor).get(note.record_id) if note else None
        if note is None or record is None:
            raise Http404
        services.mark_one_read(notification=note, by=request.actor)
        return HttpResponseRedirect(record.get_absolute_url())


class NotificationReadAll(ScopedView):
    """Marks everything of the active assignment as read."""

    permission_required = Perm.HOME
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        services.mark_read(by=request.actor)
        messages.success(request, "Semua pemberitahuan ditandai sudah dibaca.")
        return HttpResponseRedirect(reverse("notification-list"))


class NotificationRead(ScopedView):
    """Marks one as read without opening its record."""

    permission_required = Perm.HOME
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: Any) -> HttpResponse:
        note = Notification.objects.visible_to(request.actor).filter(pk=pk).first()
        if note is None:
            raise Http404
        services.mark_one_read(notification=note, by=request.actor)
        return HttpResponseRedirect(reverse("notification-list"))
