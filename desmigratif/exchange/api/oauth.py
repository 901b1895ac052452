"""The OAuth2 endpoints: token, revoke, introspect, and nothing else of the package.

`oauth2_provider.urls` is never included: with it any user who can log in registers a client and reads the data.
"""

from base64 import b64decode
from typing import Any
from urllib.parse import unquote

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View
from oauth2_provider.views import RevokeTokenView, TokenView
from oauth2_provider.views.mixins import OAuthLibMixin
from oauthlib.common import Request as OAuthRequest

from desmigratif.core.reads import How, current_reads
from desmigratif.exchange.models import AccessToken, ApiClient

MAX_TOKEN = 200
MAX_CLIENT = 100


def _refuse(code: str, description: str, status: int) -> JsonResponse:
    response = JsonResponse({"error": code, "error_description": description}, status=status)
    response["Cache-Control"] = "no-store"
    if status == 401:
        response["WWW-Authenticate"] = 'Basic realm="desmigratif"'
    return response


class IssueToken(TokenView):
    """A token for a client's id and secret. Every other grant is refused before the package sees it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.POST.get("grant_type"):
            return _refuse("invalid_request", "Send grant_type=client_credentials in a form body.", 400)
        if request.POST["grant_type"] != "client_credentials":
            return _refuse("unsupported_grant_type", "Only client_credentials is supported.", 400)
        response = super().post(request, *args, **kwargs)
        reads = current_reads()
        if reads is not None:
            how = How.TOKEN if response.status_code == 200 else How.TOLAKAPI
            reads.sign(how, client=_known_client(request))
        return response


def _known_client(request: HttpRequest) -> str:
    """The client id that was sent, when there is such a client; whatever else stands there is kept nowhere."""
    sent = request.POST.get("client_id", "")
    kind, _, code = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if not sent and kind.lower() == "basic":
        try:
            sent = unquote(b64decode(code, validate=True).decode("ascii").partition(":")[0])
        except ValueError:
            return ""
    if not sent or len(sent) > MAX_CLIENT or "\0" in sent:
        return ""
    return sent if ApiClient.objects.filter(client_id=sent).exists() else ""


class RevokeToken(RevokeTokenView):
    """Ends a token of the calling client."""

    http_method_names = ["post"]


@method_decorator(csrf_exempt, name="dispatch")
@method_decorator(login_not_required, name="dispatch")
class IntrospectToken(OAuthLibMixin, View):
    """Whether a token is good (RFC 7662). A client learns about its own tokens only; others look unknown to it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        client = self._client(request)
        if client is None:
            return _refuse("invalid_client", "The client is unknown, stopped, or its secret is wrong.", 401)
        raw = request.POST.get("token", "")
        if not raw:
            return _refuse("invalid_request", "Send the token in a form body.", 400)
        token = AccessToken.objects.find(raw) if len(raw) <= MAX_TOKEN else None
        if token is None or token.application_id != client.pk or not token.is_in_force:
            answer: dict[str, Any] = {"active": False}
        else:
            answer = {
                "active": True,
                "scope": token.scope,
                "client_id": client.client_id,
                "exp": int(token.expires.timestamp()),
                "token_type": "Bearer",
            }
        response = JsonResponse(answer)
        response["Cache-Control"] = "no-store"
        return response

    def _client(self, request: HttpRequest) -> ApiClient | None:
        core = self.get_oauthlib_core()
        asked = OAuthRequest(*core._extract_params(request))
        return asked.client if core.server.request_validator.authenticate_client(asked) else None
