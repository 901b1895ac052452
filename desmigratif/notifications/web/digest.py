"""The switch of the mail digest on the account page."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from desmigratif.accounts.roles import Perm
from desmigratif.core.web.views import ScopedView
from desmigratif.notifications import services

CHOICES = {"ya": True, "tidak": False}


class DigestSwitch(ScopedView):
    """Mail me, or mail me no more."""

    permission_required = Perm.HOME
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        wanted = CHOICES.get(request.POST.get("surel", ""))
        if wanted is None:
            raise Http404
        services.set_digest(wanted=wanted, by=request.actor)
        messages.success(
            request, "Surel ringkasan dikirim lagi kepada Anda." if wanted else "Surel ringkasan tidak dikirim lagi."
        )
        return HttpResponseRedirect(reverse("account"))
