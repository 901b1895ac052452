"""Delete this machine's data and keys: `make reset`."""

import fcntl
import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from desmigratif.local.errors import LocalError, plain_os_errors, stop_with
from desmigratif.local.layout import SHARED_HOME

OURS = ("keys.json", "home", "servers", "static", "files", "clock", "lock", "test")


class Command(BaseCommand):
    """Deletes only what the system made, and never while it runs."""

    help = "Delete the local data, asking first"
    requires_system_checks: tuple = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        data_dir: Path = settings.DATA_DIR
        if not options["yes"]:
            answer = input(f"Delete the database, the keys and all files in {data_dir}? Type yes: ")
            if answer.strip().lower() != "yes":
                self.stdout.write("nothing was deleted")
                return
        try:
            _delete(data_dir)
        except LocalError as error:
            stop_with(error)
        self.stdout.write("deleted; `make run` starts anew")


def _delete(data_dir: Path) -> None:
    with plain_os_errors(str(data_dir)), (data_dir / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LocalError(f"Desmigratif still runs from {data_dir}. Stop it first with Ctrl-C.") from error
        _delete_home(data_dir)
        _delete_home(data_dir / "test")
        for name in OURS:
            path = data_dir / name
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _delete_home(data_dir: Path) -> None:
    """The servers' folder that lies elsewhere; only below the one place where we make such folders."""
    noted = data_dir / "home"
    if noted.exists():
        home = Path(noted.read_text(encoding="utf-8").strip())
        if home.parent == SHARED_HOME:
            shutil.rmtree(home, ignore_errors=True)
