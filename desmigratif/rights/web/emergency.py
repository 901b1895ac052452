"""Emergency views: open, look, end; and the auditor's monthly review."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from phonenumber_field.phonenumber import to_python

from desmigratif.accounts.roles import Perm
from desmigratif.accounts.step_up import FreshSecondFactor
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.core.web.lists import ListPage
from desmigratif.core.web.records import RecordForm
from desmigratif.core.web.views import ScopedPage, ScopedView, ServiceForm, add_domain_error
from desmigratif.reference.models import Region
from desmigratif.rights import services
from desmigratif.rights.filters import EmergencyFilter
from desmigratif.rights.models import EmergencyAccess
from desmigratif.rights.web.forms import EmergencyForm, ReviewForm
from desmigratif.rights.web.reveal import ReadAsSystem
from workers.enums import PmiStatus, Relation, Sex
from workers.web.forms.fields import phone_words

SHOWN = 50
NOBODY = "Tidak ada orang dengan NIK ini di luar kabupaten Anda. Pencarian ini tercatat."


class EmergencyOpen(FreshSecondFactor, ServiceForm):
    """Ask for one person of another district by NIK; below it the own views and those of others into the district."""

    permission_required = Perm.EMERGENCY_OPEN
    form_class = EmergencyForm
    template_name = "rights/emergency/open.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = EmergencyAccess.objects.all().visible_to(self.request.actor).exclude(person=None)
        theirs = list(rows.select_related("by", "person").order_by("-seq")[:SHOWN])
        names = dict(Region.objects.filter(pk__in={row.from_kab_code for row in theirs}).values_list("pk", "name"))
        for row in theirs:
            row.from_name = names.get(row.from_kab_code, row.from_kab_code)
        return super().get_context_data(own=services.own_emergencies(), theirs=theirs, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if not form.is_valid():
            return self.refused(form)
        try:
            opened = services.open_emergency(by=request.actor, **form.cleaned_data)
        except services.TooManyError as error:
            form.add_error(None, error)
            return self.render_to_response(self.get_context_data(form=form), status=429)
        except ValidationError as error:
            add_domain_error(form, error)
            return self.refused(form)
        if opened.own is not None:
            return HttpResponseRedirect(opened.own.get_absolute_url())
        if opened.access_id is None:
            return self.render_to_response(self.get_context_data(form=self.form_class(), nobody=NOBODY))
        return HttpResponseRedirect(reverse("emergency-view", args=[opened.access_id]))


class EmergencyView(ScopedPage):
    """The one record, read only, until the time is up: the page leaves by itself then."""

    permission_required = Perm.EMERGENCY_OPEN
    template_name = "rights/emergency/view.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = services.read_emergency(access_id=kwargs["pk"], by=request.actor)
        ends = parse_datetime(found["expires_at"])
        if ends is None:
            raise Http404
        response = self.render_to_response(self.get_context_data(person=self._in_words(found), ends=ends))
        left = max(1, int((ends - timezone.now()).total_seconds()))
        response["Refresh"] = f"{left}; url={reverse('emergency-open')}"
        response["Cache-Control"] = "no-store"
        return response

    def _in_words(self, found: dict[str, Any]) -> dict[str, Any]:
        region = Region.objects.filter(pk=found["village_code"]).first()
        return {
            **found,
            "place": region.full_name if region else found["village_code"],
            "sex": dict(Sex.choices).get(found["sex"], ""),
            "birth": PartialDate(found["birth_date"]).display() if found["birth_date"] else "",
            "phone": _phone(found["phone"]),
            "status": dict(PmiStatus.choices).get(found["status"], "Bukan PMI"),
            "episodes": [
                {**row, **{name: _day(row[name]) for name in ("departed_on", "returned_on")}}
                for row in found["episodes"]
            ],
            "family": [
                {**row, "relation": dict(Relation.choices).get(row["relation"], ""), "phone": _phone(row["phone"])}
                for row in found["family"]
            ],
        }


def _phone(text: str) -> str:
    return phone_words(to_python(text, region="ID")) if text else ""


def _day(iso: str | None) -> str:
    return PartialDate(iso).display() if iso else ""


class EmergencyEnd(ScopedView):
    """End an own view before its time: one button."""

    permission_required = Perm.EMERGENCY_OPEN
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.end_emergency(access_id=kwargs["pk"], by=request.actor)
        return HttpResponseRedirect(reverse("emergency-open"))


class EmergencyReviewList(ReadAsSystem, ListPage):
    """All emergency views of a month, for the auditor's review."""

    permission_required = Perm.EMERGENCY_REVIEW
    model = EmergencyAccess
    filterset_class = EmergencyFilter
    template_name = "rights/emergency/review_list.html"
    noun = "akses darurat"
    title = "Tinjauan bulanan akses darurat"

    def get_queryset(self) -> Any:
        return EmergencyAccess.objects.select_related("by", "reviewed_by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = context["page"].rows
        codes = {row.kab_code for row in rows} | {row.from_kab_code for row in rows}
        names = dict(Region.objects.filter(pk__in=codes).values_list("pk", "name"))
        for row in rows:
            row.kab_name, row.from_name = names.get(row.kab_code, ""), names.get(row.from_kab_code, "")
        return context


class EmergencyReview(RecordForm):
    """The auditor's word on one of them."""

    permission_required = Perm.EMERGENCY_REVIEW
    model = EmergencyAccess
    form_class = ReviewForm
    template_name = "rights/emergency/review.html"
    title = "Tinjau akses darurat"
    submit_label = "Simpan tinjauan"
    back_words = "Kembali ke tinjauan bulanan"
    success_message = "Tinjauan tersimpan."

    def get_object(self) -> EmergencyAccess:
        with acting_as(SYSTEM):
            found = EmergencyAccess.objects.select_related("by").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def back_url(self) -> str:
        return reverse("emergency-review-list")

    def perform(self, data: dict[str, Any]) -> EmergencyAccess:
        return services.review_emergency(
            access=self.object,
            verdict=data["verdict"],
            note=data["note"],
            version=data["version"],
            by=self.request.actor,
        )
