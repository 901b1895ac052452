"""What every address must ask before it answers."""

from collections.abc import Iterable

from rest_framework.viewsets import GenericViewSet

from desmigratif.accounts.roles import Perm
from desmigratif.core.rest.datasets import Dataset
from desmigratif.core.rest.permissions import ClientMay
from desmigratif.core.web.views import ScopedView
from tests.architecture.addresses import Address


def nameless(found: list[Address]) -> list[str]:
    """Addresses without a name, or with the name of another."""
    names = [address.name for address in found]
    return [address.path for address in found if not address.name or names.count(address.name) > 1]


def without_a_right(pages: Iterable[Address]) -> set[str]:
    """Pages that name no right of the role table, or do not stand on the scoped view that asks for it."""
    return {
        page.name
        for page in pages
        if not isinstance(getattr(page.view, "permission_required", None), Perm)
        or not issubclass(page.view, ScopedView)
    }


def without_a_row(pages: Iterable[Address], listed: set[str]) -> set[str]:
    """Pages that the access matrix doesn't ask."""
    return {page.name for page in pages} - listed


def open_to_strangers(found: Iterable[Address]) -> set[str]:
    """Addresses that need no log-in (LoginRequiredMiddleware closes the others)."""
    return {address.name for address in found if not getattr(address.callback, "login_required", True)}


def without_an_agreement(endpoints: Iterable[Address]) -> set[str]:
    """Endpoints that answer without the client's agreement, write, or belong to no dataset."""
    return {
        found.name
        for found in endpoints
        if not (
            isinstance(found.view, type)
            and issubclass(found.view, GenericViewSet)
            and found.view.permission_classes == [ClientMay]
            and set(found.callback.actions.values()) <= {"list", "retrieve"}
            and found.view.http_method_names == ["get", "head"]
            and isinstance(found.view.dataset, Dataset)
        )
    }
