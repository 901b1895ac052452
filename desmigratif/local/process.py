"""Child processes that end when we end, even when we are killed."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from desmigratif.local.accounts import Account

PR_SET_PDEATHSIG = 1
STOP_SECONDS = 20


class Child:
    """One running process with a name for messages."""

    def __init__(self, name: str, process: subprocess.Popen, stop_signal: signal.Signals) -> None:
        self.name = name
        self.process = process
        self.stop_signal = stop_signal

    @property
    def has_ended(self) -> bool:
        """Whether it is gone, wanted or not."""
        return self.process.poll() is not None

    def stop(self) -> None:
        """Ask it to end, wait, and kill it when it does not."""
        if self.has_ended:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _end_with_parent(stop_signal: signal.Signals) -> Callable[[], None] | None:
    """Have the kernel send the signal when our process dies, kill -9 included. Linux only."""
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def arrange() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(stop_signal), 0, 0, 0)
        if os.getppid() != parent:
            os.kill(os.getpid(), stop_signal)

    return arrange


def switch_to(account: Account | None) -> dict[str, Any]:
    """The arguments of `subprocess` that change the user; none for our own."""
    return {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}


def start(
    name: str,
    command: Sequence[str | Path],
    *,
    stop_signal: signal.Signals = signal.SIGTERM,
    account: Account | None = None,
    env: Mapping[str, str] | None = None,
    output: IO | int | None = None,
) -> Child:
    """Start a process in a session of its own: Ctrl-C reaches only us, and we stop the children in order."""
    process = subprocess.Popen(
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        env=env,
        cwd="/" if account else None,
        start_new_session=True,
        preexec_fn=_end_with_parent(stop_signal),
        **switch_to(account),
    )
    return Child(name, process, stop_signal)
