"""Every request runs as one actor: the user's active assignment."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from desmigratif.accounts.models import Assignment
from desmigratif.core.clock import today
from desmigratif.core.scope import NOBODY, acting_as

SESSION_KEY = "assignment"


class ContextMiddleware:
    """Wraps the view, with its template, in the transaction and context of the actor.

    A 5xx rolls everything back. A role that ended yesterday is gone with the next request: assignments are read anew
    each time.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.assignments = []
        request.assignment = None
        request.actor = NOBODY
        if request.user is not None and request.user.is_authenticated:
            self._load(request)
        with acting_as(request.actor):
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        if request.user is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    @staticmethod
    def _load(request: HttpRequest) -> None:
        valid = Assignment.objects.valid_on(today()).filter(user=request.user)
        request.assignments = list(valid.select_related("user", "region", "institution").order_by("starts_on", "pk"))
        wanted = request.session.get(SESSION_KEY)
        for assignment in request.assignments:
            if str(assignment.pk) == wanted:
                request.assignment = assignment
        if request.assignment is None and request.assignments:
            request.assignment = request.assignments[0]
        if request.assignment is not None:
            request.actor = request.assignment.as_actor()
        request.user.actor = request.actor
