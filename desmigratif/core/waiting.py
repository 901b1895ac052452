"""How long a page waits for PostgreSQL.

A server that is frozen, or a network that swallows packets, answers nothing at all: no limit of the server's own helps
then, and a thread would wait for ever (security.md P-26). psycopg2 lets us wait ourselves, with a limit. After silence
the next waits of this process are short for a moment, so that a page which has to connect anew says 503 in time too.
COPY does not work with it: web processes only.
"""

import select
import threading
import time

import psycopg2
from psycopg2.extensions import POLL_OK, POLL_READ, POLL_WRITE, set_wait_callback
from psycopg2.extensions import connection as Connection  # noqa: N812

IN_DOUBT_SECONDS = 3.0  # so long after a silence the waits are short
SHORT_SECONDS = 1.0


class Silence(psycopg2.OperationalError):
    """The server did not answer in time. The connection is closed; what was not answered was not promised."""


class _Doubt:
    """When a silence was last met in this process."""

    def __init__(self) -> None:
        self._lock, self._until = threading.Lock(), 0.0

    def begin(self) -> None:
        with self._lock:
            self._until = time.monotonic() + IN_DOUBT_SECONDS

    def limit(self, usual: float) -> float:
        with self._lock:
            return min(usual, SHORT_SECONDS) if time.monotonic() < self._until else usual


def wait(connection: Connection, deadline: float) -> None:
    """Wait until the connection has an answer; raises Silence at the deadline (of `time.monotonic`)."""
    while (state := connection.poll()) != POLL_OK:
        left = deadline - time.monotonic()
        if left <= 0:
            raise Silence("the database server does not answer")
        readers = [connection.fileno()] if state == POLL_READ else []
        writers = [connection.fileno()] if state == POLL_WRITE else []
        select.select(readers, writers, [], left)


def limit_waits(seconds: float) -> None:
    """From now on every wait for PostgreSQL in this process ends after `seconds` at the latest."""
    doubt = _Doubt()

    def wait_or_give_up(connection: Connection) -> None:
        try:
            wait(connection, time.monotonic() + doubt.limit(seconds))
        except Silence:
            doubt.begin()
            raise

    set_wait_callback(wait_or_give_up)
