"""The servers of one machine, started together and stopped in reverse order."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from desmigratif.local import postgres, valkey
from desmigratif.local.errors import LocalError, plain_os_errors
from desmigratif.local.layout import Layout, layout_of
from desmigratif.local.process import Child


@contextmanager
def servers(data_dir: Path, *, throw_away: bool = False) -> Iterator[list[Child]]:
    """Run what is not given from outside: PostgreSQL without DATABASE_URL, Valkey without REDIS_URL.

    Yields the started children. A server that merely listens on this machine is never touched.
    """
    wanted = [name for name in ("DATABASE_URL", "REDIS_URL") if not os.environ.get(name)]
    with ExitStack() as stack:
        children: list[Child] = []
        if wanted:
            layout = layout_of(data_dir)
            stack.enter_context(_only_one(layout))
            _make_folders(layout)
            if "DATABASE_URL" in wanted:
                children.append(postgres.start(layout, throw_away=throw_away))
                stack.callback(children[-1].stop)
            if "REDIS_URL" in wanted:
                children.append(valkey.start(layout))
                stack.callback(children[-1].stop)
        yield children


@contextmanager
def servers_at_hand(data_dir: Path) -> Iterator[None]:
    """For commands beside a running system: use its servers, or start them for the length of the command."""
    if _is_running(data_dir):
        yield
        return
    with servers(data_dir):
        yield


def _is_running(data_dir: Path) -> bool:
    """Whether a run holds the lock of the data folder."""
    path = data_dir / "lock"
    if not path.exists():
        return False
    with plain_os_errors(str(path)), path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _make_folders(layout: Layout) -> None:
    with plain_os_errors(str(layout.home)):
        for folder in (layout.home, layout.run):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            expected = layout.account.uid if layout.account else os.geteuid()
            if folder.is_symlink() or folder.stat().st_uid not in {expected, os.geteuid()}:
                raise LocalError(
                    f"{folder} belongs to somebody else. Choose another folder: DATA_DIR=/some/folder make run"
                )
            if layout.account:
                os.chown(folder, layout.account.uid, layout.account.gid)


@contextmanager
def _only_one(layout: Layout) -> Iterator[None]:
    """Hold the lock of the data folder while the servers run."""
    path = layout.data_dir / "lock"
    with plain_os_errors(str(path)), path.open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            raise LocalError(
                f"Desmigratif already runs from {layout.data_dir} (process {lock.read().strip() or 'unknown'})."
                " Stop it with Ctrl-C there, or run a second copy beside it: PORT=8001 DATA_DIR=/some/folder make run"
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
