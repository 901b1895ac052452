"""A guard in front of every view: input that is too large, or that the database can't take."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

MAX_QUERY = 4096
Respond = Callable[[HttpRequest], HttpResponse]


def _refuse(request: HttpRequest, status: int, code: str, detail: str) -> HttpResponse:
    if request.path.startswith(("/api/", "/oauth2/")):
        body = {"type": "client_error", "errors": [{"code": code, "detail": detail, "attr": None}]}
        return JsonResponse(body, status=status)
    return HttpResponse(render_to_string(f"{status}.html"), status=status)


class InputGuardMiddleware:
    """400 for NUL bytes and for query strings no form of ours makes, 413 for bodies above REQUEST_MAX_BYTES.

    PostgreSQL refuses NUL with an error. A body is refused by the length it announces, before it is read.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if len(query) > MAX_QUERY or b"\x00" in unquote_to_bytes(query) or "\x00" in request.path:
            return self._bad(request)
        if any("\x00" in value for value in request.COOKIES.values()):
            return self._bad(request)
        if request.method in {"POST", "PUT", "PATCH"}:
            if _length(request) > settings.REQUEST_MAX_BYTES:
                return self._large(request)
            try:
                if _has_nul(request):
                    return self._bad(request)
            except RequestDataTooBig:
                return self._large(request)
        return self.get_response(request)

    @staticmethod
    def _bad(request: HttpRequest) -> HttpResponse:
        return _refuse(request, 400, "bad_input", "The request holds a character or a length that can't be read.")

    @staticmethod
    def _large(request: HttpRequest) -> HttpResponse:
        return _refuse(request, 413, "too_large", "The body of the request is too large.")


def _length(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() else 0


def _has_nul(request: HttpRequest) -> bool:
    if request.content_type == "application/json":
        return b"\x00" in request.body or b"\\u0000" in request.body
    return any("\x00" in value for _, values in request.POST.lists() for value in values)
