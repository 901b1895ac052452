"""Delete this machine's data and keys: `make reset`. Runs without Django: the settings need the keys, it must not."""

import argparse
import fcntl
import os
import shutil
import sys
from pathlib import Path

from desmigratif.local.errors import LocalError, plain_os_errors, stop_with
from desmigratif.local.layout import CHECKOUT, SHARED_HOME

OURS = ("keys.json", "home", "servers", "static", "files", "openapi.yaml", "test", "lock")


def delete(data_dir: Path) -> bool:
    """Delete what the system made in `data_dir`, and only that; False when there is nothing.

    Raises LocalError while the system runs from it.
    """
    if not data_dir.exists():
        return False
    with plain_os_errors(str(data_dir)), (data_dir / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LocalError(f"Desmigratif still runs from {data_dir}. Stop it first with Ctrl-C.") from error
        delete(data_dir / "test")
        _delete_home(data_dir)
        for path in [*(data_dir / name for name in OURS), *data_dir.glob("clock*")]:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    return True


def _delete_home(data_dir: Path) -> None:
    """The servers' folder that lies elsewhere; only below the one place where we make such folders."""
    noted = data_dir / "home"
    if noted.exists():
        home = Path(noted.read_text(encoding="utf-8").strip())
        if home.parent == SHARED_HOME:
            shutil.rmtree(home, ignore_errors=True)


def main() -> None:
    """Ask, delete, say so."""
    parser = argparse.ArgumentParser(description="Delete the local data and keys")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    options = parser.parse_args()
    data_dir = Path(os.environ.get("DATA_DIR") or CHECKOUT / ".data").absolute()
    if not options.yes:
        answer = input(f"Delete the database, the keys and all files in {data_dir}? Type yes: ")
        if answer.strip().lower() != "yes":
            sys.stdout.write("nothing was deleted\n")
            return
    try:
        done = delete(data_dir)
    except LocalError as error:
        stop_with(error)
    sys.stdout.write(
        "deleted; `make run` starts anew\n" if done else f"{data_dir} does not exist; nothing to delete\n"
    )


if __name__ == "__main__":
    main()
