"""The figures of a region, and where one of them comes from."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.scope import Actor, Level
from desmigratif.core.web.views import ScopedPage
from desmigratif.reporting import queries, wording
from desmigratif.reporting.action_figures import read_actions
from desmigratif.reporting.pillar_figures import read_pillars
from desmigratif.reporting.pillar_states import read_states, title_of
from desmigratif.reporting.published import figures_for
from desmigratif.reporting.tracing import trace
from desmigratif.reporting.verified import Hidden, hidden_of_verified
from desmigratif.reporting.web import findings
from desmigratif.reporting.web.breakdowns import Breakdowns
from desmigratif.reporting.web.child_panel import child_panel
from desmigratif.reporting.web.figures import cards
from desmigratif.reporting.web.forms import ALL_RECORDS, VERIFIED_ONLY, FiguresFilter
from desmigratif.reporting.web.links import WORDS, Links
from desmigratif.reporting.web.panels import PillarPanel, action_panel
from desmigratif.reporting.web.places import Place, dashboard_url, find_place, own_code, places_above
from desmigratif.reporting.web.tiles import tile_map
from villages.models import Village

MOST_PUBLISHED = 6


class Dashboard(ScopedPage):
    """People, pillars and actions of a region, from the nation to the village, each at its own address.

    The address without a region belongs to the nation; others are sent on to their own region.
    """

    permission_required = Perm.DASHBOARD_VIEW
    template_name = "reporting/dashboard/region.html"
    costs = 1

    def get(self, request: HttpRequest, code: str = "") -> HttpResponse:
        wanted = request.GET.get("wilayah")
        if wanted is not None:
            place = find_place(request.actor, wanted)
            return HttpResponseRedirect(dashboard_url(place.code, data=request.GET.get("data", "")))
        if not code and not request.actor.is_national:
            return HttpResponseRedirect(dashboard_url(own_code(request.actor), data=request.GET.get("data", "")))
        place = find_place(request.actor, code)
        form = FiguresFilter(request.GET)
        wrong = form.wrong()
        parts = [] if wrong else queries.read_parts(request.actor, code)
        context = {"form": form, "wrong": wrong, **frame_of(request.actor, place, data=request.GET.get("data", ""))}
        if not wrong:
            context |= self._figures(place, parts, form) | self._panels(place)
            context["regions"] = _regions(context["above"], place, parts)
        return self.render_to_response(self.get_context_data(**context), status=400 if wrong else 200)

    def _figures(self, place: Place, parts: list[queries.Part], form: FiguresFilter) -> dict[str, Any]:
        actor = self.request.actor
        everything = queries.read_place(actor, place.code)
        figures, hidden = everything, {}
        if form.is_verified_only:
            figures, hidden = everything.verified, _hidden(actor, place.code)
        links = Links(actor, place.code, form.is_verified_only)
        filled = [part for part in parts if part.has_data or part.villages]
        return {
            "figures": everything,
            "counted": figures.people.total,
            "counting": VERIFIED_ONLY if form.is_verified_only else ALL_RECORDS,
            "cards": cards(everything, Links(actor, place.code), parts),
            "breakdowns": None if hidden is None else Breakdowns(figures, links, hidden),
            "parts": [(part, dashboard_url(part.code, data=self.request.GET.get("data", ""))) for part in filled],
            "parts_title": findings.of_parts(filled, place.word_below),
            "absent": [part for part in parts if part not in filled],
            "cross": queries.read_cross(actor, place.code),
            **self._map(place, parts),
            **self._village(place),
        }

    def _panels(self, place: Place) -> dict[str, Any]:
        """The four pillars, of a village with how each stands, and the action plan."""
        actor, day, found = self.request.actor, today(), {}
        if actor.may(Perm.PILLAR_VIEW) and place.level is Level.DESA:
            figures, states = read_states(actor, place.code, day)
            found |= {"states": states, "states_title": title_of(states)}
            found["pillars"] = PillarPanel(actor, figures).panel(of_village=True)
        elif actor.may(Perm.PILLAR_VIEW):
            found["pillars"] = PillarPanel(actor, read_pillars(actor, place.code, day)).panel()
        found["families"] = child_panel(actor, place.code, day)
        if actor.may(Perm.ACTION_VIEW):
            found["actions"] = action_panel(actor, read_actions(actor, place.code, day), place.level)
        if actor.may(Perm.FIGURE_VIEW):
            found["published"] = figures_for(place.code)[:MOST_PUBLISHED]
        return found

    def _map(self, place: Place, parts: list[queries.Part]) -> dict[str, Any]:
        if not place.is_nation:
            return {}
        data = self.request.GET.get("data", "")
        return {"islands": tile_map(parts, data=data), "map_title": findings.of_map(parts)}

    def _village(self, place: Place) -> dict[str, Any]:
        """The village's own page, where it has one."""
        if place.level is not Level.DESA:
            return {}
        return {"village": Village.objects.visible_to(self.request.actor).filter(village_code=place.code).first()}


class DashboardFigure(ScopedPage):
    """One number of a breakdown by the regions below, down to the village: for those who may not see persons."""

    permission_required = Perm.DASHBOARD_VIEW
    template_name = "reporting/dashboard/figure.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query, actor = self.request.GET, self.request.actor
        place = find_place(actor, query.get("wilayah", own_code(actor)))
        name = WORDS.get(query.get("menurut", ""))
        traced = trace(actor, place.code, name, query.get("nilai", "")) if name else None
        if traced is None:
            raise Http404
        links = [(part, Links(actor, part.code).figure(traced.name, traced.code)) for part in traced.parts]
        return super().get_context_data(
            traced=traced,
            rows=[(part, url or dashboard_url(part.code)) for part, url in links],
            back_url=dashboard_url(place.code),
            **frame_of(actor, place),
            **kwargs,
        )


def frame_of(actor: Actor, place: Place, *, data: str = "") -> dict[str, Any]:
    """What stands above every page of figures."""
    above, now = places_above(actor, place), timezone.now()
    return {
        "shown": place,
        "above": above,
        "crumbs": [(upper.title, dashboard_url(upper.code, data=data)) for upper in above],
        "as_of": wording.moment(now),
        "as_of_short": wording.short_moment(now),
    }


def _hidden(actor: Actor, code: str) -> Hidden | None:
    """Whoever sees the people themselves is told everything about them."""
    return {} if actor.may(Perm.PERSON_VIEW) else hidden_of_verified(actor, code)


def _regions(above: list[Place], place: Place, parts: list[queries.Part]) -> list[tuple[str, str]]:
    """The regions the filter bar offers: those above, this one, those below that have something to show."""
    upper = [(region.code, region.title) for region in [*above, place]]
    return upper + [(part.code, part.name) for part in parts if part.has_data or part.villages]
