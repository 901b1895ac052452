"""The whole system in a folder of its own: every part can be killed, frozen, stopped and started by itself."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from desmigratif.local import postgres, process, valkey
from desmigratif.local.layout import DATABASE, layout_of

ROOT = Path(__file__).resolve().parent.parent
PREPARE = (
    "migrate --verbosity 0",
    "load_reference --verbosity 0",
    "load_programmes --verbosity 0",
    "load_periods --verbosity 0",
    "load_indicators --verbosity 0",
    "load_figures --verbosity 0",
    "seed",
    "collectstatic --verbosity 0 --no-input",
    "demo_accounts",
)


def free_port() -> int:
    """A port of the loopback that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def tree_of(pid: int) -> list[int]:
    """A process and all its descendants."""
    found = [pid]
    for one in found:
        try:
            found += map(int, Path(f"/proc/{one}/task/{one}/children").read_text(encoding="ascii").split())
        except OSError:
            continue
    return found


class System:
    """PostgreSQL, Valkey, web server, worker and clock. Ends what it started, and nothing else."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.layout = layout_of(data_dir)
        for folder in (self.layout.home, self.layout.run):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self.layout.account:
                os.chown(folder, self.layout.account.uid, self.layout.account.gid)
        self.port = free_port()
        self.parts: dict[str, process.Child] = {}
        self.env = {
            **os.environ,
            "DATA_DIR": str(data_dir),
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "drills.settings",
            "PYTHONWARNINGS": "ignore",
        }

    def start(self, name: str) -> None:
        """Start one part."""
        if name == "database":
            self.parts[name] = postgres.start(self.layout)
        elif name == "broker":
            self.parts[name] = valkey.start(self.layout)
        else:
            log = (self.data_dir / f"{name}.log").open("ab")
            self.parts[name] = process.start(name, self._command(name), env=self.env, output=log)

    def _command(self, name: str) -> list[str]:
        python = [sys.executable, "-m"]
        if name == "web":
            options = [f"--bind=127.0.0.1:{self.port}", "--workers=2", "--no-control-socket"]
            return [*python, "gunicorn", "desmigratif.wsgi", "--config=python:desmigratif.web_server", *options]
        celery = [*python, "celery", "--app", "desmigratif", "--quiet"]
        if name == "worker":
            return [*celery, "worker", "--concurrency=1", "--loglevel=warning", "--without-gossip", "--without-mingle"]
        return [*celery, "beat", "--loglevel=warning", f"--schedule={self.data_dir / 'clock'}", "--pidfile="]

    def manage(self, words: str) -> str:
        """Run a management command; returns what it printed, raises when it fails."""
        command = [sys.executable, "manage.py", *words.split()]
        done = subprocess.run(command, cwd=ROOT, env=self.env, check=False, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{words}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
        return done.stdout

    def start_all(self) -> None:
        """From nothing to pages that answer."""
        self.start("database")
        self.start("broker")
        for words in PREPARE:
            began = time.monotonic()
            self.manage(words)
            print(f"prepared: {words.split()[0]} ({time.monotonic() - began:.0f} s)", file=sys.stderr, flush=True)
        for name in ("web", "worker", "clock"):
            self.start(name)
        self.wait_for_page()

    def wait_for_page(self, seconds: float = 60) -> None:
        """Until the log-in page answers 200."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                urlopen(f"http://127.0.0.1:{self.port}/masuk/", timeout=5).close()
            except (HTTPError, URLError, OSError):
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
            else:
                return

    def signal(self, name: str, kind: signal.Signals) -> None:
        """Send a signal to a part and everything below it."""
        for pid in tree_of(self.parts[name].process.pid):
            try:
                os.kill(pid, kind)
            except ProcessLookupError:
                continue

    def kill(self, name: str) -> None:
        """kill -9, the whole tree at once."""
        self.signal(name, signal.SIGKILL)
        self.parts[name].process.wait()

    def rows(self, sql: str, parameters: tuple = ()) -> list[tuple]:
        """Ask the database past the application, as its administrator."""
        with postgres.connect(self.layout, postgres.ADMIN, DATABASE) as connection, connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall() if cursor.description else []

    def stop_all(self) -> None:
        """End every part, the last one first, and remove the folder."""
        for name in reversed(list(self.parts)):
            if not self.parts[name].has_ended:
                self.signal(name, signal.SIGCONT)
            self.parts[name].stop()
        shutil.rmtree(self.layout.home, ignore_errors=True)
        shutil.rmtree(self.data_dir, ignore_errors=True)
