"""What people, broken programs and attackers send, and how the tests send it."""

from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

from django.db import transaction
from django.test import Client

FOREIGN_ID = "00000000-0000-4000-8000-000000000000"

# As a value of a query or a form.
ODD_VALUES = {
    "nul": "a\x00b",
    "10 kB": "kata " * 2048,
    "direction marks": "\u202eSiti\u200f\u200b\u2066",
    "emoji": "😀👨‍👩‍👧🇮🇩",
    "combining": "e" + "\u0301" * 60,
    "markup": "<script>alert(1)</script>{{ 7*7 }}{% url 'x' %}",
    "sql": "' or 1=1; --\\ % _ \" ) (",
    "format": "%s %(x)s {0} {x} ${x}",
    "no such day": "31-02-2025",
    "year zero": "0000-00-00",
    "far year": "99999-12-31",
    "huge": "9" * 400,
    "beyond 64 bits": "9223372036854775808",
    "negative": "-1",
    "float": "1e400",
    "not a number": "NaN",
    "other digits": "٣٥٠٤١٤٤٤١١٩٠٠٠١١",
    "superscript": "²",
    "line breaks": "a\r\nX-Uji: 1\r\n\tb",
    "path": "../../../../etc/passwd",
    "foreign id": FOREIGN_ID,
    "id of the last day": "ffffffff-ffff-7fff-bfff-ffffffffffff",
    "code": "35.04.14.2011\n",
    "spaces": " \t\u00a0\u3000 ",
    "surrogate": "\ufffe\uffff",
}

# As the raw text after the question mark.
RAW_QUERIES = {
    "bad utf-8": "q=%ff%fe&data=%c3%28",
    "overlong": "q=%c0%80&sesudah=%f0%28%8c%28",
    "nul": "q=%00",
    "nul in a name": "a%00b=1",
    "half a percent": "q=%&q=%2&=&&&",
    "list": "q=a&q=b&desa=1&desa=2&status=A&status=B&wilayah=35&wilayah=33&data=VERIF&data=VERIF",
    "brackets": "q[]=a&q[0]=b&q[$ne]=1&__proto__[x]=1",
    "unknown": "tidak_dikenal=1&id__in=1&pk=1&ordering=nik_hash",
    "too long": "q=" + "a" * 10_240,
    "many": "&".join(f"p{number}=1" for number in range(400)),
}

# In the place of a code in an address.
ODD_SEGMENTS = [
    "%00",
    "%ff",
    "%E2%80%AE",
    "35.04.14.2011%0a",
    "%2e%2e",
    "..%2f..%2fetc",
    "a" * 2000,
    "-1",
    "0",
    "99999999999999999999",
    "%D9%A3%D9%A5",
    "'%20or%201=1",
    "😀",
    "null",
    FOREIGN_ID,
    "ffffffff-ffff-7fff-bfff-ffffffffffff",
]

PARTS = "multipart/form-data; boundary=x"
BODIES = [
    ("form", b"q=%ff%fe&nik=%c3%28&full_name=%00", "application/x-www-form-urlencoded"),
    ("form in another charset", b"q=a", "application/x-www-form-urlencoded; charset=utf-16"),
    ("no charset", b"q=a", "application/x-www-form-urlencoded; charset=zzz"),
    ("raw bytes", b"\xff\xfe\x00\x01" * 50, "application/octet-stream"),
    ("no json", b"{", "application/json"),
    ("json list", b'[{"nik": ["a", {"$gt": ""}]}]', "application/json"),
    ("json nul", b'{"q": "\\u0000"}', "application/json"),
    ("no boundary", b"--x\r\n", "multipart/form-data"),
    ("broken parts", b"--x\r\nContent-Disposition: form-data; name=nik\r\n\r\n1\r\n--y", PARTS),
    (
        "a file for a text",
        b'--x\r\nContent-Disposition: form-data; name="nik"; filename="\xff\x00.exe"\r\n\r\n\x00\xff\r\n--x--\r\n',
        PARTS,
    ),
    ("many fields", b"&".join(b"a%d=1" % number for number in range(600)), "application/x-www-form-urlencoded"),
    ("too big", b"a=" + b"x" * (1024 * 1024 + 10), "application/x-www-form-urlencoded"),
    ("no type", b"q=a", ""),
]  # fmt: skip


class Findings(list):
    """Requests that broke; the report names the exception."""

    def look(self, answer: Any, *what: Any) -> None:
        if answer.status_code >= 500:
            error = getattr(answer, "exc_info", None)
            self.append((*what, repr(error[1])[:300] if error else answer.status_code))


def odd_forms(given: dict[str, Any], turn: int) -> Iterator[tuple[str, Any]]:
    """Everything odd at once, then one field after the other, with lists where one value belongs.

    Each form gets some of the odd values, and the next one (`turn`) the ones after: together they get all, often.
    """
    values = islice(cycle(ODD_VALUES.items()), 5 * turn, None)
    for label, value in islice(values, 6):
        yield label, dict.fromkeys(given, value)
    for name in given:
        for label, value in islice(values, 1):
            yield f"{name}: {label}", {**given, name: value}
    yield "lists", {name: ["a", "b", "\u202e"] for name in given}
    yield "names", {**{f"{name}[]": "1" for name in given}, "__proto__": "1", "id": "1", "pk": "1"}


def undone(client: Client, path: str, data: Any, kind: str | None = None) -> Any:
    """Post, and take back whatever it changed: the next form finds its row as it was."""
    with transaction.atomic():
        answer = client.post(path, data) if kind is None else client.generic("POST", path, data, content_type=kind)
        transaction.set_rollback(True)
    return answer
