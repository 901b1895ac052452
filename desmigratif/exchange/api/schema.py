"""The OpenAPI description: how clients log in, and the file that is served."""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.generic import View
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema

from desmigratif.core.rest.permissions import ClientMay
from desmigratif.exchange.scopes import AgreementScopes

SCHEMA_FILE = Path("docs/openapi.yaml")


class ClientAuthenticationScheme(OpenApiAuthenticationExtension):
    """Client credentials at our token endpoint, and the scope of each endpoint."""

    target_class = "desmigratif.exchange.authentication.ClientAuthentication"
    name = "oauth2"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        flow = {"tokenUrl": "/oauth2/token/", "scopes": AgreementScopes().get_all_scopes()}
        return {"type": "oauth2", "flows": {"clientCredentials": flow}}

    def get_security_requirement(self, auto_schema: AutoSchema) -> dict[str, list[str]]:
        dataset = getattr(auto_schema.view, "dataset", None)
        needs_scope = ClientMay in auto_schema.view.permission_classes and dataset and not dataset.is_reference
        return {self.name: [dataset.scope] if needs_scope else []}


@cache
def _schema() -> bytes:
    return (Path(settings.BASE_DIR) / SCHEMA_FILE).read_bytes()


@method_decorator(login_not_required, name="dispatch")
class SchemaFile(View):
    """The committed description, as it is: `make check` proves that it equals the generated one.

    Public and without data; generating it for every caller would cost half a second each.
    """

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponse(_schema(), content_type="application/yaml; charset=utf-8")
        response["Content-Disposition"] = 'inline; filename="desmigratif-openapi.yaml"'
        return response
