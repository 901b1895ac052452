"""Run the whole system on one machine: `make run`."""

import os
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connections

from desmigratif.local import process
from desmigratif.local.errors import LocalError, plain_os_errors, stop_with
from desmigratif.local.servers import servers

START_SECONDS = 60
NEARLY_FULL = 32 * 1024 * 1024
# On one machine root may run the worker: its tasks come from our own queue, in JSON.
QUIET = "ignore:You're running the worker with superuser privileges"


class Command(BaseCommand):
    """Servers, migrations, reference data, example data (first time), web server, worker and clock."""

    help = "Run everything on this machine until Ctrl-C"
    requires_system_checks: tuple = ()

    def handle(self, *args: Any, **options: Any) -> None:
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        try:
            with ExitStack() as stack:
                self._run(stack)
        except LocalError as error:
            stop_with(error)
        except KeyboardInterrupt:
            self.stdout.write("")
        self.stdout.write("stopped; the data is kept")

    def _run(self, stack: ExitStack) -> None:
        port = _port()
        _check_free(port)
        self._say("servers")
        children = stack.enter_context(servers(settings.DATA_DIR))
        self._say("database")
        with plain_os_errors(str(settings.DATA_DIR)), _plain_database_errors():
            call_command("migrate", verbosity=0)
            call_command("load_reference", verbosity=0)
            call_command("load_programmes", verbosity=0)
            call_command("load_periods", verbosity=0)
            call_command("load_indicators", verbosity=0)
            call_command("load_figures", verbosity=0)
            call_command("seed", stdout=self.stdout)
            call_command("collectstatic", verbosity=0, interactive=False)
            connections.close_all()
        self._say("web server, worker and clock")
        for name, command in commands(port).items():
            children.append(process.start(name, command, env={**os.environ, "PYTHONWARNINGS": QUIET}))
            stack.callback(children[-1].stop)
        _wait_for_page(port, children)
        call_command("demo_accounts", stdout=self.stdout)
        connections.close_all()
        self.stdout.write(f"ready: http://localhost:{port}")
        self.stdout.flush()
        _watch(children)

    def _say(self, what: str) -> None:
        self.stdout.write(f"starting: {what}")
        self.stdout.flush()


@contextmanager
def _plain_database_errors() -> Iterator[None]:
    """A disk that ran full while the database worked is one sentence; anything else keeps its traceback."""
    try:
        yield
    except DatabaseError as error:
        if "No space left" in str(error) or shutil.disk_usage(settings.DATA_DIR).free < NEARLY_FULL:
            raise LocalError(
                "The disk is full: PostgreSQL could not finish. Free some space and run again; nothing is lost."
            ) from error
        raise


def _port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise LocalError(f"PORT must be a number from 1 to 65535, not {text!r}. For example: PORT=8001 make run")
    return int(text)


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as error:
            raise LocalError(f"You may not use port {port}. Choose one above 1023: PORT=8001 make run") from error
        except OSError as error:
            raise LocalError(
                f"Port {port} is in use by another program. Choose another: PORT=8001 make run"
            ) from error


def commands(port: int) -> dict[str, list[str]]:
    """The processes of the application. `python -m`, because a script's first line can't hold a path with a space."""
    python = [sys.executable, "-m"]
    worker = ["celery", "--app", "desmigratif", "--quiet"]
    return {
        "web server": [
            *python,
            "gunicorn",
            "desmigratif.wsgi",
            "--config=python:desmigratif.web_server",
            f"--bind=127.0.0.1:{port}",
            "--workers=2",
            "--no-control-socket",
        ],
        "worker": [
            *python,
            *worker,
            "worker",
            "--concurrency=1",
            "--loglevel=warning",
            "--without-gossip",
            "--without-mingle",
        ],
        "clock": [
            *python,
            *worker,
            "beat",
            "--loglevel=warning",
            f"--schedule={settings.DATA_DIR / 'clock'}",
            "--pidfile=",
        ],
    }


def _wait_for_page(port: int, children: list[process.Child]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        _check_alive(children)
        try:
            urlopen(f"http://127.0.0.1:{port}/masuk/", timeout=10).close()
        except HTTPError as error:
            raise LocalError(f"The log-in page answers {error.code}; see the lines above.") from error
        except (URLError, OSError) as error:
            if time.monotonic() > deadline:
                raise LocalError(f"The web server did not answer within {START_SECONDS} seconds.") from error
            time.sleep(0.1)
        else:
            return


def _check_alive(children: list[process.Child]) -> None:
    for child in children:
        if child.has_ended:
            raise LocalError(
                f"{child.name} ended by itself (code {child.process.returncode}); everything was stopped. Run again;"
                f" if it happens again, look into the logs under {settings.DATA_DIR}."
            )


def _watch(children: list[process.Child]) -> None:
    while True:
        time.sleep(0.5)
        _check_alive(children)
