"""Looking for NIKs that a test typed in, in every shape a careless program would leave them in."""

import base64
import hashlib
import os
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from redis import Redis

from desmigratif.local.binaries import postgres_bin


@cache
def shapes(number: str) -> list[bytes]:
    """As typed, with spaces or dots, backwards, as hex or base64 of its bytes, and as a hash without a key."""
    text = number.encode()
    grouped = [number[start : start + 4] for start in range(0, 16, 4)]
    like_the_card = (number[:6], number[6:12], number[12:])
    spelt = [sign.join(parts).encode() for sign in (" ", ".", "-", "%20", "+") for parts in (grouped, like_the_card)]
    hashes = [hashlib.new(kind, text).hexdigest().encode() for kind in ("md5", "sha1", "sha256")]
    return [
        text,
        text[::-1],
        text.hex().encode(),
        text.hex().upper().encode(),
        base64.b64encode(text).rstrip(b"="),
        *spelt,
        *hashes,
    ]


def traces(content: bytes | str, numbers: list[str]) -> list[str]:
    """Which of the numbers stand in the content, in any shape."""
    raw = content.encode(errors="surrogatepass") if isinstance(content, str) else content
    return [number for number in numbers if any(shape in raw for shape in shapes(number))]


def dump_of_the_database() -> bytes:
    """What `pg_dump` of the owner writes: the backup of everything."""
    owner = settings.DATABASE_OWNER
    command = [str(postgres_bin(None) / "pg_dump"), "--dbname", connection.settings_dict["NAME"], "--no-password"]
    for option, key in (("--username", "USER"), ("--host", "HOST"), ("--port", "PORT")):
        command += [option, str(owner[key])] if owner[key] else []
    command += ["--exclude-table-data=reference_region"]  # 20 MB of public data
    environment = {**os.environ, "PGPASSWORD": owner["PASSWORD"]}
    return subprocess.run(command, env=environment, capture_output=True, check=True).stdout


def broker() -> Redis:
    """The queue."""
    url = settings.CELERY_BROKER_URL
    if url.startswith("redis+socket://"):
        path, _, number = url.removeprefix("redis+socket://").partition("?virtual_host=")
        return Redis(unix_socket_path=path, db=int(number or 0))
    return Redis.from_url(url)


def everything_queued() -> Iterator[bytes]:
    """Every key and value of the queue, bodies of messages decoded too."""
    server = broker()
    readers = {
        b"string": lambda key: [server.get(key)],
        b"list": lambda key: server.lrange(key, 0, -1),
        b"set": server.smembers,
        b"hash": lambda key: [part for pair in server.hgetall(key).items() for part in pair],
        b"zset": lambda key: server.zrange(key, 0, -1),
    }
    for key in server.scan_iter():
        yield key
        for value in readers[server.type(key)](key) or []:
            yield value
            for part in value.split(b'"'):
                try:
                    yield base64.b64decode(part, validate=True)
                except ValueError:
                    continue


def files_below(folder: Path) -> Iterator[bytes]:
    """The content of every file."""
    for path in folder.rglob("*") if folder.exists() else []:
        if path.is_file():
            yield path.read_bytes()


def told(record: Any) -> str:
    """A log record as a handler would write it, its traceback too."""
    text = f"{record.getMessage()} {record.args} {record.exc_text or ''}"
    return f"{text} {record.exc_info[1]!r}" if record.exc_info else text


class Watched(Client):
    """Keeps what came back, and what the one at this browser had typed by then."""

    seen: list[tuple[str, str, set[str]]]
    numbers: list[str]

    def generic(self, method: str, path: str, data: Any = "", *args: Any, **kwargs: Any) -> Any:
        answer = super().generic(method, path, data, *args, **kwargs)
        headers = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
        typed_now = set(traces(data, self.numbers)) if answer.status_code in {200, 422} else set()
        body = answer.content.decode(errors="replace")
        self.seen.append((f"{method} {path} {answer.status_code}", f"{headers}\n{body}", typed_now))
        return answer


class Evidence:
    """Collects what was found where."""

    def __init__(self, numbers: list[str]) -> None:
        self.numbers = numbers
        self.found: list[tuple[str, list[str]]] = []

    def look(self, where: str, content: bytes | str, besides: set[str] = frozenset()) -> None:
        hits = [number for number in traces(content, self.numbers) if number not in besides]
        if hits:
            self.found.append((where, hits))
