"""A real Valkey that is stopped and started, and a real worker that is killed (P-24, P-25)."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from redis import Redis
from redis.exceptions import ConnectionError as NotYet

from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, acting_as
from desmigratif.local.binaries import valkey_server
from desmigratif.local.process import Child, start
from desmigratif.notifications import outbox
from desmigratif.notifications.enums import JobState
from desmigratif.notifications.models import OutboxEntry
from desmigratif.reporting.models import Export
from tests.conftest import PASSWORD, TUNGGANGRI, make_user
from tests.notifications.test_outbox import celery_at
from tests.workers.registering import WOMAN, register

SECONDS = 60  # it takes about five; a busy machine may need more


def wait_until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


class Broker:
    """A Valkey of the test's own that can be stopped and started."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "valkey.sock"
        self.url = f"redis+socket://{self.socket}"
        self.child: Child | None = None

    def start(self) -> None:
        command = [valkey_server(None), "--port", "0", "--unixsocket", self.socket, "--save", "", "--daemonize", "no"]
        self.child = start("Valkey", command, output=subprocess.DEVNULL)
        wait_until(self._answers)

    def _answers(self) -> bool:
        try:
            return bool(Redis(unix_socket_path=str(self.socket)).ping())
        except NotYet:
            return False

    def stop(self) -> None:
        if self.child is not None:
            self.child.stop()


@pytest.fixture
def broker(tmp_path) -> Iterator[Broker]:
    made = Broker(tmp_path)
    yield made
    made.stop()


@pytest.fixture
def worker(own_database, broker, tmp_path) -> Iterator[Callable[[], Child]]:
    """Starts a real worker without a clock on the test's own database and broker."""
    environment = {**os.environ, "DESMIGRATIF_TEST_NAME": own_database, "REDIS_URL": broker.url}
    environment.pop("PYTEST_XDIST_WORKER", None)
    environment["PYTHONPATH"] = str(settings.BASE_DIR)
    command = [sys.executable, "-m", "celery", "-A", "desmigratif", "worker", "--pool", "solo", "--loglevel", "INFO"]
    with ExitStack() as stack, (tmp_path / "worker.log").open("wb") as log:

        def begin() -> Child:
            child = start("worker", [*command, "--without-gossip", "--without-mingle"], env=environment, output=log)
            stack.callback(child.stop)
            return child

        yield begin


@pytest.fixture
def village(own_database) -> Client:
    """The officer of a village with one person, logged in."""
    officer = make_user("petugas", "desa", TUNGGANGRI)
    by = officer.assignments.select_related("user", "region", "institution").get().as_actor()
    register(by, full_name="Endang Lestari", nik=WOMAN)
    client = Client()
    client.force_login(officer, backend="desmigratif.accounts.backends.UsernameOrPhoneBackend")
    return client


def ask(client: Client) -> Export:
    """Ask for the list of people through its page."""
    form = {"record_id": str(uuid7()), "format": "CSV", "purpose": "Rapat desa bulan ini"}
    answer = client.post("/unduhan/baru/", form)
    assert answer.status_code == 302, answer.content.decode()
    with acting_as(SYSTEM):
        return Export.objects.get(pk=form["record_id"])


def state(export: Export) -> str:
    with acting_as(SYSTEM):
        return Export.objects.get(pk=export.pk).status


def job_of(export: Export) -> OutboxEntry:
    with acting_as(SYSTEM):
        return OutboxEntry.objects.get(payload={"export": str(export.pk)})


def test_a_page_saves_while_the_broker_is_down_and_the_work_is_done_once_it_is_back(village, broker, worker):
    broker.start()
    with celery_at(broker.url, "celery"):
        worker()
        first = ask(village)
        assert outbox.sweep() == 1
        wait_until(lambda: state(first) == "SIAP")

        broker.stop()
        began = time.monotonic()
        waiting = [ask(village) for _ in range(5)]
        assert Client().post("/masuk/", {"username": f"petugas-{TUNGGANGRI}", "password": PASSWORD}).status_code == 302
        assert time.monotonic() - began < 10, "no page asks the broker"
        assert outbox.sweep() == 0
        assert [state(export) for export in waiting] == ["ANTRE"] * 5

        broker.start()
        wait_until(lambda: outbox.sweep() or all(state(export) == "SIAP" for export in waiting))
        wait_until(lambda: all(state(export) == "SIAP" for export in waiting))
        assert {job_of(export).state for export in waiting} == {JobState.SELESAI}
        assert {job_of(export).attempts for export in waiting} == {1}


def test_a_worker_killed_in_the_middle_leaves_its_job_to_the_next(village, broker, worker):
    broker.start()
    with celery_at(broker.url, "celery"):
        export = ask(village)
        keys = ("HOST", "PORT", "NAME", "USER", "PASSWORD")
        host, port, name, user, password = (connection.settings_dict[key] for key in keys)
        given = {"host": host, "port": port, "dbname": name, "user": user, "password": password}
        with closing(psycopg2.connect(**{key: value for key, value in given.items() if value})) as other:
            with other.cursor() as cursor:  # the worker will wait for this row, in the middle of its work
                cursor.execute("set local role desm_system")
                cursor.execute("select 1 from reporting_export where id = %s for update", [str(export.pk)])
                lost = worker()
                assert outbox.sweep() == 1
                wait_until(lambda: job_of(export).state == JobState.JALAN)
                os.kill(lost.process.pid, signal.SIGKILL)
                lost.process.wait()
            other.rollback()
        assert (state(export), job_of(export).state) == ("ANTRE", JobState.JALAN)

        worker()
        with acting_as(SYSTEM):  # a quarter of an hour later
            OutboxEntry.objects.update(due_at=timezone.now())
        assert outbox.sweep() == 1
        wait_until(lambda: state(export) == "SIAP")
        wait_until(lambda: job_of(export).state == JobState.SELESAI)


def test_a_broker_that_forgot_everything_costs_no_job(village, broker, worker):
    broker.start()
    with celery_at(broker.url, "celery"):
        export = ask(village)
        assert outbox.sweep() == 1
        Redis(unix_socket_path=str(broker.socket)).flushall()
        worker()
        with acting_as(SYSTEM):  # a quarter of an hour later
            OutboxEntry.objects.update(due_at=timezone.now())
        assert outbox.sweep() == 1
        wait_until(lambda: state(export) == "SIAP")
