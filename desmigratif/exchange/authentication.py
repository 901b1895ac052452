"""Who calls the API: a token leads to a client, its agreement, and the rows and fields that it opens.

Imported by the REST framework's settings, so nothing here may import its views.
"""

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from desmigratif.core.scope import switch
from desmigratif.exchange.models import AccessToken

MAX_TOKEN = 200
REFUSED = "The token is not valid: it is unknown, expired or revoked, or its client or agreement has ended."


class ClientAuthentication(BaseAuthentication):
    """A bearer token in the Authorization header; nowhere else, because addresses end up in logs."""

    def authenticate(self, request: Request) -> tuple[None, AccessToken] | None:
        kind, _, raw = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if kind.lower() != "bearer":
            return None
        raw = raw.strip()
        if not raw or not raw.isascii() or len(raw) > MAX_TOKEN:
            raise AuthenticationFailed(REFUSED)
        token = AccessToken.objects.find(raw)
        if token is None or not token.is_in_force:
            raise AuthenticationFailed(REFUSED)
        agreement = token.application.agreement
        actor = agreement.as_actor()
        request._request.agreement = agreement
        request._request.actor = actor
        switch(actor)
        return None, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="desmigratif"'
