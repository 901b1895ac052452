"""The home page: for each role what is to be done now, and for roles without a screen of their own what there is."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from desmigratif.accounts.roles import Perm, Role
from desmigratif.core.scope import Actor
from desmigratif.core.web.views import ScopedPage
from desmigratif.reporting import queries, wording
from desmigratif.reporting.models import Export
from desmigratif.reporting.web import findings
from desmigratif.reporting.web.figures import cards
from desmigratif.reporting.web.links import Links
from desmigratif.reporting.web.places import dashboard_url, find_place, own_code
from villages.models import Village
from workers.models import NikReview, Person

LISTED = 5
MOST_COUNTED = 1000
Context = dict[str, Any]
Part = Callable[[Actor], Context]


class Home(ScopedPage):
    """One address, a template for each kind of role."""

    permission_required = Perm.HOME

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Somebody whose assignments have ended is told so, not turned away."""
        if request.assignment is None:
            return render(request, "accounts/no_assignment.html", status=403)
        return super().dispatch(request, *args, **kwargs)

    def get_template_names(self) -> list[str]:
        return [f"reporting/home/{PAGES[Role(self.request.actor.role)][0]}.html"]

    def get_context_data(self, **kwargs: Any) -> Context:
        actor, now = self.request.actor, timezone.now()
        parts = PAGES[Role(actor.role)][1:]
        context: Context = {
            "today": wording.long_day(now),
            "greeting": f"{wording.greeting(now)}, {actor.name}",
            "as_of": wording.moment(now),
            "as_of_short": wording.short_moment(now),
        }
        for part in parts:
            context |= part(actor)
        return super().get_context_data(**context, **kwargs)


def _figures(actor: Actor) -> Context:
    """The people of the own region."""
    code = own_code(actor)
    figures = queries.read_place(actor, code)
    return {
        "figures": figures,
        "cards": cards(figures, Links(actor, code), [])[:3],
        "region": find_place(actor, code),
        "figures_url": dashboard_url(code),
    }


def _parts(actor: Actor) -> Context:
    """The regions directly below, most people first."""
    place = find_place(actor, own_code(actor))
    parts = [part for part in queries.read_parts(actor, place.code) if part.has_data or part.villages]
    return {
        "parts": [(part, dashboard_url(part.code)) for part in parts[:LISTED]],
        "parts_total": len(parts),
        "parts_title": findings.of_parts(parts, place.word_below),
    }


def _village(actor: Actor) -> Context:
    """The own village's page."""
    return {"village": Village.objects.visible_to(actor).filter(village_code=actor.code).first()}


def _own_people(actor: Actor) -> Context:
    """What came back from the district, and who was entered last."""
    rows = Person.objects.visible_to(actor)
    return {
        "sent_back": rows.sent_back().order_by("updated_at", "seq")[:LISTED],
        "sent_back_total": _counted(rows.sent_back()),
        "recent": rows.current().order_by("-seq")[:LISTED],
    }


def _queue(actor: Actor) -> Context:
    """What waits for the district's decision."""
    rows = Person.objects.visible_to(actor).awaiting_verification()
    return {
        "waiting_total": _counted(rows),
        "oldest": rows.order_by("seq").first(),
        "reviews_total": _counted(NikReview.objects.visible_to(actor).waiting()),
    }


def _exports(actor: Actor) -> Context:
    """Downloads of others that wait for a decision."""
    return {"exports_total": _counted(Export.objects.awaiting(actor))}


def _counted(rows: Any) -> int:
    """How many, counted no further than anybody would work through today."""
    return rows.order_by()[:MOST_COUNTED].count()


# Template, then what it shows.
PAGES: dict[Role, tuple[str, *tuple[Part, ...]]] = {
    Role.PETUGAS: ("officer", _figures, _village, _own_people),
    Role.KADES: ("village_head", _figures, _village),
    Role.KECAMATAN: ("region", _figures, _parts),
    Role.DISNAKER: ("district", _figures, _parts, _queue, _exports),
    Role.OPD: ("plain",),
    Role.DISNAKER_PROV: ("region", _figures, _parts),
    Role.BP3MI: ("region", _figures, _parts),
    Role.KL: ("region", _figures, _parts),
    Role.ANALIS: ("region", _figures, _parts),
    Role.PIMPINAN: ("region", _figures, _parts),
    Role.PENANGAN: ("plain",),
    Role.PENATA: ("steward", _figures, _parts, _exports),
    Role.WALIDATA: ("region", _figures, _parts),
    Role.AUDITOR: ("plain",),
    Role.ADMIN: ("plain",),
}
