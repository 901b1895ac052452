"""The list of people, and the search by full NIK."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Level
from desmigratif.core.web.keyset import BadCursorError, KeysetPage, capped_count, count_words, page_of, query
from desmigratif.core.web.views import ScopedPage, ServiceForm
from workers.enums import RecordStatus
from workers.filters import PersonFilter
from workers.models import Person
from workers.web.forms.register import FindNikForm
from workers.web.forms.search import PersonSearchForm
from workers.web.places import with_village_name
from workers.web.views.register import SEARCHED_NAME

MOST_MATCHES = 10
NAME_COLUMNS = ("id", "seq", "full_name", "status")


class PersonList(ScopedPage):
    """People of the actor's region, newest first. Those who see names only get no other column from the database."""

    permission_required = Perm.PERSON_NAMES
    template_name = "workers/person/list.html"
    costs = 1

    def get(self, request: HttpRequest) -> HttpResponse:
        form = PersonSearchForm(request.GET, by=request.actor)
        page, wrong = KeysetPage(), form.wrong()
        rows = Person.objects.none()
        if not wrong:
            rows = self.found(form.filters)
            try:
                page = page_of(rows, request.GET)
            except BadCursorError as error:
                wrong = [f"Halaman tidak dikenal ({error})."]
        context = self.get_context_data(form=form, page=page, wrong=wrong, rows=rows)
        return self.render_to_response(context, status=400 if wrong else 200)

    def everyone(self) -> QuerySet[Person]:
        """The rows of the region, without those withdrawn."""
        return Person.objects.visible_to(self.request.actor).current().migrants()

    def found(self, filters: dict[str, str]) -> QuerySet[Person]:
        """The rows that fit every filter; withdrawn ones only when they are asked for."""
        actor = self.request.actor
        rows = self.everyone()
        if filters.get("record_status") == RecordStatus.ARSIP:
            rows = Person.objects.visible_to(actor).migrants()
        rows = PersonFilter(filters, queryset=rows).qs
        if not actor.may(Perm.PERSON_VIEW):
            return rows.only(*NAME_COLUMNS)
        return with_village_name(rows.select_related("last_country"))

    def get_context_data(
        self, *, form: PersonSearchForm, wrong: list[str], rows: Any, **kwargs: Any
    ) -> dict[str, Any]:
        actor = self.request.actor
        chips = []
        if not wrong:
            chips = [(label, words, query(self.request.GET, without=name)) for name, label, words in form.chips()]
        searched = form.cleaned_data.get("q", "") if not wrong else ""
        counted = 0 if wrong else capped_count(rows)
        if searched and not counted and actor.may(Perm.PERSON_ADD):
            self.request.session[SEARCHED_NAME] = searched
        return super().get_context_data(
            form=form,
            wrong=wrong,
            chips=chips,
            searched=searched,
            searched_place=form.cleaned_data.get("hamlet", "") if searched else "",
            counted=counted,
            count=count_words(counted),
            total=count_words(capped_count(self.everyone())) if chips else "",
            sees_details=actor.may(Perm.PERSON_VIEW),
            sees_villages=actor.level is not Level.DESA,
            offers_registration=bool(searched) and not counted and actor.may(Perm.PERSON_ADD),
            nik_form=FindNikForm(),
            without_hamlet=query(self.request.GET, without="hamlet") if "hamlet" in self.request.GET else "",
            **kwargs,
        )


class PersonFindNik(ServiceForm):
    """One person by the full NIK, within the actor's region. The number stands in the body only.

    Two villages may have recorded the same NIK; the coordinator of both then chooses.
    """

    permission_required = Perm.PERSON_VIEW
    form_class = FindNikForm
    template_name = "workers/person/find.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self.get_form()
        if not form.is_valid():
            return self.refused(form)
        rows = Person.objects.visible_to(request.actor).current().with_nik(form.cleaned_data["nik"])
        found = list(with_village_name(rows).order_by("-seq")[:MOST_MATCHES])
        if len(found) == 1:
            return HttpResponseRedirect(found[0].get_absolute_url())
        return self.render_to_response(self.get_context_data(form=form, found=found, not_found=not found))
