"""The OpenAPI description of an endpoint, made from its dataset."""

from collections.abc import Callable, Sequence
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_serializer,
    extend_schema_view,
)
from drf_standardized_errors.openapi_serializers import ValidationErrorResponseSerializer
from rest_framework import serializers

from desmigratif.core.rest.datasets import Dataset, Field, Kind
from desmigratif.core.rest.queries import DEFAULT_LIMIT, MAX_LIMIT

PLAIN = {
    Kind.TEXT: serializers.CharField,
    Kind.UUID: serializers.UUIDField,
    Kind.CODE: serializers.CharField,
    Kind.INTEGER: serializers.IntegerField,
    Kind.NUMBER: serializers.FloatField,
    Kind.FLAG: serializers.BooleanField,
    Kind.DATE: serializers.DateField,
    Kind.MOMENT: serializers.DateTimeField,
}
TYPES = {Kind.INTEGER: OpenApiTypes.INT, Kind.FLAG: OpenApiTypes.BOOL}


def _help(field: Field) -> str:
    if field.codes is None:
        return field.help
    return f"{field.help} Codes: {', '.join(field.codes.values)}."


def _serializer_field(field: Field, owner: str) -> serializers.Field:
    # Codes are described, not enumerated: a new code must not break clients that were generated before it.
    options = {"required": field.always, "allow_null": field.nullable and not field.always, "help_text": _help(field)}
    if field.kind is Kind.ROWS:
        member = _serializer(f"{owner}{field.name.title().replace('_', '')}", field.members)
        return member(many=True, **options)
    if field.kind is Kind.LIST:
        return serializers.ListField(child=serializers.CharField(), **options)
    return PLAIN[field.kind](**options)


def _serializer(name: str, fields: Sequence[Field]) -> type[serializers.Serializer]:
    return type(
        f"{name}Serializer",
        (serializers.Serializer,),
        {"__doc__": None, **{field.name: _serializer_field(field, name) for field in fields}},
    )


def row_serializer(dataset: Dataset) -> type[serializers.Serializer]:
    """One row. Only fields that every agreement has are required; the others may be missing or null."""
    return _serializer(dataset.singular, dataset.fields)


def page_serializer(dataset: Dataset, row: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """One page of rows."""
    fields: dict[str, Any] = {
        "results": row(many=True),
        "next": serializers.URLField(allow_null=True, help_text="Address of the next page; null on the last."),
    }
    if dataset.changed:
        fields["sync_from"] = serializers.DateTimeField(
            help_text="Give this as `updated_since` next time. It lies a few minutes before the first page, so that"
            " changes being saved at that moment are not missed; rows may therefore come twice."
        )
    page = type(f"{dataset.singular}PageSerializer", (serializers.Serializer,), fields)
    return extend_schema_serializer(many=False)(page)


def _parameter(name: str, kind: Any, description: str, **options: Any) -> OpenApiParameter:
    return OpenApiParameter(name, kind, OpenApiParameter.QUERY, description=description, **options)


def _parameters(dataset: Dataset) -> list[OpenApiParameter]:
    found = [
        _parameter("limit", OpenApiTypes.INT, f"Rows a page: 1 to {MAX_LIMIT}, {DEFAULT_LIMIT} when left out."),
        _parameter("cursor", OpenApiTypes.STR, "Part of `next`; follow `next` as it is."),
    ]
    if dataset.changed:
        found.append(
            _parameter(
                "updated_since",
                OpenApiTypes.DATETIME,
                "Only rows changed at or after this moment, oldest change first; with those that were withdrawn.",
            )
        )
    for field in dataset.fields:
        if field.filterable:
            codes = {"enum": field.codes.values} if field.codes else {}
            kind = TYPES.get(field.kind, OpenApiTypes.STR)
            found.append(_parameter(field.name, kind, f"Only rows with this value. {field.help}", **codes))
    return found


def described(dataset: Dataset) -> Callable[[type], type]:
    """Class decorator of an `AgreementViewSet`: sets its dataset and describes it."""
    row = row_serializer(dataset)
    page = page_serializer(dataset, row)
    bad = OpenApiResponse(ValidationErrorResponseSerializer, description="A parameter is unknown or malformed.")
    key = OpenApiParameter("key", OpenApiTypes.STR, OpenApiParameter.PATH, description=f"`{dataset.key}` of the row.")

    def wrap(view: type) -> type:
        view.dataset = dataset
        view.serializer_class = row
        return extend_schema_view(
            list=extend_schema(
                operation_id=f"{dataset.name}_list",
                summary=dataset.label_en,
                description=dataset.help,
                parameters=_parameters(dataset),
                responses={200: page, 400: bad},
                tags=[dataset.path],
            ),
            retrieve=extend_schema(
                operation_id=f"{dataset.name}_get",
                summary=f"One row of {dataset.path}",
                parameters=[key],
                responses={200: row, 400: bad},
                tags=[dataset.path],
            ),
        )(view)

    return wrap
