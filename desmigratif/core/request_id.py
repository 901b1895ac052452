"""A name for each request: in its answer, in every line it logs, and on the page that says something went wrong."""

import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "X-Request-ID"
GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")

_current: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """The name of the request this thread answers; empty outside of one."""
    return _current.get()


def new_request_id() -> str:
    """Twelve signs: short enough to be read out on the telephone."""
    return secrets.token_hex(6)


def _name_of(request: HttpRequest) -> str:
    """A proxy of ours may have named it already; what anybody else sends under that name is not believed."""
    given = request.headers.get(HEADER, "") if settings.TRUSTED_PROXIES else ""
    return given if GIVEN.fullmatch(given) else new_request_id()


class RequestIdMiddleware:
    """The outermost layer: every answer has the name, whoever gave it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = _name_of(request)
        token = _current.set(name)
        try:
            response = self.get_response(request)
            response[HEADER] = name
            return response
        finally:
            _current.reset(token)
