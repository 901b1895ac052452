"""Every request runs as one actor: the user's active assignment."""

import hashlib
import logging
from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from desmigratif.accounts.models import Assignment
from desmigratif.core.client_address import client_address
from desmigratif.core.clock import today
from desmigratif.core.reads import How, Reads, collecting
from desmigratif.core.scope import NOBODY, Actor, acting_as, current_actor
from desmigratif.core.web.pages import unavailable

SESSION_KEY = "assignment"
API_PREFIX = "/api/v1/"
MOST_SCREEN = 80

logger = logging.getLogger(__name__)


class ContextMiddleware:
    """Wraps the view, with its template, in the transaction and context of the actor.

    What the answer shows of persons is written down in the same transaction; when that fails, nothing is shown
    (security.md P-10). A 5xx rolls everything back. A role that ended yesterday is gone with the next request:
    assignments are read anew each time.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.assignments = []
        request.assignment = None
        request.actor = NOBODY
        if request.user is not None and request.user.is_authenticated:
            self._load(request)
        reads = Reads(device=_device(request), address=client_address(request))
        with acting_as(request.actor), collecting(reads):
            response = self.get_response(request)
            actor, is_undone = current_actor(), transaction.get_rollback()
            if response.status_code < 500 and not is_undone and not _written(request, reads, actor):
                response = unavailable(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
        # The API undoes what it refuses; the refusal is in the log all the same.
        if response.status_code < 500 and is_undone:
            with acting_as(actor):
                if not _written(request, reads, actor):
                    response = unavailable(request)
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


def _written(request: HttpRequest, reads: Reads, actor: Actor) -> bool:
    """Write down what was read; whether that worked. `actor` is the last one: an API client is known by its token."""
    match = request.resolver_match
    if request.path.startswith(API_PREFIX):
        reads.how = How.API
    elif match is not None and "admin" in match.app_names:
        reads.how = How.ADMIN
    reads.screen = match.view_name[:MOST_SCREEN] if match is not None else ""
    try:
        reads.write(actor, {str(value) for value in match.kwargs.values()} if match else set())
    except Exception as error:  # whatever it is: what can't be logged isn't shown
        logger.error("access log not written, answer withheld: %s", type(error).__name__)
        return False
    return True


def _device(request: HttpRequest) -> str:
    """Tells one browser from another without naming it."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    return hashlib.sha256(agent.encode(errors="replace")).hexdigest()[:16] if agent else ""
