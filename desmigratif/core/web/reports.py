"""What browsers report: something on a page that its content policy forbids (an injection, or a mistake of ours)."""

import json
import logging
import time
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

MOST_BYTES = 8192
JSON_TYPES = frozenset({"application/csp-report", "application/json"})  # a form's body is read before
MOST_A_MINUTE = 20  # of each process; an extension in one browser must not fill the log
DIRECTIVES = frozenset(
    "default-src script-src script-src-elem script-src-attr style-src style-src-elem style-src-attr img-src font-src"
    " connect-src manifest-src worker-src form-action frame-ancestors frame-src base-uri object-src media-src".split()
)

logger = logging.getLogger(__name__)


class _Minute:
    """How many lines the running minute has had."""

    def __init__(self) -> None:
        self.began, self.lines = 0.0, 0

    def has_room(self) -> bool:
        now = time.monotonic()
        if now - self.began >= 60:
            self.began, self.lines = now, 0
        self.lines += 1
        return self.lines <= MOST_A_MINUTE


_minute = _Minute()


@method_decorator(csrf_exempt, name="dispatch")
@method_decorator(login_not_required, name="dispatch")
class PolicyReport(View):
    """Takes a report and logs three words of it. Always 204: nothing is learnt here, and nothing is kept.

    The address of the page is logged as the name of its pattern and the blocked one as its host: both could name a
    person otherwise. Samples of scripts are dropped.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        report = _read(request)
        if report and _minute.has_room():
            logger.warning("content policy", extra={"fields": report})
        return HttpResponse(status=204, headers={"Cache-Control": "no-store"})


def _read(request: HttpRequest) -> dict[str, str] | None:
    if request.content_type not in JSON_TYPES or len(request.body) > MOST_BYTES:
        return None
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):
        return None
    told = told.get("csp-report") if isinstance(told, dict) else None
    if not isinstance(told, dict):
        return None
    directive = told.get("effective-directive") or told.get("violated-directive")
    if not isinstance(directive, str) or directive not in DIRECTIVES:
        return None
    return {"directive": directive, "page": _page(told.get("document-uri")), "blocked": _host(told.get("blocked-uri"))}


def _page(address: Any) -> str:
    try:
        return resolve(urlsplit(str(address)).path).view_name or "unnamed"
    except (ValueError, Resolver404):
        return "unknown"


def _host(address: Any) -> str:
    """`inline`, `eval`, or scheme and host."""
    text = str(address)
    if text in {"inline", "eval", "self", "data", "blob"}:
        return text
    try:
        parts = urlsplit(text)
        return f"{parts.scheme}://{parts.hostname}"[:100] if parts.hostname else "other"
    except ValueError:
        return "other"
