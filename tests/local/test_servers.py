"""The embedded servers, started for real in a folder of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest

from desmigratif.local import postgres
from desmigratif.local.layout import CHECKOUT, layout_of
from desmigratif.local.reset import delete

MINUTE = 60


@pytest.fixture
def environment(tmp_path):
    tmp_path.chmod(0o755)
    given = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL"}}
    yield {**given, "DATA_DIR": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "desmigratif.settings.dev"}
    delete(tmp_path / "data")  # for root the servers' folder lies elsewhere


def with_servers(environment, *command, **options):
    line = [sys.executable, "manage.py", "with_servers", "--throw-away", *command]
    return subprocess.Popen(
        line, cwd=CHECKOUT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
    )


def count(environment) -> int:
    layout = layout_of(Path(environment["DATA_DIR"]))
    with postgres.connect(layout, postgres.OWNER, "desmigratif") as connection, connection.cursor() as cursor:
        cursor.execute("create table if not exists kept (n int)")
        cursor.execute("insert into kept values (1)")
        cursor.execute("select count(*) from kept")
        return cursor.fetchone()[0]


def wait_until(condition) -> None:
    deadline = time.monotonic() + MINUTE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def answers(environment) -> bool:
    try:
        postgres.connect(layout_of(Path(environment["DATA_DIR"])), postgres.OWNER, "desmigratif").close()
    except psycopg2.OperationalError:
        return False
    return True


def test_data_outlives_a_killed_starter_and_nothing_is_left_running(environment):
    starter = with_servers(environment, "sleep", "60")
    wait_until(lambda: answers(environment))
    assert count(environment) == 1
    starter.send_signal(signal.SIGKILL)
    starter.stdout.close()
    starter.wait(MINUTE)
    wait_until(lambda: not answers(environment))
    again = with_servers(environment, "sleep", "60")
    wait_until(lambda: answers(environment))
    assert count(environment) == 2
    second = with_servers(environment, "true")
    said, _ = second.communicate(timeout=MINUTE)
    assert second.returncode == 1
    assert "already runs from" in said
    again.send_signal(signal.SIGINT)
    again.communicate(timeout=MINUTE)
    assert not answers(environment)


def test_a_half_made_folder_is_made_anew_and_a_broken_one_named(environment):
    layout = layout_of(Path(environment["DATA_DIR"]))
    (layout.home / "postgres.making").mkdir(parents=True)
    (layout.home / "postgres.making" / "rest").write_text("of a run that was cut off")
    first = with_servers(environment, "true")
    said, _ = first.communicate(timeout=MINUTE)
    assert first.returncode == 0, said
    (layout.postgres / "PG_VERSION").unlink()
    second = with_servers(environment, "true")
    said, _ = second.communicate(timeout=MINUTE)
    assert second.returncode == 1
    assert "not a whole database folder" in said
    assert "Traceback" not in said


def test_the_commands_exit_code_comes_through(environment):
    ended = with_servers(environment, "sh", "-c", "exit 7")
    ended.communicate(timeout=MINUTE)
    assert ended.returncode == 7


def up(environment, port) -> subprocess.CompletedProcess:
    line = [sys.executable, "manage.py", "up"]
    return subprocess.run(
        line, cwd=CHECKOUT, env={**environment, "PORT": str(port)}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("port", ["x", "0", "70000", "-1"])
def test_a_port_that_is_none_is_one_sentence(environment, port):
    ended = up(environment, port)
    assert ended.returncode == 1
    assert "PORT must be a number" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_busy_port_is_one_sentence_and_nothing_is_started(environment):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ended = up(environment, taken.getsockname()[1])
    assert ended.returncode == 1
    assert "is in use by another program" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert not answers(environment)
