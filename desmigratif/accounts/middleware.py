"""Every request runs as one actor: the user's active assignment. A session that lies unused ends."""

import hashlib
import logging
import time
from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from desmigratif.accounts.models import Assignment
from desmigratif.accounts.services.second_factor import ask_of
from desmigratif.accounts.services.sessions import LONGEST, idle_limit
from desmigratif.accounts.sessions import BEGAN, DEVICE, SEEN
from desmigratif.accounts.step_up import VERIFIED
from desmigratif.core.client_address import client_address
from desmigratif.core.clock import today
from desmigratif.core.reads import How, Reads, collecting
from desmigratif.core.scope import NOBODY, Actor, Origin, acting_as, coming_from, current_actor
from desmigratif.core.web.device import device_words
from desmigratif.core.web.pages import unavailable

SESSION_KEY = "assignment"
API_PREFIX = "/api/v1/"
MOST_SCREEN = 80

logger = logging.getLogger(__name__)
WITH_PLACE = ("user", "region", "institution", "stands_in_for__user")
UNKNOWN_DEVICE = "Perangkat tidak dikenal"
WRITE_AFTER = 60  # seconds between two notes of the last use


def begin_session(request: HttpRequest) -> None:
    """Note, right after a log-in, from when its twelve hours count and on which device it is."""
    now = int(time.time())
    request.session[BEGAN], request.session[SEEN] = now, now
    request.session[DEVICE] = device_words(request.headers.get("User-Agent", "")) or UNKNOWN_DEVICE


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
        request.needs_second_factor = False
        if request.user is not None and request.user.is_authenticated:
            self._load(request)
            if not self._keep_session(request):
                logout(request)
                request.assignments, request.assignment, request.actor = [], None, NOBODY
        reads = Reads(device=_fingerprint(request), address=client_address(request))
        origin = Origin(str(reads.request_id), device_words(request.META.get("HTTP_USER_AGENT", "")))
        with coming_from(origin), acting_as(request.actor), collecting(reads):
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

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Where the role asks for a second factor, nothing opens before there is one, but the page that sets it up."""
        if not request.needs_second_factor or not getattr(view, "login_required", True):
            return None
        if getattr(getattr(view, "view_class", None), "open_without_second_factor", False):
            return None
        return HttpResponseRedirect(reverse("second-factor"))

    @staticmethod
    def _load(request: HttpRequest) -> None:
        valid = Assignment.objects.valid_on(today()).filter(user=request.user)
        request.assignments = list(valid.select_related(*WITH_PLACE).order_by("starts_on", "pk"))
        wanted = request.session.get(SESSION_KEY)
        for assignment in request.assignments:
            if str(assignment.pk) == wanted:
                request.assignment = assignment
        if request.assignment is None and request.assignments:
            request.assignment = request.assignments[0]
        if request.assignment is not None:
            request.actor = request.assignment.as_actor()
            request.needs_second_factor = ask_of(request.assignment.role) and not request.session.get(VERIFIED)
        request.user.actor = request.actor

    @staticmethod
    def _keep_session(request: HttpRequest) -> bool:
        """Whether the session still holds; notes its use, at most once a minute."""
        session, now = request.session, int(time.time())
        began, seen = session.get(BEGAN, now), session.get(SEEN, now)
        if now - began > LONGEST.total_seconds() or now - seen > idle_limit(request.actor.role).total_seconds():
            return False
        if BEGAN not in session:
            begin_session(request)
        elif now - seen >= WRITE_AFTER:
            session[SEEN] = now
        return True


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


def _fingerprint(request: HttpRequest) -> str:
    """Tells one browser from another without naming it."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    return hashlib.sha256(agent.encode(errors="replace")).hexdigest()[:16] if agent else ""
