"""Indicators: what is counted, for whom, and which of them a page shows today."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import reverse

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Actor
from desmigratif.core.web.views import ScopedPage
from desmigratif.reporting.models import Indicator
from desmigratif.reporting.published_enums import ProgrammeAim

# Where a computed indicator is shown, and the right its page asks for.
DASHBOARD = ("dashboard", Perm.DASHBOARD_VIEW, "Ikhtisar")
LATE = ("action-late", Perm.ACTION_VIEW, "Rencana aksi terlambat")
SHOWN_AT: dict[str, tuple[str, Perm, str]] = {
    **dict.fromkeys(("M5", "P1", "E1", "E3", "K1", "K3"), DASHBOARD),
    **dict.fromkeys(("A1", "A2", "A3", "A4"), LATE),
}
TOPICS = {
    "U": "Kesiapan data",
    "M": "PMI dan layanan migrasi",
    "P": "Purna",
    "T": "Purna",
    "E": "Usaha dan remitansi",
    "C": "Anak dan pengasuhan",
    "K": "Koperasi",
    "S": "Kasus dan rujukan",
    "A": "Rencana aksi",
}
OTHER = "Lainnya"


@dataclass(frozen=True)
class Group:
    """Indicators under one heading."""

    slug: str
    title: str
    rows: list[Indicator]

    @property
    def computed(self) -> int:
        """How many of them a page shows."""
        return sum(row.is_computed for row in self.rows)


def grouped(rows: list[Indicator]) -> list[Group]:
    """By the letter of the code, in the order of `TOPICS`."""
    found: dict[str, list[Indicator]] = {title: [] for title in (*TOPICS.values(), OTHER)}
    for row in rows:
        found[TOPICS.get(row.code[:1], OTHER)].append(row)
    return [Group(f"g-{place}", title, rows) for place, (title, rows) in enumerate(found.items()) if rows]


def page_of(indicator: Indicator, actor: Actor) -> tuple[str, str]:
    """Address and name of the page that shows it; empty when there is none or the actor may not open it."""
    shown = SHOWN_AT.get(indicator.code) if indicator.is_computed else None
    if shown is None or not actor.may(shown[1]):
        return "", ""
    return reverse(shown[0]), shown[2]


class IndicatorList(ScopedPage):
    """All indicators, the two aims of the programme first."""

    permission_required = Perm.FIGURE_VIEW
    template_name = "reporting/indicator/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(Indicator.objects.order_by("code"))
        aims = [(aim.label, [row for row in rows if row.aim == aim]) for aim in ProgrammeAim]
        return super().get_context_data(
            groups=grouped(rows), aims=aims, total=len(rows), computed=sum(row.is_computed for row in rows), **kwargs
        )


class IndicatorDetail(ScopedPage):
    """One indicator: numerator, denominator, where the data comes from, who reads it."""

    permission_required = Perm.FIGURE_VIEW
    template_name = "reporting/indicator/detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        indicator = Indicator.objects.filter(pk=self.kwargs["code"]).first()
        if indicator is None:
            raise Http404
        url, words = page_of(indicator, self.request.actor)
        return super().get_context_data(
            object=indicator, topic=TOPICS.get(indicator.code[:1], OTHER), shown_url=url, shown_words=words, **kwargs
        )
