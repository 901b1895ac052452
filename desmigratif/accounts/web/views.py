"""Log-in, log-out, the account page and the switch between assignments."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic import View

from desmigratif.accounts.backends import find_user, login_name
from desmigratif.accounts.middleware import SESSION_KEY
from desmigratif.accounts.roles import Perm
from desmigratif.accounts.web.forms import LoginForm
from desmigratif.core.reads import How, current_reads
from desmigratif.core.web.views import ScopedPage, ScopedView

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
        response = super().form_valid(form)
        note_sign(How.MASUK, user_id=self.request.user.pk)
        return response

    def form_invalid(self, form: LoginForm) -> HttpResponse:
        response = super().form_invalid(form)
        if form.tried and not getattr(self.request, "axes_locked_out", False):
            note_sign(How.DITOLAK, **known_by(form.tried))
        response.status_code = 422
        return response


class Logout(auth_views.LogoutView):
    """Ends the session and clears what the browser cached of it."""

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
