"""Coded lists: every list of every app in one shape."""

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
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from desmigratif.core.rest.queries import refuse_parameters
from desmigratif.core.rest.viewset import ReadOnlyApi
from desmigratif.exchange.catalogue import CODE_LISTS

BAD = OpenApiResponse(ValidationErrorResponseSerializer, description="A parameter is unknown.")


class CodeSerializer(serializers.Serializer):
    """One code."""

    code = serializers.CharField(help_text="The code; part of the contract, never changed.")
    label_id = serializers.CharField(help_text="Indonesian label.")
    label_en = serializers.CharField(help_text="English label.")
    order = serializers.IntegerField(help_text="Place in the list, from 1.")


class CodeListSerializer(serializers.Serializer):
    """One list."""

    name = serializers.CharField(help_text="Name of the list, as in its address.")
    codes = CodeSerializer(many=True)


@extend_schema_serializer(many=False)
class CodeListsSerializer(serializers.Serializer):
    """All lists."""

    results = CodeListSerializer(many=True)


def _row(name: str) -> dict:
    return {"name": name, "codes": CODE_LISTS[name].as_rows()}


@extend_schema_view(
    list=extend_schema(
        operation_id="code_lists_list",
        summary="All coded lists",
        description="Codes with Indonesian and English labels. Short enough for one page.",
        parameters=[],
        responses={200: CodeListsSerializer, 400: BAD},
        tags=["code-lists"],
    ),
    retrieve=extend_schema(
        operation_id="code_lists_get",
        summary="One coded list",
        parameters=[
            OpenApiParameter("key", OpenApiTypes.STR, OpenApiParameter.PATH, description="`name` of the list.")
        ],
        responses={200: CodeListSerializer, 400: BAD},
        tags=["code-lists"],
    ),
)
class CodeListViewSet(ReadOnlyApi):
    """Coded lists are open to every client."""

    dataset = None
    serializer_class = CodeListSerializer
    lookup_url_kwarg = "key"

    def list(self, request: Request) -> Response:
        refuse_parameters(request.query_params)
        return self.answer(request, {"results": [_row(name) for name in sorted(CODE_LISTS)]}, is_reference=True)

    def retrieve(self, request: Request, key: str) -> Response:
        refuse_parameters(request.query_params)
        if key not in CODE_LISTS:
            raise NotFound
        return self.answer(request, _row(key), is_reference=True)
