"""The ways to a password without the old one: a code that was handed over, a link by mail, and asking for either."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from desmigratif.accounts import services, throttle
from desmigratif.accounts.backends import login_name
from desmigratif.accounts.models import OneTimeCode
from desmigratif.accounts.web.forms import WRONG_CODE, CodeForm, ForgottenForm, NewPasswordForm
from desmigratif.accounts.web.views import locked_out
from desmigratif.core.web.views import add_domain_error

CLAIM = "code"  # in a session: the code that was right, for the next page


@method_decorator([login_not_required, never_cache, sensitive_post_parameters()], name="dispatch")
class OpenForm(FormView):
    """A form for somebody who is not logged in. A refused one answers 422."""

    def form_invalid(self, form: Form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


class LoginCode(OpenForm):
    """User name and the eight digits; right, they lead to the page for the new password."""

    form_class = CodeForm
    template_name = "accounts/login_code.html"

    def form_valid(self, form: Form) -> HttpResponse:
        typed, name = form.cleaned_data, login_name(form.cleaned_data["username"])
        if throttle.is_locked(self.request, throttle.CODE, name):
            return locked_out(self.request)
        code = services.check_code(login=typed["username"], digits=typed["code"])
        if code is None:
            throttle.count_failure(self.request, throttle.CODE, name)
            form.add_error(None, ValidationError(WRONG_CODE, code="wrong"))
            return self.form_invalid(form)
        throttle.forget_failures(self.request, throttle.CODE, name)
        return claim(self.request, code)


def claim(request: HttpRequest, code: OneTimeCode) -> HttpResponse:
    """Remember the right in the session, not in an address: addresses are kept, sent along and read by others."""
    if request.user.is_authenticated:
        logout(request)  # a telephone that somebody else used last
    request.session.cycle_key()
    request.session[CLAIM] = str(code.pk)
    return HttpResponseRedirect(reverse("login-new-password"))


class NewPassword(OpenForm):
    """A password of one's own, for whoever came by a code or a link. Opening a link uses nothing up: mail programs
    open links too."""

    form_class = NewPasswordForm
    template_name = "accounts/new_password.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        token = request.GET.get("tautan", "")
        if token:
            code = services.check_link(token)
            if code is not None:
                return claim(request, code)
            request.session.pop(CLAIM, None)
        return super().get(request, *args, **kwargs)

    @property
    def code(self) -> OneTimeCode | None:
        """The code of this session, while it holds."""
        number = self.request.session.get(CLAIM)
        return services.open_code(UUID(number)) if number else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        code = self.code
        return super().get_context_data(code=code, person=code.user if code else None, **kwargs)

    def form_valid(self, form: Form) -> HttpResponse:
        code = self.code
        if code is None:
            return self.form_invalid(form)
        try:
            services.use_code(code_id=code.pk, password=form.cleaned_data["password"])
        except ValidationError as error:
            add_domain_error(form, error)
            return self.form_invalid(form)
        self.request.session.pop(CLAIM, None)
        messages.success(self.request, "Kata sandi tersimpan. Masuk dengan kata sandi baru Anda.")
        return HttpResponseRedirect(reverse("login"))


class Forgotten(OpenForm):
    """Asks for a link by mail, and says how to get a code without mail. The answer is the same for everybody."""

    form_class = ForgottenForm
    template_name = "accounts/forgotten.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(can_send_mail=settings.CAN_SEND_MAIL, is_demo=settings.DEMO, **kwargs)

    def form_valid(self, form: Form) -> HttpResponse:
        login = form.cleaned_data["username"]
        name = login_name(login)
        if throttle.is_locked(self.request, throttle.FORGOTTEN, name):
            return locked_out(self.request)
        throttle.count_failure(self.request, throttle.FORGOTTEN, name)  # each request counts, answered or not
        services.request_link(login=login, by=self.request.actor)
        return self.render_to_response(self.get_context_data(form=form, is_sent=True))
