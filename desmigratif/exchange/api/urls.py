"""The API's addresses: OAuth2, the schema, and the endpoints of every app below /api/v1/."""

from django.urls import include, path

from desmigratif.exchange.api.oauth import IntrospectToken, IssueToken, RevokeToken
from desmigratif.exchange.api.schema import SchemaFile
from desmigratif.exchange.api.viewsets import CodeListViewSet

v1 = [
    path("", include("desmigratif.reference.api.urls")),
    path("code-lists/", CodeListViewSet.as_view({"get": "list"}), name="api-code-lists"),
    path("code-lists/<str:key>/", CodeListViewSet.as_view({"get": "retrieve"}), name="api-code-list"),
    path("", include("villages.api.urls")),
    path("", include("workers.api.urls")),
    path("", include("pillars.api.urls")),
    path("", include("coordination.api.urls")),
    path("", include("desmigratif.reporting.api.urls")),
    path("schema/", SchemaFile.as_view(), name="schema"),
]

urlpatterns = [
    path("oauth2/token/", IssueToken.as_view(), name="oauth2-token"),
    path("oauth2/revoke_token/", RevokeToken.as_view(), name="oauth2-revoke"),
    path("oauth2/introspect/", IntrospectToken.as_view(), name="oauth2-introspect"),
    path("api/v1/", include(v1)),
]
