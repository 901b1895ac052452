"""Who may use an endpoint. Imported by the REST framework's settings, so nothing here may import its views."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class NoAccess(BasePermission):
    """The default: a view that names no permission is closed."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return False


class ClientMay(BasePermission):
    """The client's agreement names the view's dataset, and its token carries the scope.

    Reference datasets hold nothing about villages or persons: every client with an agreement in force reads them.
    """

    message = "The agreement of this client does not name this dataset, or the token lacks its scope."

    def has_permission(self, request: Request, view: Any) -> bool:
        agreement = getattr(request, "agreement", None)
        if agreement is None or request.auth is None:
            return False
        dataset = getattr(view, "dataset", None)
        if dataset is None or dataset.is_reference:
            return True
        return dataset.name in agreement.datasets and request.auth.allow_scopes([dataset.scope])
