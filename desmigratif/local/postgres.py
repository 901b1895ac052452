"""An embedded PostgreSQL 18: made once, started on a socket, never on a TCP port."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psycopg2

from desmigratif.local import process
from desmigratif.local.binaries import postgres_bin
from desmigratif.local.errors import LocalError, plain_os_errors
from desmigratif.local.layout import DATABASE, Layout

ADMIN, OWNER = "desm_admin", "desm_owner"
MAJOR = "18"
START_SECONDS = 120  # after a crash the server first replays its log
FREE_BYTES = 400 * 1024 * 1024

# No statement and no row value may reach the log: they can hold a NIK.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "logging_collector": "off",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
# Tests throw their databases away, so nothing needs to survive a crash of the machine.
UNSAFE_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def start(layout: Layout, *, throw_away: bool = False) -> process.Child:
    """Start the server, making the database first when there is none; raises LocalError."""
    programs = postgres_bin(layout.account)
    _check_folder(layout)
    if not layout.postgres.exists():
        _make(layout, programs)
    _end_orphan(layout)
    settings = {**SETTINGS, **(UNSAFE_FAST if throw_away else {}), "unix_socket_directories": str(layout.run)}
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    with (layout.home / "postgres.log").open("ab") as log:
        child = process.start(
            "PostgreSQL",
            [programs / "postgres", "-D", layout.postgres, *options],
            stop_signal=signal.SIGINT,  # "fast": ends sessions, closes cleanly
            account=layout.account,
            output=log,
        )
    try:
        _wait(layout, child)
        _make_database(layout)
    except BaseException:
        child.stop()
        raise
    return child


def _check_folder(layout: Layout) -> None:
    free = shutil.disk_usage(layout.home).free
    if free < FREE_BYTES:
        raise LocalError(
            f"The disk is full: {layout.home} has {free // 1024**2} MB left and {FREE_BYTES // 1024**2} MB are needed."
            " Free some space, or choose another folder: DATA_DIR=/some/folder make run"
        )
    version = layout.postgres / "PG_VERSION"
    if layout.postgres.exists() and not version.exists():
        raise LocalError(
            f"{layout.postgres} is not a whole database folder. Put it back from a backup, or start anew:"
            " `make reset`."
        )
    if version.exists() and version.read_text(encoding="ascii").strip() != MAJOR:
        raise LocalError(
            f"The data folder was made by PostgreSQL {version.read_text(encoding='ascii').strip()}, this version runs"
            f" {MAJOR}. Dump it with the old version and load it here (docs/operations.md), or start anew:"
            " `make reset`."
        )


def _make(layout: Layout, programs: Path) -> None:
    """initdb beside, then rename: a run that was cut off leaves nothing that looks like a database."""
    making = layout.home / "postgres.making"
    with plain_os_errors(str(layout.home)):
        shutil.rmtree(making, ignore_errors=True)
    command = [programs / "initdb", "-D", making, "-U", ADMIN, "--auth-local=trust", "--auth-host=reject", "--no-sync"]
    command += ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    made = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        **process.switch_to(layout.account),
    )
    if made.returncode:
        shutil.rmtree(making, ignore_errors=True)
        said = (made.stderr or made.stdout).strip()
        if "No space left" in said:
            raise LocalError(f"The disk is full: {layout.home} could not be written. Free some space and run again.")
        raise LocalError(f"PostgreSQL could not make its folder {layout.postgres}:\n{said}")
    making.rename(layout.postgres)


def _end_orphan(layout: Layout) -> None:
    """End a server that still runs from our folder although its starter is gone; drop a lock nobody holds."""
    lock = layout.postgres / "postmaster.pid"
    if not lock.exists():
        return
    pid = int(lock.read_text(encoding="ascii").split()[0])
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return  # not running: the server removes the stale lock itself
    if os.fsencode(layout.postgres) not in command:
        lock.unlink()  # the number went to another process since
        return
    os.kill(pid, signal.SIGINT)
    deadline = time.monotonic() + process.STOP_SECONDS
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)


def connect(layout: Layout, role: str, database: str) -> "psycopg2.extensions.connection":
    """A connection through the socket."""
    connection = psycopg2.connect(host=str(layout.run), user=role, dbname=database, connect_timeout=3)
    connection.autocommit = True
    return connection


def _wait(layout: Layout, child: process.Child) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            connect(layout, ADMIN, "postgres").close()
        except psycopg2.OperationalError as error:
            if child.has_ended or time.monotonic() > deadline:
                log = (layout.home / "postgres.log").read_text(encoding="utf-8", errors="replace").splitlines()
                said = "\n".join(log[-5:])
                if "No space left" in said:
                    raise LocalError(
                        f"The disk is full: PostgreSQL can't write to {layout.home}. Free some space."
                    ) from error
                raise LocalError(
                    f"PostgreSQL did not start. Its last words ({layout.home}/postgres.log):\n{said}"
                ) from error
            time.sleep(0.05)
        else:
            return


def _make_database(layout: Layout) -> None:
    """The owner role and the database, each when missing; the roles of the application come with `migrate`."""
    connection = connect(layout, ADMIN, "postgres")
    with connection.cursor() as cursor:
        cursor.execute("select 1 from pg_roles where rolname = %s", [OWNER])
        if cursor.fetchone() is None:
            cursor.execute(f"create role {OWNER} login createdb createrole nosuperuser nobypassrls")
        cursor.execute("select 1 from pg_database where datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(f"create database {DATABASE} owner {OWNER}")
    connection.close()
