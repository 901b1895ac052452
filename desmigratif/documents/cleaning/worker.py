"""The process that reads one file: content on stdin, on stdout one line of JSON and then the harmless bytes.

It starts without the environment of the server and takes its own bounds before it reads the file.
"""

import json
import resource
import sys

from desmigratif.documents.cleaning.content import clean
from desmigratif.documents.cleaning.refusing import Refusal
from desmigratif.documents.cleaning.sniffing import Kind

MEMORY = 1024 * 1024 * 1024  # bytes of address space
SECONDS = 9  # of processor time


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def _answer(head: dict[str, object], *parts: bytes) -> None:
    out = sys.stdout.buffer
    out.write(json.dumps({**head, "sizes": [len(part) for part in parts]}).encode() + b"\n")
    for part in parts:
        out.write(part)
    out.flush()


def main(kind: str) -> None:
    """Read stdin as a file of this kind."""
    _bounded()
    try:
        done = clean(sys.stdin.buffer.read(), Kind(kind))
    except Refusal as refusal:
        _answer({"refused": refusal.code})
    except MemoryError:
        _answer({"refused": "heavy"})
    else:
        head = {"kind": str(done.kind), "width": done.width, "height": done.height, "pages": done.pages}
        _answer(head, done.content, done.thumbnail)


if __name__ == "__main__":
    main(sys.argv[1])
