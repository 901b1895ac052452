"""The address a request came from, for lock-outs and limits."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """REMOTE_ADDR, or the hop before our trusted proxies when TRUSTED_PROXIES says how many there are.

    X-Forwarded-For as such is never believed: a client can write what it likes there. None for a request
    that came through no network, or whose proxy named something that is no address.
    """
    hops = getattr(settings, "TRUSTED_PROXIES", 0)
    if hops:
        forwarded = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        if len(forwarded) >= hops:
            return _valid(forwarded[-hops])
    return _valid(request.META.get("REMOTE_ADDR") or "")


def _valid(text: str) -> str | None:
    try:
        return str(ip_address(text))
    except ValueError:
        return None
