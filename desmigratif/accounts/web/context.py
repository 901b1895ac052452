"""What the frame of every page needs: navigation, place, assignments, rights."""

from typing import Any

from django.http import HttpRequest

from desmigratif.accounts.roles import Perm
from desmigratif.accounts.web.navigation import navigation


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
    menu = navigation(request.actor, request.path)
    return {
        "nav_items": menu.bar,
        "nav_more": menu.groups,
        "nav_more_current": menu.is_current_behind,
        "can": Rights(request),
        "place": request.assignment.place,
        "assignments": request.assignments,
        "assignment": request.assignment,
    }
