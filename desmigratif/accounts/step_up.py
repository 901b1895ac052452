"""Asking for the second factor once more, before something that reveals, releases or approves.

A view says so with `FreshSecondFactor` before its other bases, or calls `ask_again(request)` itself. Whoever typed a
code in the last five minutes goes on unasked. A form that was opened in time may be sent for a quarter of an hour; one
sent later is not lost: the page that asks carries it along, and sends it on.
"""

import time
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from desmigratif.accounts.models import SecondFactor
from desmigratif.core.web.forms import DomainForm

VERIFIED = "second_factor"  # in a session: when a code was right last, in seconds
FRESH_SECONDS = 300  # what was proved longer ago proves nothing now
SEND_SECONDS = 900  # for what was begun in time
NEXT, SENT, CODE = "lanjut", "kirim", "kode_kedua"
_NOT_CARRIED = {"csrfmiddlewaretoken", NEXT, SENT, CODE}


class StepUpForm(DomainForm):
    """The code once more."""

    kode_kedua = forms.CharField(
        label="Kode dari aplikasi",
        max_length=40,
        help_text="Enam angka di aplikasi autentikator. HP hilang? Ketik satu kode pemulihan.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "class": "govuk-input--width-10"}),
    )


def note_second_factor(request: HttpRequest) -> None:
    """A code was right just now."""
    request.session[VERIFIED] = int(time.time())


def has_fresh_second_factor(request: HttpRequest, *, within: int = FRESH_SECONDS) -> bool:
    """Whether this session gave a right code within so many seconds. In the demo those who have no second factor count
    as if they had."""
    verified = request.session.get(VERIFIED)
    if isinstance(verified, int) and 0 <= time.time() - verified <= within:
        return True
    return settings.DEMO_WITHOUT_SECOND_FACTOR and not _has_factor(request)


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """None for those who may go on; else the answer that asks for a code, or for a second factor to be set up.

    Sent files are not carried along: a form with files asks when it is opened.
    """
    is_sending = request.method not in {"GET", "HEAD"}
    if has_fresh_second_factor(request, within=SEND_SECONDS if is_sending else FRESH_SECONDS):
        return None
    here = request.get_full_path()
    if not _has_factor(request):
        address = reverse("second-factor") if is_sending else f"{reverse('second-factor')}?{urlencode({NEXT: here})}"
    elif is_sending and "HX-Request" not in request.headers:
        return asking(request, StepUpForm(), here=here, carried=carried_of(request.POST), is_sending=True, status=403)
    else:
        address = f"{reverse('second-factor-again')}?{urlencode({NEXT: here})}"
    if "HX-Request" in request.headers:  # a fragment can't ask; the whole page goes
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


def asking(
    request: HttpRequest,
    form: StepUpForm,
    *,
    here: str,
    carried: Iterable[tuple[str, str]] = (),
    is_sending: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page that asks, with what was typed elsewhere in it."""
    context = {"form": form, "next_url": here, "carried": carried, "is_sending": is_sending}
    return render(request, "accounts/step_up.html", context, status=status)


def carried_of(posted: QueryDict) -> list[tuple[str, str]]:
    """What was typed elsewhere, without what belongs to asking."""
    return [(name, value) for name in posted if name not in _NOT_CARRIED for value in posted.getlist(name)]


def _has_factor(request: HttpRequest) -> bool:
    return SecondFactor.objects.filter(user=request.user, confirmed_at__isnull=False).exists()


class FreshSecondFactor:
    """A view for those who gave a code a moment ago. Stands before the other bases. Those without the right get their
    403 and are asked nothing."""

    permission_required: ClassVar[str]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.actor.may(self.permission_required):
            raise PermissionDenied
        return ask_again(request) or super().dispatch(request, *args, **kwargs)
