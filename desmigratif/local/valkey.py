"""An embedded Valkey: the broker of the background jobs. Nothing in it must survive: PostgreSQL holds the work."""

import time
from pathlib import Path

from redis import Redis
from redis.exceptions import ConnectionError as NotYet

from desmigratif.local import process
from desmigratif.local.binaries import valkey_server
from desmigratif.local.errors import LocalError
from desmigratif.local.layout import Layout

START_SECONDS = 20


def start(layout: Layout) -> process.Child:
    """Start the broker on its socket; raises LocalError."""
    command: list[str | Path] = [valkey_server(layout.account), "--port", "0", "--unixsocket", layout.valkey_socket]
    command += [
        "--unixsocketperm",
        "700",
        "--save",
        "",
        "--appendonly",
        "no",
        "--daemonize",
        "no",
        "--dir",
        layout.home,
    ]
    with (layout.home / "valkey.log").open("ab") as log:
        child = process.start("Valkey", command, account=layout.account, output=log)
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            Redis(unix_socket_path=str(layout.valkey_socket)).ping()
        except NotYet as error:
            if child.has_ended or time.monotonic() > deadline:
                child.stop()
                raise LocalError(f"Valkey did not start; see {layout.home}/valkey.log.") from error
            time.sleep(0.02)
        else:
            return child
