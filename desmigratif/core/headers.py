"""Headers of every answer: pages, errors, files, probes and the API alike (security.md P-16)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}


class HeadersMiddleware:
    """Stands outside everything that may answer by itself, so that no answer leaves without them.

    The content and permission policies come from the two packages right inside. An error is stored nowhere: it may
    tell of a row, and it would still be there when the trouble is over.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        if response.status_code >= 400:
            response["Cache-Control"] = "no-store"
        return response
