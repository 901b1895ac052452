"""The code after the password: asked at log-in, set up and renewed on one's own account."""

import base64
import time
from typing import Any
from urllib.parse import quote

import segno
from django.contrib import messages
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.safestring import SafeString, mark_safe

from desmigratif.accounts import services, step_up, throttle
from desmigratif.accounts.middleware import begin_session
from desmigratif.accounts.models import SecondFactor, User
from desmigratif.accounts.roles import Perm
from desmigratif.accounts.web.forms import ConfirmForm, SecondStepForm
from desmigratif.accounts.web.passwords import OpenForm
from desmigratif.accounts.web.views import PENDING, forget_session, locked_out, note_sign
from desmigratif.core.errors import DomainError
from desmigratif.core.reads import How
from desmigratif.core.web.views import ScopedView, ServiceForm

PENDING_SECONDS = 600
BACKEND = "desmigratif.accounts.backends.UsernameOrPhoneBackend"
WRONG = "Kode tidak cocok. Tunggu kode berikutnya di aplikasi, lalu ketik lagi. Kode pemulihan hanya berlaku sekali."


class LoginSecondStep(OpenForm):
    """Asks those who have a second factor for it; the password was right a moment ago."""

    form_class = SecondStepForm
    template_name = "accounts/second_step.html"

    @property
    def pending(self) -> User | None:
        """Who gave the right password in this session, not long ago and with the password that still holds."""
        kept = self.request.session.get(PENDING) or {}
        if not kept or time.time() - kept["at"] > PENDING_SECONDS:
            return None
        user = User.objects.filter(pk=kept["user"], is_active=True).first()
        is_same = user is not None and constant_time_compare(kept["proof"], user.get_session_auth_hash())
        return user if is_same else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(person=self.pending, **kwargs)

    def form_valid(self, form: Form) -> HttpResponse:
        user = self.pending
        if user is None:
            return self.form_invalid(form)
        if throttle.is_locked(self.request, throttle.SECOND, user.username):
            note_sign(How.DIKUNCI, user_id=user.pk)
            return locked_out(self.request)
        if not services.check_second_factor(user=user, typed=form.cleaned_data["code"]):
            throttle.count_failure(self.request, throttle.SECOND, user.username)
            note_sign(How.DITOLAK, user_id=user.pk)
            form.add_error("code", ValidationError(WRONG, code="wrong"))
            return self.form_invalid(form)
        throttle.forget_failures(self.request, throttle.SECOND, user.username)
        wanted = self.request.session[PENDING]["next"]
        forget_session(self.request)
        login(self.request, user, backend=BACKEND)
        note_sign(How.MASUK, user_id=user.pk)
        begin_session(self.request)
        step_up.note_second_factor(self.request)
        return HttpResponseRedirect(wanted)


def key_words(key: bytes) -> str:
    """The key to type by hand, in groups of four."""
    text = base64.b32encode(key).decode().rstrip("=")
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


def qr_of(user: User, key: bytes) -> SafeString:
    """A QR code for the application, as SVG without scripts or styles: the policy of the page allows neither."""
    secret = base64.b32encode(key).decode().rstrip("=")
    address = f"otpauth://totp/Desmigratif:{quote(user.username)}?secret={secret}&issuer=Desmigratif"
    svg = segno.make(address, error="m", micro=False).svg_inline(
        scale=5, border=2, dark="#000", light="#fff", svgclass="dm-qr", lineclass=None, omitsize=False
    )
    return mark_safe(svg)  # noqa: S308  made here, of letters and digits


class OwnSecondFactor(ServiceForm):
    """The page of the own second factor: begin, confirm with the first code, or see how it stands."""

    permission_required = Perm.HOME
    form_class = ConfirmForm
    template_name = "accounts/second_factor.html"
    open_without_second_factor = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Confirming answers with the recovery codes, this once."""
        name = request.user.username
        if throttle.is_locked(request, throttle.SECOND, name):
            return locked_out(request)
        form = self.get_form()
        if not form.is_valid():
            return self.refused(form)
        try:
            codes = self.codes_for(form.cleaned_data["code"])
        except DomainError as error:
            throttle.count_failure(request, throttle.SECOND, name)
            form.add_error("code", error)
            return self.refused(form)
        throttle.forget_failures(request, throttle.SECOND, name)
        step_up.note_second_factor(request)
        return self.response_class(
            request=request,
            template=["accounts/recovery_codes.html"],
            context={"codes": codes, "view": self, "next_url": wanted_after(request) or reverse("home")},
            using=self.template_engine,
        )

    def codes_for(self, typed: str) -> list[str]:
        """Finish setting up, or other recovery codes for a factor that stands."""
        user, by = self.request.user, self.request.actor
        factor = self.factor
        make = services.new_recovery_codes if factor and factor.confirmed_at else services.confirm_second_factor
        return make(user=user, typed=typed, by=by)

    @property
    def factor(self) -> SecondFactor | None:
        """The own one, finished or not."""
        return SecondFactor.objects.filter(user=self.request.user).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        factor, user = self.factor, self.request.user
        if factor and not factor.confirmed_at:
            key = services.key_of(factor)
            kwargs |= {"qr": qr_of(user, key), "key": key_words(key)}
        left = user.recovery_codes.filter(used_at=None).count() if factor else 0
        return super().get_context_data(
            factor=factor,
            codes_left=left,
            is_needed=self.request.needs_second_factor,
            next_url=wanted_after(self.request),
            **kwargs,
        )


class StartSecondFactor(ScopedView):
    """Makes the key that the application is to hold."""

    permission_required = Perm.HOME
    http_method_names = ["post"]
    open_without_second_factor = True

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            services.start_second_factor(user=request.user, by=request.actor)
        except DomainError as error:
            messages.info(request, " ".join(error.messages))
        wanted = wanted_after(request)
        query = f"?{urlencode({step_up.NEXT: wanted})}" if wanted else ""
        return HttpResponseRedirect(f"{reverse('second-factor')}{query}")


class SecondFactorAgain(ScopedView):
    """The code once more (`accounts.step_up`): right, it leads to where one was going, with what was typed there."""

    permission_required = Perm.HOME
    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        wanted = wanted_after(request) or reverse("account")
        return step_up.asking(request, step_up.StepUpForm(), here=wanted)

    def post(self, request: HttpRequest) -> HttpResponse:
        name, wanted = request.user.username, wanted_after(request) or reverse("account")
        if throttle.is_locked(request, throttle.SECOND, name):
            return locked_out(request)
        form, is_sending = step_up.StepUpForm(request.POST), step_up.SENT in request.POST
        is_right = form.is_valid() and services.check_second_factor(
            user=request.user, typed=form.cleaned_data[step_up.CODE]
        )
        if is_right:
            throttle.forget_failures(request, throttle.SECOND, name)
            step_up.note_second_factor(request)
            return SendOn(wanted) if is_sending else HttpResponseRedirect(wanted)
        if form.is_valid():
            throttle.count_failure(request, throttle.SECOND, name)
            form.add_error(step_up.CODE, ValidationError(WRONG, code="wrong"))
        carried = step_up.carried_of(request.POST)
        return step_up.asking(request, form, here=wanted, carried=carried, is_sending=is_sending, status=422)


class SendOn(HttpResponseRedirect):
    """The browser sends the same form to the other address."""

    status_code = 307


def wanted_after(request: HttpRequest) -> str:
    """Where one was going: an address of this site, "" for any other."""
    wanted = request.POST.get(step_up.NEXT) or request.GET.get(step_up.NEXT) or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours and wanted.startswith("/") else ""
