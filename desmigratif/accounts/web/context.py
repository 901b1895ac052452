"""What the frame of every page needs: navigation, place, assignments, rights."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from desmigratif.accounts.roles import Perm


@dataclass(frozen=True)
class NavItem:
    """One entry of the main navigation."""

    url: str
    label: str
    icon: str
    is_current: bool
    count: int = 0


# (right, URL name, label, icon): the first five the role may open. URLs of upper apps are named, not imported.
NAVIGATION = [
    (Perm.HOME, "home", "Beranda", "house"),
    (Perm.PERSON_NAMES, "person-list", "Orang", "users"),
    (Perm.PERSON_VERIFY, "person-queue", "Periksa", "clipboard-check"),
    (Perm.DASHBOARD_VIEW, "dashboard", "Ikhtisar", "chart-column"),
    (Perm.VILLAGE_VIEW, "village-list", "Desa", "map-pin"),
    (Perm.PERSON_EXPORT, "export-list", "Unduhan", "download"),
    (Perm.AGREEMENT_VIEW, "agreement-list", "Perjanjian", "handshake"),
]
BAR_LENGTH = 5


class Rights:
    """`can.person_add` in templates: whether the active role has the right."""

    def __init__(self, request: HttpRequest) -> None:
        self.actor = request.actor

    def __getitem__(self, name: str) -> bool:
        try:
            return self.actor.may(Perm[name.upper()])
        except KeyError as error:
            raise KeyError(name) from error


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of the page frame; empty for those not logged in."""
    if getattr(request, "assignment", None) is None:
        return {"nav_items": [], "can": {}, "place": ""}
    allowed = [row for row in NAVIGATION if request.actor.may(row[0])]
    items = []
    for _, name, label, icon in allowed:
        url = reverse(name)
        current = request.path == url or (url != reverse("home") and request.path.startswith(url))
        items.append(NavItem(url, label, icon, current))
    return {
        "nav_items": items[:BAR_LENGTH],
        "nav_more": items[BAR_LENGTH:],
        "can": Rights(request),
        "place": request.assignment.place,
        "assignments": request.assignments,
        "assignment": request.assignment,
    }
