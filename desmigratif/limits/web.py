"""Limits of people: of pages that cost the database much, so many a minute for each user."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve

from desmigratif.limits.services import spend


class UserLimitMiddleware:
    """429 when a user's minute is used up. Stands behind the log-in and before the transaction of the request.

    What an address costs is told by its view (`cost_of`); most cost nothing and are not counted.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        units = cost_of(request)
        if units and request.user.is_authenticated:
            quota = spend(subject=f"pengguna:{request.user.pk}", limits=settings.PAGE_LIMITS, units=units)
            if quota.is_over:
                page = render_to_string("429_pages.html", {"seconds": quota.resets_in})
                return HttpResponse(page, status=429, headers={"Retry-After": str(quota.resets_in)})
        return self.get_response(request)


def cost_of(request: HttpRequest) -> int:
    """Units of the address; 0 for one that does not exist."""
    try:
        view = resolve(request.path_info).func
    except Resolver404:
        return 0
    if getattr(view, "admin_site", None) is not None or request.path_info.startswith("/kelola/"):
        return 1
    price = getattr(getattr(view, "view_class", None), "cost_of", None)
    return price(request) if price else 0
