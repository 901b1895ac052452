"""The token a request brings."""

from django.http import HttpRequest

from desmigratif.exchange.models import AccessToken

MAX_TOKEN = 200


def token_sent(request: HttpRequest) -> AccessToken | None:
    """The token of the Authorization header, good or not; None where there is none, or one we never issued."""
    kind, _, raw = request.headers.get("Authorization", "").partition(" ")
    raw = raw.strip()
    if kind.lower() != "bearer" or not raw or not raw.isascii() or len(raw) > MAX_TOKEN:
        return None
    return AccessToken.objects.find(raw)
