"""The hot path: from a queryset to rows of plain values, one page at a time, without model or serializer instances.

Pages are keyset pages. Without `updated_since` they go by the dataset's own order, which never changes for a row, so
every row that exists at the start comes exactly once and rows made meanwhile come last. With `updated_since` they go
by time of change; a row that changes while a client pages comes again at the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from desmigratif.core.rest.cursor import BadCursor, seal, unseal
from desmigratif.core.rest.datasets import Dataset, Field
from desmigratif.core.rest.queries import ListQuery

# A change carries the time at which its transaction wrote it and is seen only when that transaction ends. No
# transaction of ours lives this long (statement and idle limits are 15 s and 60 s), so the next sync starts earlier.
OVERLAP = timedelta(minutes=5)


@dataclass(frozen=True)
class Page:
    """Rows of one page, the cursor of the next, and where the next sync starts."""

    rows: list[dict[str, Any]]
    cursor: str
    sync_from: datetime | None


def read_page(
    rows: QuerySet,
    *,
    dataset: Dataset,
    fields: Sequence[Field],
    query: ListQuery,
    client: Any,
    extra: Sequence[str] = (),
) -> Page:
    """One page of `rows`. `extra` columns come along in each row under their own name.

    Raises BadCursor.
    """
    by_change = query.updated_since is not None
    order = dataset.changed if by_change else dataset.order
    signature = query.signature(dataset, client)
    started, sync_from = None, timezone.now() - OVERLAP if dataset.changed else None
    if query.cursor:
        started, sync_from = _position(query.cursor, signature, order, sync_from)
    rows = _filtered(rows, fields, query)
    if by_change and started is None:
        rows = rows.filter(**{f"{order[0]}__gte": query.updated_since})
    if started is not None:
        rows = after(rows, order, started)
    plain = sorted({*order, *extra})
    found = list(rows.order_by(*order).values_list(*(field.expression for field in fields), *plain)[: query.limit + 1])
    names = [*(field.name for field in fields), *(f"_{name}" for name in plain)]
    page = [dict(zip(names, values, strict=True)) for values in found[: query.limit]]
    cursor = ""
    if len(found) > query.limit:
        state = {"k": [page[-1][f"_{name}"] for name in order], "s": sync_from}
        cursor = seal(state, query=signature)
    return Page(page, cursor, sync_from)


def read_one(rows: QuerySet, *, fields: Sequence[Field], extra: Sequence[str] = ()) -> dict[str, Any] | None:
    """The first of `rows` in the same shape."""
    values = rows.values_list(*(field.expression for field in fields), *extra)[:1]
    names = [*(field.name for field in fields), *(f"_{name}" for name in extra)]
    for row in values:
        return dict(zip(names, row, strict=True))
    return None


def after(rows: QuerySet, order: Sequence[str], last: Sequence[Any]) -> QuerySet:
    """Rows behind a position of one or two columns, in a form that walks the index from there."""
    first = order[0]
    if len(order) == 1:
        return rows.filter(**{f"{first}__gt": last[0]})
    return rows.filter(**{f"{first}__gte": last[0]}).exclude(**{first: last[0], f"{order[1]}__lte": last[1]})


def _filtered(rows: QuerySet, fields: Sequence[Field], query: ListQuery) -> QuerySet:
    columns = {field.name: field.column for field in fields}
    return rows.filter(**{columns[name]: value for name, value in query.filters.items()})


def _position(
    text: str, signature: str, order: Sequence[str], default: datetime | None
) -> tuple[list[Any], datetime | None]:
    state = unseal(text, query=signature)
    key = state["k"]
    if len(key) != len(order):
        raise BadCursor
    return key, datetime.fromisoformat(state["s"]) if state["s"] else default
