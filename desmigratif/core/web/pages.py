"""Pages without rows: errors, offline, help, privacy, accessibility, the service worker."""

import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.generic import TemplateView, View

API_ERRORS = {
    400: ("bad_request", "The request could not be read."),
    403: ("permission_denied", "You do not have permission to perform this action."),
    404: ("not_found", "Not found."),
    500: ("error", "A server error occurred."),
    503: ("unavailable", "The service is not available. Try again later."),
}

RETRY_AFTER_SECONDS = 10


def _answer(request: HttpRequest, status: int, template: str) -> HttpResponse:
    """An error page; the API gets its own shape. Error pages read nothing from the database."""
    if request.path.startswith(("/api/v1/", "/oauth2/")):
        code, detail = API_ERRORS[status]
        kind = "server_error" if status >= 500 else "client_error"
        body = {"type": kind, "errors": [{"code": code, "detail": detail, "attr": None}]}
        return JsonResponse(body, status=status)
    return HttpResponse(render_to_string(template), status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return _answer(request, 400, "400.html")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the role has no such right. Says nothing about rows."""
    return _answer(request, 403, "403.html")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same body for a missing id and for a row of another village."""
    return _answer(request, 404, "404.html")


def unavailable(request: HttpRequest) -> HttpResponse:
    """503, with when to try again."""
    response = _answer(request, 503, "503.html")
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500; or 503 when PostgreSQL is away or too slow, in whatever middleware or view that showed."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return unavailable(request)
    return _answer(request, 500, "500.html")


@method_decorator(login_not_required, name="dispatch")
class PublicPage(TemplateView):
    """A page anybody may read; it holds no data."""


@method_decorator(login_not_required, name="dispatch")
@method_decorator(cache_control(max_age=0, must_revalidate=True), name="dispatch")
class ServiceWorker(View):
    """The service worker, served from the root so that it may answer for every page.

    The list of files it keeps is put in here, because their names carry a hash.
    """

    http_method_names = ["get", "head"]
    KEPT = ("brand.css", "vendor/govuk-frontend.min.css", "icons.svg", "js/app.js", "js/forms.js")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        source = (Path(settings.BASE_DIR) / "static/js/sw.js").read_text(encoding="utf-8")
        kept = [
            "/luring/",
            *(static(name) for name in self.KEPT if (Path(settings.BASE_DIR) / "static" / name).exists()),
        ]
        body = source.replace("/*KEPT*/[]", str(kept).replace("'", '"'))
        return HttpResponse(body, content_type="text/javascript", headers={"Service-Worker-Allowed": "/"})
