"""A guard in front of every view: input the database can't take."""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

MAX_QUERY = 4096
Respond = Callable[[HttpRequest], HttpResponse]


def _refuse(request: HttpRequest, status: int, code: str, detail: str, template: str) -> HttpResponse:
    if request.path.startswith("/api/"):
        kind = "client_error" if status < 500 else "server_error"
        body = {"type": kind, "errors": [{"code": code, "detail": detail, "attr": None}]}
        return JsonResponse(body, status=status)
    return HttpResponse(render_to_string(template), status=status)


class InputGuardMiddleware:
    """Answer 400 to NUL bytes and to query strings no form of ours makes. PostgreSQL refuses NUL with an error."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if len(query) > MAX_QUERY or b"\x00" in unquote_to_bytes(query) or "\x00" in request.path:
            return self._bad(request)
        if any("\x00" in value for value in request.COOKIES.values()):
            return self._bad(request)
        if request.method in {"POST", "PUT", "PATCH"}:
            if request.content_type == "application/json":
                if b"\x00" in request.body or b"\\u0000" in request.body:
                    return self._bad(request)
            elif any("\x00" in value for _, values in request.POST.lists() for value in values):
                return self._bad(request)
        return self.get_response(request)

    @staticmethod
    def _bad(request: HttpRequest) -> HttpResponse:
        return _refuse(request, 400, "bad_input", "Isian memuat karakter yang tidak bisa dibaca.", "400.html")
