"""The one place where a fresh second factor is asked for, before a whole number or an emergency view.

`ask_again` answers with the page that asks for the code, or None to go on.
"""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """Where to go first; None when nothing more is asked."""
    return None


class FreshFactor:
    """Put before the other bases of a view that shows what must not be shown lightly. Those without the right get
    their 403 and are asked nothing."""

    permission_required: ClassVar[str]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.actor.may(self.permission_required):
            raise PermissionDenied
        return ask_again(request) or super().dispatch(request, *args, **kwargs)
