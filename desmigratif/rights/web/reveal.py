"""Show a whole NIK or KK number for sixty seconds, after a reason; and who did so."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from desmigratif.accounts.roles import Perm
from desmigratif.accounts.step_up import FreshSecondFactor
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.core.web.lists import ListPage
from desmigratif.core.web.views import ObjectServiceForm, ScopedDetail, add_domain_error
from desmigratif.reference.models import Region
from desmigratif.rights import services
from desmigratif.rights.filters import RevealFilter
from desmigratif.rights.models import EmergencyAccess, Reveal
from desmigratif.rights.web.forms import RevealForm
from workers.models import Family, Person

SECONDS = 60
SHOWN = 20


class RevealNumber(FreshSecondFactor, ObjectServiceForm):
    """A form that asks why; its answer is the number, which hides itself.

    It is the answer to the POST: the number has no address, stands in no history and is asked for anew each time.
    Without a script the page leaves by itself. After the time an htmx request puts the form back.
    """

    permission_required = Perm.NUMBER_REVEAL
    form_class = RevealForm
    template_name = "rights/reveal/form.html"
    label: ClassVar[str]

    def get_template_names(self) -> list[str]:
        return [f"{self.template_name}#closed" if self.request.htmx else self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            label=self.label, seconds=SECONDS, back_url=self.object.get_absolute_url(), **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        record = self.object
        if not form.is_valid():
            return self.refused(form)
        try:
            number = self.number(record, form.cleaned_data)
        except services.TooManyError as error:
            form.add_error(None, error)
            return self.render_to_response(self.get_context_data(form=form), status=429)
        except ValidationError as error:
            add_domain_error(form, error)
            return self.refused(form)
        groups = [number[place : place + 4] for place in range(0, len(number), 4)]
        response = self.render_to_response(self.get_context_data(form=form, groups=groups))
        response["Refresh"] = f"{SECONDS}; url={record.get_absolute_url()}"
        response["Cache-Control"] = "no-store"
        return response

    def number(self, record: Any, data: dict[str, Any]) -> str:
        """Call the service."""
        raise NotImplementedError


class RevealNik(RevealNumber):
    """The NIK of a person."""

    model = Person
    label = "NIK"

    def number(self, record: Person, data: dict[str, Any]) -> str:
        return services.reveal_nik(person=record, by=self.request.actor, **data)


class RevealKk(RevealNumber):
    """The KK number of a family."""

    model = Family
    label = "Nomor KK"

    def number(self, record: Family, data: dict[str, Any]) -> str:
        return services.reveal_kk(family=record, by=self.request.actor, **data)


class RevealsOf(ScopedDetail):
    """Who opened whole numbers, and emergency views, of one record: a part of its page."""

    permission_required = Perm.NUMBER_REVEAL
    template_name = "rights/reveal/of_record.html"
    of: ClassVar[str]

    def get_template_names(self) -> list[str]:
        return [f"{self.template_name}#reveals" if self.request.htmx else self.template_name]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor = self.request.actor
        rows = Reveal.objects.all().visible_to(actor).filter(**{self.of: self.object}).select_related("by")
        return super().get_context_data(
            reveals=rows.order_by("-seq")[:SHOWN], back_url=self.object.get_absolute_url(), **self.more(), **kwargs
        )

    def more(self) -> dict[str, Any]:
        """What a person's page shows besides."""
        return {}


class PersonReveals(RevealsOf):
    """Of a person."""

    model = Person
    of = "person"

    def more(self) -> dict[str, Any]:
        rows = EmergencyAccess.objects.all().visible_to(self.request.actor).filter(person=self.object)
        return {"emergencies": rows.select_related("by").order_by("-seq")[:SHOWN]}


class FamilyReveals(RevealsOf):
    """Of a family."""

    model = Family
    of = "family"


class ReadAsSystem:
    """A list for the auditor, who sees no person: the database gives these rows to the system only, and the page
    shows ids and no names of those whose data it is."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with acting_as(SYSTEM):
            response = super().get(request, *args, **kwargs)
            return response.render() if hasattr(response, "render") else response


class RevealList(ReadAsSystem, ListPage):
    """All numbers that were shown, for the auditor."""

    permission_required = Perm.REVEAL_LOG_VIEW
    model = Reveal
    filterset_class = RevealFilter
    template_name = "rights/reveal/list.html"
    noun = "pembukaan"
    title = "Nomor yang dibuka"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("by")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = context["page"].rows
        places = {row.pk: row for row in Region.objects.filter(pk__in={row.village_code for row in rows})}
        for row in rows:
            row.place_name = (
                str(places[row.village_code].full_name) if row.village_code in places else row.village_code
            )
        return context
