"""Logs that programs read and that hold nobody's data: JSON, one line each, with the time in UTC.

Of an exception stand there its class and where it was raised, never its words: PostgreSQL repeats the values of the
row it refuses, and a form error what was typed (security.md P-33).
"""

import json
import logging
import re
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from celery import current_task
from django.http import HttpRequest, HttpResponse

from desmigratif.core.request_id import request_id

# A net below the rule that no personal data is ever passed to a logger: numbers as long as a NIK or a KK, and phones.
NUMBERS = re.compile(
    r"(?<![0-9A-Za-z-])(?:\+?62|0)8[0-9]{7,11}(?![0-9A-Za-z])|(?<![0-9A-Fa-f])[0-9]{16}(?![0-9A-Fa-f])"
)
MOST_FRAMES = 30
MOST_LETTERS = 4000

requests = logging.getLogger("desmigratif.request")


def without_numbers(text: str) -> str:
    """The text with NIKs, KKs and telephone numbers blacked out."""
    return NUMBERS.sub("…", text[:MOST_LETTERS])


class JsonFormatter(logging.Formatter):
    """One JSON object per line. JSON writes a line break as `\\n`, so no text can pretend to be a line of its own."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self._words(record),
        }
        if name := request_id():
            line["request_id"] = name
        if current_task:
            line["task"], line["task_id"] = current_task.name, current_task.request.id
        line.update(getattr(record, "fields", {}))
        if record.exc_info and record.exc_info[0]:
            line["error"] = _raised(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)

    @staticmethod
    def _words(record: logging.LogRecord) -> str:
        if record.exc_info and record.name.startswith("celery"):
            return "task failed"  # Celery's own sentence repeats the words of the exception
        return without_numbers(record.getMessage())


def _raised(error: BaseException | None) -> list[dict[str, Any]]:
    """The chain of an exception, the last one first: classes and places, no words and no source lines."""
    found: list[dict[str, Any]] = []
    while error is not None and len(found) < 5:
        frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
        kind = type(error)
        found.append(
            {
                "class": f"{kind.__module__}.{kind.__qualname__}",
                "at": [
                    f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}" for frame in frames
                ],
            }
        )
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found


class RequestLogMiddleware:
    """One line per answer: method, the pattern of the address (never the address nor its query), status, time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        response = self.get_response(request)
        match = request.resolver_match
        fields = {
            "method": request.method if request.method in METHODS else "OTHER",
            "route": f"/{match.route}" if match else None,
            "status": response.status_code,
            "ms": round((time.monotonic() - began) * 1000),
        }
        level = logging.WARNING if response.status_code >= 500 else logging.INFO
        requests.log(level, "answered", extra={"fields": fields})
        return response


METHODS = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS".split())
