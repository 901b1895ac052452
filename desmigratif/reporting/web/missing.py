"""Which villages lack something: by the regions below, and from the kabupaten down by name."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse

from desmigratif.accounts.roles import Perm
from desmigratif.core.clock import today
from desmigratif.core.scope import CODE_LENGTHS, Actor, Level
from desmigratif.core.web.views import ScopedPage
from desmigratif.reference.models import Region
from desmigratif.reporting.pillar_figures import Missing, read_pillars
from desmigratif.reporting.queries import NEXT_LEVEL
from desmigratif.reporting.web.dashboard import frame_of
from desmigratif.reporting.web.panels import MISSING_DEFINITIONS, MISSING_LABELS, missing_url
from desmigratif.reporting.web.places import Place, dashboard_url, find_place, own_code
from villages.models import Village

# From here down the villages themselves are named: a kabupaten has some hundreds at most.
NAMED_FROM = (Level.KAB, Level.KEC, Level.DESA)


@dataclass(frozen=True)
class MissingRow:
    """A region below with how many of its villages lack it, or one such village."""

    name: str
    url: str
    n: int = 0
    of: int = 0
    place: str = ""


class DashboardMissing(ScopedPage):
    """Where a number of absent things leads: down to the villages, in three steps at most."""

    permission_required = Perm.DASHBOARD_VIEW
    template_name = "reporting/dashboard/missing.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor, query = self.request.actor, self.request.GET
        if query.get("apa", "") not in list(Missing):
            raise Http404
        place, what = find_place(actor, query.get("wilayah", own_code(actor))), Missing(query["apa"])
        figures = read_pillars(actor, place.code, today())
        absent = figures.missing(what)
        names_villages = place.level in NAMED_FROM
        rows = villages(actor, absent) if names_villages else parts(place, what, absent, figures.programme_villages)
        words = MISSING_DEFINITIONS[what].format(quarter=figures.quarter.words, month=figures.month.words)
        return super().get_context_data(
            what=MISSING_LABELS[what],
            definition=words,
            rows=rows,
            absent=len(absent),
            total=len(figures.programme_villages),
            names_villages=names_villages,
            back_url=dashboard_url(place.code),
            others=[(label, missing_url(place.code, key)) for key, label in MISSING_LABELS.items() if key is not what],
            **frame_of(actor, place),
            **kwargs,
        )


def villages(actor: Actor, codes: frozenset[str]) -> list[MissingRow]:
    """The villages by name, with their page where they have one."""
    pages = dict(Village.objects.visible_to(actor).filter(village_code__in=codes).values_list("village_code", "pk"))
    rows = []
    for region in Region.objects.filter(pk__in=codes).order_by("pk"):
        pk = pages.get(region.pk)
        url = reverse("village-detail", args=[pk]) if pk else dashboard_url(region.pk)
        rows.append(MissingRow(region.title, url, place=region.place))
    return rows


def parts(place: Place, what: Missing, absent: frozenset[str], programme: frozenset[str]) -> list[MissingRow]:
    """The regions below with villages of the programme, those that lack most first."""
    length = CODE_LENGTHS[NEXT_LEVEL[place.level]]
    lacking, planned = Counter(code[:length] for code in absent), Counter(code[:length] for code in programme)
    rows = [
        MissingRow(region.title, missing_url(region.pk, what), lacking[region.pk], planned[region.pk])
        for region in Region.objects.filter(pk__in=planned)
    ]
    return sorted(rows, key=lambda row: (-row.n, row.name))
