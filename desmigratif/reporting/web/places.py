"""The region of the address: who may open it, what lies above it, where links to regions lead."""

import re
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode

from desmigratif.core.scope import CODE_LENGTHS, Actor, Level
from desmigratif.reference.models import REGION_CODE, Region
from desmigratif.reporting.queries import level_of, may_open

NATION = "Indonesia"
WORD_BELOW = {
    Level.NATION: "provinsi",
    Level.PROV: "kabupaten atau kota",
    Level.KAB: "kecamatan",
    Level.KEC: "desa",
}


@dataclass(frozen=True)
class Place:
    """A region of any level; the nation has the empty code."""

    code: str
    title: str
    above: str = ""

    @property
    def level(self) -> Level:
        """Its level."""
        return level_of(self.code)

    @property
    def is_nation(self) -> bool:
        """Whether it is the whole country."""
        return not self.code

    @property
    def heading(self) -> str:
        """Ikhtisar nasional, Ikhtisar Jawa Timur."""
        return f"Ikhtisar {self.title}" if self.code else "Ikhtisar nasional"

    @property
    def where(self) -> str:
        """As the end of a sentence: di Jawa Timur, di seluruh Indonesia."""
        return f"di {self.title}" if self.code else "di seluruh Indonesia"

    @property
    def word_below(self) -> str:
        """What the regions directly below are called; "" for a village."""
        return WORD_BELOW.get(self.level, "")


def find_place(actor: Actor, code: str) -> Place:
    """The region of the address. Raises Http404 for one outside the actor's own and for one that does not exist."""
    if not code:
        if not actor.is_national:
            raise Http404
        return Place("", NATION)
    known = code.isascii() and re.fullmatch(REGION_CODE, code) and may_open(actor, code)
    region = Region.objects.filter(pk=code).first() if known else None
    if region is None:
        raise Http404
    return Place(region.pk, region.title, region.place)


def own_code(actor: Actor) -> str:
    """The code of the actor's region, "" for the nation."""
    return "" if actor.is_national else actor.code


def dashboard_url(code: str, **query: str) -> str:
    """The address of a region's figures; empty parameters are left out."""
    path = reverse("dashboard-region", args=[code]) if code else reverse("dashboard")
    kept = {name: value for name, value in query.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path


def places_above(actor: Actor, place: Place) -> list[Place]:
    """The regions above that the actor may open, from the highest down."""
    code = place.code
    codes = ["", *(code[:length] for length in sorted(CODE_LENGTHS.values()) if length < len(code))] if code else []
    codes = [above for above in codes if may_open(actor, above)]
    regions = Region.objects.in_bulk(codes)
    found = [Place(pk, regions[pk].title, regions[pk].place) for pk in codes if pk in regions]
    return [Place("", NATION), *found] if "" in codes else found
