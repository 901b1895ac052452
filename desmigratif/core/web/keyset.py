"""Pages of a long list by the server's own order `seq`; no OFFSET, no full count (architecture D12)."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

SIZE = 50
MOST_COUNTED = 10_000
BIGGEST = 2**63 - 1


class BadCursorError(ValueError):
    """A cursor in the address is no number; the message names the parameter."""


@dataclass(frozen=True)
class KeysetPage:
    """Rows, and the query strings of the pages before and after."""

    rows: list[Any] = field(default_factory=list)
    previous: str = ""
    following: str = ""


def _cursor(params: QueryDict, name: str) -> int | None:
    text = params.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 19 and int(text) <= BIGGEST):
        raise BadCursorError(name)
    return int(text)


def page_of(rows: QuerySet, params: QueryDict, *, oldest_first: bool = False) -> KeysetPage:
    """One page. `sebelum` gives the rows that come after that row in the list, `sesudah` those that come before it.

    Newest first, "sebelum" therefore means older. Raises BadCursorError.
    """
    after, before = _cursor(params, "sebelum"), _cursor(params, "sesudah")
    ahead, behind = ("seq__gt", "seq__lt") if oldest_first else ("seq__lt", "seq__gt")
    order, reverse = ("seq", "-seq") if oldest_first else ("-seq", "seq")
    if before is not None:
        found = list(rows.filter(**{behind: before}).order_by(reverse)[: SIZE + 1])
        has_previous, has_following = len(found) > SIZE, True
        found = found[:SIZE][::-1]
    else:
        wanted = rows if after is None else rows.filter(**{ahead: after})
        found = list(wanted.order_by(order)[: SIZE + 1])
        has_previous, has_following = after is not None, len(found) > SIZE
        found = found[:SIZE]
    if not found:
        return KeysetPage()
    return KeysetPage(
        found,
        query(params, sesudah=found[0].seq) if has_previous else "",
        query(params, sebelum=found[-1].seq) if has_following else "",
    )


def query(params: QueryDict, *, without: str = "", **added: Any) -> str:
    """The query string without the cursors and without one parameter, with others added."""
    changed = params.copy()
    for name in ("sebelum", "sesudah", without):
        changed.pop(name, None)
    for name in [name for name in changed if not changed[name]]:
        del changed[name]
    for name, value in added.items():
        changed[name] = str(value)
    return f"?{changed.urlencode()}"


def capped_count(rows: QuerySet) -> int:
    """How many rows, at most one more than `MOST_COUNTED`."""
    return rows.order_by()[: MOST_COUNTED + 1].count()


def count_words(number: int) -> str:
    """A capped count in words: 163, 2.418, lebih dari 10.000."""
    if number > MOST_COUNTED:
        return f"lebih dari {MOST_COUNTED:,}".replace(",", ".")
    return f"{number:,}".replace(",", ".")
