"""The context where rows are really committed: many requests on one connection, and a job in a worker of its own."""

import os
import sys
import time
from contextlib import ExitStack
from datetime import timedelta
from urllib.parse import urlsplit
from zlib import crc32

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from redis import Redis

from desmigratif.accounts.models import Assignment
from desmigratif.core.clock import today
from desmigratif.core.ids import uuid7
from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.local.process import start
from desmigratif.notifications.models import OutboxEntry
from desmigratif.reporting import files
from desmigratif.reporting.models import Export
from desmigratif.reporting.services import request_export
from tests.conftest import BETAK, KALIDAWIR, TUNGGANGRI, make_user
from tests.core.test_scope import EMPTY, context
from tests.workers.registering import MAN, OTHER_WOMAN, WOMAN, register
from villages.web.listing import VillageListing

REQUESTS = 300
SECONDS = 60  # it takes about five; a busy machine may need more


def _actor(user) -> Actor:
    return user.assignments.select_related("user", "region", "institution").first().as_actor()


def _log_in(user) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="desmigratif.accounts.backends.UsernameOrPhoneBackend")
    return client


def test_two_users_on_one_kept_connection_never_see_each_others_rows(own_database, monkeypatch):
    """Kept alive as with CONN_MAX_AGE; between them strangers, refusals and a page that breaks."""
    officers = {
        "Endang Lestari": make_user("petugas", "desa", TUNGGANGRI),
        "Partinah Rahayu": make_user("petugas", "desa", BETAK),
    }
    people = {name: register(_actor(user), full_name=name, nik="", no_nik_reason="LUPA", sex="2",
                             birth_date="1988") for name, user in officers.items()}  # fmt: skip
    camat = _log_in(make_user("kecamatan", "kec", KALIDAWIR))
    clients = {name: _log_in(user) for name, user in officers.items()}
    stranger = Client()

    def broken(*args, **kwargs):
        raise RuntimeError("uji")

    monkeypatch.setattr(VillageListing, "__init__", broken)
    connection.ensure_connection()
    backend = connection.connection.get_backend_pid()
    for turn in range(REQUESTS // 5):
        for name, other in (tuple(people), tuple(reversed(people))):
            page = clients[name].get("/orang/").content.decode()
            assert name in page
            assert other not in page
            assert context() == EMPTY
            assert clients[name].get(people[other].get_absolute_url()).status_code == 404
            assert context() == EMPTY
        last = [
            lambda: camat.get("/desa/").status_code == 500,
            lambda: camat.get("/orang/").status_code == 403,
            lambda: stranger.get("/orang/").status_code == 302,
        ][turn % 3]
        assert last()
        assert context() == EMPTY
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from workers_person")
            assert cursor.fetchone() == (0,)
    assert connection.connection.get_backend_pid() == backend


def _another_broker(tag: str) -> str:
    """The same server, a numbered database of it that nobody else uses."""
    number = 1 + crc32(tag.encode()) % 15
    if "virtual_host=" in settings.CELERY_BROKER_URL:
        return settings.CELERY_BROKER_URL.split("?")[0] + f"?virtual_host={number}"
    return urlsplit(settings.CELERY_BROKER_URL)._replace(path=f"/{number}").geturl()


def _redis(broker: str) -> Redis:
    if broker.startswith("redis+socket://"):
        path, _, number = broker.removeprefix("redis+socket://").partition("?virtual_host=")
        return Redis(unix_socket_path=path, db=int(number))
    return Redis.from_url(broker)


@pytest.fixture
def worker(own_database, tmp_path):
    """Starts a real worker with its clock, on the test's own database and broker."""
    broker = _another_broker(own_database)
    _redis(broker).flushdb()
    environment = {**os.environ, "DESMIGRATIF_TEST_NAME": own_database, "REDIS_URL": broker}
    environment.pop("PYTEST_XDIST_WORKER", None)
    environment["PYTHONPATH"] = str(settings.BASE_DIR)
    command = [sys.executable, "-m", "celery", "-A", "desmigratif", "worker", "--beat", "--pool", "solo"]
    command += ["--schedule", str(tmp_path / "beat"), "--loglevel", "INFO", "--without-gossip", "--without-mingle"]
    with ExitStack() as stack, (tmp_path / "worker.log").open("wb") as log:

        def begin() -> None:
            stack.callback(start("worker", command, env=environment, output=log).stop)

        yield begin
    _redis(broker).flushdb()


def _ask(by: Actor) -> Export:
    with acting_as(by):
        return request_export(record_id=uuid7(), filters={}, format="CSV", purpose="Rapat desa bulan ini", by=by)


def _state(*exports: Export) -> list[str]:
    with acting_as(SYSTEM):
        found = Export.objects.in_bulk([export.pk for export in exports])
        return [found[export.pk].status for export in exports]


def test_a_job_runs_in_the_scope_of_the_assignment_that_asked_for_it(worker):
    """Outbox row, sweep by the clock, task, file: with the rows of one village only. An assignment that has ended
    since gets nothing."""
    petugas, betak = make_user("petugas", "desa", TUNGGANGRI), make_user("petugas", "desa", BETAK)
    revoked = make_user("petugas", "desa", TUNGGANGRI, username="petugas-dulu")
    register(_actor(petugas), full_name="Endang Lestari", nik=WOMAN)
    register(_actor(petugas), full_name="Wahyu Santoso", nik=MAN)
    register(_actor(betak), full_name="Partinah Rahayu", nik=OTHER_WOMAN)
    wanted, refused = _ask(_actor(petugas)), _ask(_actor(revoked))
    Assignment.objects.filter(user=revoked).update(ends_on=today() - timedelta(days=1))
    with acting_as(SYSTEM):
        assert OutboxEntry.objects.filter(topic="reporting.make_export", handed_at=None).count() == 2
    assert _state(wanted, refused) == ["ANTRE", "ANTRE"]

    worker()
    deadline = time.monotonic() + SECONDS
    while _state(wanted, refused) != ["SIAP", "GAGAL"] and time.monotonic() < deadline:
        time.sleep(0.1)

    assert _state(wanted, refused) == ["SIAP", "GAGAL"]
    with acting_as(SYSTEM):
        assert OutboxEntry.objects.filter(topic="reporting.make_export", handed_at=None).count() == 0
        done = Export.objects.get(pk=wanted.pk)
        assert Export.objects.get(pk=refused.pk).failure == "Penugasan ini sudah berakhir."
    text = files.take(done.file_name).decode()
    assert done.rows == 2
    assert "Endang Lestari" in text
    assert "Wahyu Santoso" in text
    assert "Partinah" not in text
