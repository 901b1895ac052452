"""Who calls the API: a token leads to a client, its agreement, and the rows and fields that it opens.

Imported by the REST framework's settings, so nothing here may import its views.
"""

from dataclasses import replace

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from desmigratif.core.reads import How, current_reads
from desmigratif.core.scope import switch
from desmigratif.exchange.models import AccessToken

REFUSED = "The token is not valid: it is unknown, expired or revoked, or its client or agreement has ended."


def _refused(client: str = "") -> AuthenticationFailed:
    """The refusal, which the access log keeps too."""
    reads = current_reads()
    if reads is not None:
        reads.sign(How.TOLAKAPI, client=client)
    return AuthenticationFailed(REFUSED)


class ClientAuthentication(BaseAuthentication):
    """A bearer token in the Authorization header; nowhere else, because addresses end up in logs."""

    def authenticate(self, request: Request) -> tuple[None, AccessToken] | None:
        kind, _, _ = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if kind.lower() != "bearer":
            return None
        token: AccessToken | None = request._request.api_token  # found by the middleware that counts
        if token is None or not token.is_in_force:
            raise _refused(token.application.client_id if token is not None and token.application else "")
        agreement = token.application.agreement
        actor = replace(agreement.as_actor(), client=token.application.client_id, agreement_id=agreement.pk)
        request._request.agreement = agreement
        request._request.actor = actor
        switch(actor)
        return None, token

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="desmigratif"'
