"""The lock-out of the log-in, for whatever else is typed before anyone is known: five wrong tries for a name from one
address stop it for a quarter of an hour."""

from axes.handlers.proxy import AxesProxyHandler
from axes.utils import reset
from django.http import HttpRequest

from desmigratif.core.client_address import client_address

CODE, SECOND, CHANGE, FORGOTTEN = "kode", "kedua", "ganti", "lupa"


def is_locked(request: HttpRequest, kind: str, name: str) -> bool:
    """Whether tries of this kind for this name have to wait."""
    return not AxesProxyHandler.is_allowed(request, {"username": f"{kind}:{name}"})


def count_failure(request: HttpRequest, kind: str, name: str) -> None:
    """A wrong try; the fifth turns the answer into a lock-out by itself (axes' middleware)."""
    AxesProxyHandler.user_login_failed(
        sender=count_failure, credentials={"username": f"{kind}:{name}"}, request=request
    )


def forget_failures(request: HttpRequest, kind: str, name: str) -> None:
    """A right one starts the count anew."""
    reset(username=f"{kind}:{name}", ip=client_address(request))
