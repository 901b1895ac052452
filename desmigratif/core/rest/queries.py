"""Reading the query string of a list: everything known and well-formed, or 400.

A parameter that is unknown, empty, repeated or malformed never means "no filter": other systems gave out their whole
registry that way (product 69).
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import QueryDict
from rest_framework.exceptions import ErrorDetail, ValidationError

from desmigratif.core.rest.datasets import Dataset, Field, Kind

DEFAULT_LIMIT = 100
MAX_LIMIT = 1000
YEARS = range(2000, 2100)
MAX_VALUE = 200


@dataclass(frozen=True)
class ListQuery:
    """What a list was asked for."""

    limit: int
    cursor: str
    updated_since: datetime | None
    filters: dict[str, Any]

    def signature(self, dataset: Dataset, client: Any) -> str:
        """Names the query without its page; cursors are bound to it."""
        filters = "&".join(f"{name}={self.filters[name]}" for name in sorted(self.filters))
        since = self.updated_since.isoformat() if self.updated_since else ""
        return f"{client}|{dataset.name}|{since}|{filters}"


def parameters(dataset: Dataset, fields: tuple[Field, ...]) -> list[str]:
    """The names a list of these fields takes."""
    names = ["limit", "cursor", *(["updated_since"] if dataset.changed else [])]
    return names + [field.name for field in fields if field.filterable]


def read_query(params: QueryDict, dataset: Dataset, fields: tuple[Field, ...]) -> ListQuery:
    """Check every parameter; raises ValidationError with all errors at once."""
    known = parameters(dataset, fields)
    by_name = {field.name: field for field in fields}
    errors: dict[str, list[ErrorDetail]] = {}
    values: dict[str, Any] = {}
    for name, given in params.lists():
        try:
            if name not in known:
                raise _Refused("unknown_parameter", f"Unknown parameter. Valid here: {', '.join(known)}.")
            values[name] = _value(name, given, by_name)
        except _Refused as refusal:
            errors[name[:MAX_VALUE]] = [ErrorDetail(refusal.detail, code=refusal.code)]
    if errors:
        raise ValidationError(errors)
    return ListQuery(
        limit=values.pop("limit", DEFAULT_LIMIT),
        cursor=values.pop("cursor", ""),
        updated_since=values.pop("updated_since", None),
        filters=values,
    )


def refuse_parameters(params: QueryDict) -> None:
    """For endpoints without any."""
    if params:
        detail = "Unknown parameter. This endpoint takes none."
        raise ValidationError({name[:MAX_VALUE]: [ErrorDetail(detail, code="unknown_parameter")] for name in params})


class _Refused(Exception):
    """One parameter is wrong."""

    def __init__(self, code: str, detail: str) -> None:
        self.code, self.detail = code, detail
        super().__init__(detail)


def _value(name: str, given: list[str], by_name: dict[str, Field]) -> Any:
    if len(given) != 1:
        raise _Refused("repeated_parameter", "Give this parameter once.")
    text = given[0]
    if name == "cursor":
        return text or _refuse_empty()
    if not text or len(text) > MAX_VALUE:
        _refuse_empty()
    if name == "limit":
        return _limit(text)
    if name == "updated_since":
        return _moment(text)
    return _filter(by_name[name], text)


def _refuse_empty() -> None:
    raise _Refused("invalid", "Give a value, or leave the parameter out.")


def _limit(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= MAX_LIMIT:
        raise _Refused("invalid", f"A whole number from 1 to {MAX_LIMIT}.")
    return int(text)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.year not in YEARS or moment.tzinfo is None:
        raise _Refused(
            "invalid",
            "A date and time with time zone, such as 2026-11-24T07:30:00Z."
            " In an address, write the + of +07:00 as %2B.",
        )
    return moment.astimezone(UTC)


def _filter(field: Field, text: str) -> Any:
    if field.codes is not None:
        if text not in field.codes.values:
            raise _Refused("invalid", f"One of: {', '.join(field.codes.values)}.")
        return text
    if field.kind is Kind.INTEGER:
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            raise _Refused("invalid", "A whole number.")
        return int(text)
    if field.kind is Kind.FLAG:
        if text not in {"true", "false"}:
            raise _Refused("invalid", "true or false.")
        return text == "true"
    if field.pattern and not re.fullmatch(field.pattern, text, re.ASCII):
        raise _Refused("invalid", f"Must match {field.pattern}.")
    return text
