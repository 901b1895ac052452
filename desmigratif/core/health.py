"""Two addresses for whoever watches the service, answered before anything else and without a log-in.

They stand outside the URL patterns: a probe comes by address, over plain HTTP, and must not be redirected or counted.
"""

import shutil
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from functools import cache
from typing import Any

import psycopg2
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse
from redis import Redis, RedisError

from desmigratif.core.waiting import wait

ALIVE, READY = "/hidup/", "/siap/"
CHECK_SECONDS = 1.0  # each check has as long, and they run beside each other
DISK_FULL_FROM = 0.85
BACKUP_OLD_AFTER_HOURS = 26
BACKUP_NAME = "%Y%m%dT%H%M%SZ"

# A message in the write-ahead log is a write that needs no table: it fails where the server may not write.
PROBE = """select pg_logical_emit_message(true, 'desmigratif', 'siap') is not null,
  array(select app || '.' || name from django_migrations)"""
OK, DEGRADED, DOWN = "ok", "degraded", "down"
Found = dict[str, Any]

_threads = ThreadPoolExecutor(max_workers=8, thread_name_prefix="siap")


class HealthMiddleware:
    """`/hidup/`: the process answers. `/siap/`: it may get requests, 503 otherwise; the last slash may be left out.

    Only the database decides. A broker that is away (pages are saved without it, architecture D10), a disk that runs
    full and a backup that is old are `degraded` and still 200: taking the service away would help nobody.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path if request.path.endswith("/") else f"{request.path}/"
        if path == ALIVE:
            return _say({"status": OK}, 200)
        if path == READY:
            found = look()
            return _say(found, 503 if found["status"] == DOWN else 200)
        return self.get_response(request)


def _say(found: Found, status: int) -> HttpResponse:
    answer = JsonResponse(found, status=status, headers={"Cache-Control": "no-store"})
    if status == 503:
        answer["Retry-After"] = "10"
    return answer


def look() -> Found:
    """Every check with what it found and how long it took. Says nothing about hosts, paths, versions or rows."""
    expected = migrations()
    address = _address()
    checks: dict[str, Callable[[], Found]] = {
        "database": lambda: _database(address, expected),
        "broker": _broker,
        "disk": _disk,
        "backup": _backup,
    }
    began = time.monotonic()
    running = {name: _threads.submit(_timed, check) for name, check in checks.items()}
    found = {name: _result(future, began) for name, future in running.items()}
    if found["database"]["status"] != OK:
        found["database"]["status"] = DOWN
        return {"status": DOWN, "checks": found}
    return {"status": OK if all(one["status"] == OK for one in found.values()) else DEGRADED, "checks": found}


def _timed(check: Callable[[], Found]) -> Found:
    began = time.monotonic()
    found = check()
    return {**found, "ms": round((time.monotonic() - began) * 1000)}


def _result(future: "Future[Found]", began: float) -> Found:
    """A check that fails or does not come back in time is degraded; its words may name hosts, so they are not told."""
    try:
        return future.result(max(0.05, began + CHECK_SECONDS + 0.2 - time.monotonic()))
    except (OSError, psycopg2.Error, RedisError, TimeoutError) as error:
        return {"status": DEGRADED, "why": "timeout" if isinstance(error, TimeoutError) else "unreachable"}


def _address() -> dict[str, Any]:
    """How libpq reaches the application's database: Django's own connection belongs to another thread."""
    params = {name: value for name, value in connection.get_connection_params().items() if name != "cursor_factory"}
    return {**params, "connect_timeout": 2}


@cache
def migrations() -> frozenset[str]:
    """The migrations this version of the program needs."""
    loaded = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return frozenset(f"{app}.{name}" for app, name in loaded)


def _database(address: dict[str, Any], expected: frozenset[str]) -> Found:
    deadline = time.monotonic() + CHECK_SECONDS
    probe = psycopg2.connect(**address, async_=True)
    try:
        wait(probe, deadline)
        cursor = probe.cursor()
        cursor.execute(PROBE)
        wait(probe, deadline)
        _, applied = cursor.fetchone()
    finally:
        probe.close()
    pending = len(expected - set(applied))
    return {"status": DOWN, "why": "migrations", "pending": pending} if pending else {"status": OK}


def _broker() -> Found:
    url = settings.CELERY_BROKER_URL
    kind, _, rest = url.partition("://")
    if kind == "redis+socket":
        path = rest.partition("?")[0]
        broker = Redis(unix_socket_path=path, socket_timeout=CHECK_SECONDS, socket_connect_timeout=CHECK_SECONDS)
    else:
        broker = Redis.from_url(url, socket_timeout=CHECK_SECONDS, socket_connect_timeout=CHECK_SECONDS)
    try:
        broker.ping()
    finally:
        broker.close()
    return {"status": OK}


def _disk() -> Found:
    usage = shutil.disk_usage(settings.DATA_DIR)
    used = usage.used / usage.total
    return {"status": DEGRADED if used >= DISK_FULL_FROM else OK, "used_percent": round(used * 100)}


def _backup() -> Found:
    """The age of the newest whole backup; its folder is named by its time."""
    newest = None
    for path in settings.BACKUP_DIR.iterdir() if settings.BACKUP_DIR.is_dir() else []:
        try:
            made = datetime.strptime(path.name, BACKUP_NAME).replace(tzinfo=UTC)
        except ValueError:
            continue
        newest = max(made, newest) if newest else made
    if newest is None:
        return {"status": DEGRADED, "why": "none"}
    hours = round((datetime.now(UTC) - newest).total_seconds() / 3600, 1)
    return {"status": DEGRADED if hours > BACKUP_OLD_AFTER_HOURS else OK, "age_hours": hours}
