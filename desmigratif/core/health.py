"""Two addresses for whoever watches the service, answered before anything else and without a log-in.

They stand outside the URL patterns: a probe comes by address, over plain HTTP, and must not be redirected or counted.
"""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse

ALIVE, READY = "/hidup/", "/siap/"


class HealthMiddleware:
    """`/hidup/`: the process answers. `/siap/`: it reaches the database too, so it may get requests; 503 otherwise.

    The broker is no condition: pages are saved without it (architecture D10).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == ALIVE:
            return _say("hidup", 200)
        if request.path == READY:
            return _say("siap", 200) if _reaches_database() else _say("basis data tidak terjangkau", 503)
        return self.get_response(request)


def _say(words: str, status: int) -> HttpResponse:
    return HttpResponse(
        words, status=status, content_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"}
    )


def _reaches_database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("select 1")
    except DatabaseError:
        return False
    return True
