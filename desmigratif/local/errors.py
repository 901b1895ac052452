"""What can go wrong on one machine, as one sentence with the way out."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn


class LocalError(Exception):
    """One clear sentence: what is wrong, and what to do."""


def stop_with(error: LocalError) -> NoReturn:
    """Print the sentence and end; no traceback helps here."""
    sys.stderr.write(f"\n{error}\n")
    raise SystemExit(1)


@contextmanager
def plain_os_errors(what: str) -> Iterator[None]:
    """Turn a full disk and missing rights into a LocalError about `what`."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise LocalError(
                f"The disk is full: {what} could not be written. Free some space and run again."
            ) from error
        if isinstance(error, PermissionError):
            raise LocalError(
                f"{what} belongs to another user of this machine. Run as that user, or choose another folder:"
                " DATA_DIR=/some/folder make run"
            ) from error
        raise
