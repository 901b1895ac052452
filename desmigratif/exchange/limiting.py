"""Limits of programs: so many requests a minute and a day for each API client, fewer for who shows no good token."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from desmigratif.core.client_address import client_address
from desmigratif.exchange.tokens import token_sent
from desmigratif.limits.services import of_address, spend

DAY = 24 * 3600


def subject_of(client_number: int) -> str:
    """Under which name a client is counted."""
    return f"klien:{client_number}"


class ClientLimitMiddleware:
    """429 with Retry-After when a limit is used up; every answer of the API says what is left (`RateLimit-*`).

    Two clients of one agreement are counted apart. A token that opens nothing is a stranger's, and strangers are
    counted by address: guessing tokens or secrets ends after a few dozen tries a minute. The token is looked
    up once a request: the authentication of the endpoint finds it at `request.api_token`.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(("/api/v1/", "/oauth2/")):
            return self.get_response(request)
        token = request.api_token = token_sent(request)  # type: ignore[attr-defined]
        if token is None:
            quota = spend(subject=of_address(client_address(request)), limits=settings.API_STRANGER_LIMITS)
        else:
            quota = spend(subject=subject_of(token.application_id), limits=settings.API_LIMITS)
        response = _refuse(quota.resets_in) if quota.is_over else self.get_response(request)
        for name, value in quota.headers().items():
            response[name] = value
        return response


def _refuse(seconds: int) -> HttpResponse:
    detail = f"Too many requests. Try again in {seconds} seconds."
    error = {"code": "throttled", "detail": detail, "attr": None}
    return JsonResponse({"type": "client_error", "errors": [error]}, status=429)
