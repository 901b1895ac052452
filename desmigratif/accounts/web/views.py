"""Log-in, log-out, the account page and the switch between assignments."""

import time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.decorators import method_decorator
from django.views.generic import View

from desmigratif.accounts import services, throttle
from desmigratif.accounts.backends import find_user, login_name
from desmigratif.accounts.middleware import SESSION_KEY, begin_session
from desmigratif.accounts.models import AccountLog, SecondFactor
from desmigratif.accounts.roles import Perm
from desmigratif.accounts.services.sessions import handle_of
from desmigratif.accounts.sessions import BEGAN, SEEN
from desmigratif.accounts.step_up import VERIFIED
from desmigratif.accounts.web.forms import ChangePasswordForm, LoginForm
from desmigratif.core.errors import DomainError
from desmigratif.core.reads import How, current_reads
from desmigratif.core.web.journal import lines_of
from desmigratif.core.web.views import ScopedPage, ScopedView, ServiceForm

PENDING = "pending"  # in a session: the password was right, the second factor is asked


def forget_session(request: HttpRequest) -> None:
    """What a log-in before this one left behind in the browser's session."""
    for name in (BEGAN, SEEN, VERIFIED, PENDING):
        request.session.pop(name, None)


MOST_NAME = 100


def note_sign(how: How, *, user_id: UUID | None = None, client: str = "") -> None:
    """For the access log, which is written as the answer leaves."""
    reads = current_reads()
    if reads is not None:
        reads.sign(how, user_id=user_id, client=client)


def known_by(name: str) -> dict[str, Any]:
    """Whose account was tried; a name that is nobody's is kept as the hash under which failures are counted."""
    user = find_user(name)
    return {"user_id": user.pk} if user is not None else {"client": name[:MOST_NAME]}


class Login(auth_views.LoginView):
    """The log-in page."""

    authentication_form = LoginForm
    template_name = "accounts/login.html"
    redirect_authenticated_user = True

    def form_valid(self, form: LoginForm) -> HttpResponse:
        """Those who have a second factor are not in yet."""
        user = form.get_user()
        if SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).exists():
            self.request.session.cycle_key()
            self.request.session[PENDING] = {
                "user": str(user.pk),
                "proof": user.get_session_auth_hash(),
                "at": int(time.time()),
                "next": self.get_success_url(),
            }
            return HttpResponseRedirect(reverse("login-second-step"))
        forget_session(self.request)
        response = super().form_valid(form)
        begin_session(self.request)
        note_sign(How.MASUK, user_id=self.request.user.pk)
        return response

    def form_invalid(self, form: LoginForm) -> HttpResponse:
        response = super().form_invalid(form)
        if form.tried and not getattr(self.request, "axes_locked_out", False):
            note_sign(How.DITOLAK, **known_by(form.tried))
        response.status_code = 422
        return response


class Logout(auth_views.LogoutView):
    """Ends the session and clears what the browser cached of it.

    Only the cache: "storage" would delete what an officer typed on this device and has not sent yet.
    """

    open_without_second_factor = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user_id = request.user.pk
        response = super().post(request, *args, **kwargs)
        if user_id is not None:
            note_sign(How.KELUAR, user_id=user_id)
        response["Clear-Site-Data"] = '"cache"'
        return response


@method_decorator(login_not_required, name="dispatch")
class SessionState(View):
    """Whose session this is, for a page that is about to send what was typed: an ended one would lose it.

    JSON `{"assignment": <id or "">, "token": <CSRF token>}`, to the browser that holds the session only.
    """

    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponse:
        assignment = str(request.assignment.pk) if request.assignment else ""
        return JsonResponse(
            {"assignment": assignment, "token": get_token(request)}, headers={"Cache-Control": "no-store"}
        )


def locked_out(request: HttpRequest, credentials: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
    """Too many wrong passwords for this name from this address."""
    note_sign(How.DIKUNCI, **known_by(login_name(request.POST.get("username", "")[:MOST_NAME])))
    response = render(request, "429.html", {"minutes": 15}, status=429)
    response["Retry-After"] = "900"
    return response


class Account(ScopedPage):
    """Who I am here, and where I work."""

    permission_required = Perm.HOME
    template_name = "accounts/account.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, own = self.request.user, self.request.session.session_key
        sessions = [(row, handle_of(row.session_key), row.session_key == own) for row in services.open_sessions(user)]
        return super().get_context_data(
            sessions=sessions,
            factor=SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).first(),
            lines=lines_of(AccountLog, user, self.request.actor)[:20],
            **kwargs,
        )


class EndSession(ScopedView):
    """Ends one of the own sessions, on another device or here."""

    permission_required = Perm.HOME
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        handle = request.POST.get("session", "")
        if constant_time_compare(handle, handle_of(request.session.session_key or "")):
            logout(request)
            return HttpResponseRedirect(reverse("login"))
        if not services.end_session(user=request.user, handle=handle, by=request.actor):
            raise Http404
        messages.success(request, "Perangkat itu sudah dikeluarkan.")
        return HttpResponseRedirect(reverse("account"))


class ChangePassword(ServiceForm):
    """The own password, by the one that holds now."""

    permission_required = Perm.HOME
    form_class = ChangePasswordForm
    template_name = "accounts/change_password.html"
    success_message = "Kata sandi diganti. Perangkat lain sudah dikeluarkan."

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        name = request.user.username
        if throttle.is_locked(request, throttle.CHANGE, name):
            return locked_out(request)
        response = super().post(request, *args, **kwargs)
        if response.status_code == 422 and self.was_wrong:
            throttle.count_failure(request, throttle.CHANGE, name)
        return response

    was_wrong = False

    def perform(self, data: dict[str, Any]) -> Any:
        try:
            user = services.change_password(
                user=self.request.user, current=data["current"], password=data["password"], by=self.request.actor
            )
        except DomainError as error:
            self.was_wrong = error.code == "wrong"
            raise
        update_session_auth_hash(self.request, user)
        return user

    def get_success_url(self, done: Any = None) -> str:
        return reverse("account")


class SwitchAssignment(ScopedView):
    """Change the active assignment; only one's own valid assignments can be chosen."""

    permission_required = Perm.HOME
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        wanted = request.POST.get("assignment", "")
        for assignment in request.assignments:
            if str(assignment.pk) == wanted:
                request.session[SESSION_KEY] = wanted
                messages.info(request, f"Anda sekarang bekerja sebagai {assignment}.")
                return HttpResponseRedirect(reverse("home"))
        raise Http404
