"""Cleaning in a process of its own, bounded in time and memory, a few at a time."""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from desmigratif.documents.cleaning.refusing import WORDS, Refusal
from desmigratif.documents.cleaning.sniffing import Kind, sniff

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 10  # by the clock: less than a request may take
AT_ONCE = 2  # in one server process
WAIT = 3  # seconds for a turn
MOST_KNOWN = 2**15  # what the columns hold
_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Harmless:
    """What came back."""

    content: bytes
    thumbnail: bytes
    media_type: str
    width: int
    height: int
    pages: int


def make_harmless(content: bytes, kind: Kind) -> Harmless:
    """Have a file read and written anew. Raises Refusal: what it says, or that it took too long or too much."""
    if not _turns.acquire(timeout=WAIT):
        raise Refusal("busy")
    try:
        return _read(_run(content, kind))
    finally:
        _turns.release()


def _run(content: bytes, kind: Kind) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  our own module; the file comes on stdin only
            [sys.executable, "-m", "desmigratif.documents.cleaning.worker", str(kind)],
            input=content,
            capture_output=True,
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Refusal("heavy") from None
    if done.returncode or not done.stdout:  # a decoder crashed, or a bound was met
        raise Refusal("heavy")
    return done.stdout


def _read(answer: bytes) -> Harmless:
    """What the worker said. It has read a hostile file, so its answer is checked as well."""
    line, _, rest = answer.partition(b"\n")
    try:
        head = json.loads(line)
        if "refused" in head:
            raise Refusal(head["refused"] if head["refused"] in WORDS else "broken")
        first, second = (int(size) for size in head["sizes"])
        numbers = [int(head[name]) for name in ("width", "height", "pages")]
        content, thumbnail = rest[:first], rest[first : first + second]
        if sniff(content) != head["kind"] or (thumbnail and sniff(thumbnail) is not Kind.JPEG):
            raise Refusal("heavy")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Refusal("heavy") from None
    if len(rest) != first + second or not all(0 <= number < MOST_KNOWN for number in numbers):
        raise Refusal("heavy")
    return Harmless(content, thumbnail, str(head["kind"]), *numbers)
