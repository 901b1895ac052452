"""Every address of the resolver, with the class that answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver

PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


@dataclass(frozen=True)
class Address:
    """One URL pattern; `path` keeps its parameters in angle brackets."""

    path: str
    name: str
    callback: Any

    @property
    def view(self) -> Any:
        """The class behind the callback; the callback itself where there is none."""
        return getattr(self.callback, "view_class", None) or getattr(self.callback, "cls", None) or self.callback

    @property
    def parameters(self) -> list[str]:
        """Names of what stands in angle brackets."""
        return [match["name"] for match in PARAMETER.finditer(self.path)]

    @property
    def is_api(self) -> bool:
        """Whether a program calls it, not a person."""
        return self.path.startswith(("/api/v1/", "/oauth2/"))

    def filled(self, value: Any) -> str:
        """The path with `value` in the place of every parameter."""
        return PARAMETER.sub(lambda _: str(value), self.path)


def _walk(resolver: Any, above: str) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        path = above + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, path)
        else:
            yield Address(path, entry.name or "", entry.callback)


def addresses() -> list[Address]:
    """All of them, the admin's too."""
    return list(_walk(get_resolver(), "/"))


def pages() -> list[Address]:
    """Those of the project's own screens."""
    return [found for found in addresses() if not found.path.startswith("/kelola/") and not found.is_api]


def endpoints() -> list[Address]:
    """Those of the API and its log-in."""
    return [found for found in addresses() if found.is_api]


def admin_screens() -> list[Address]:
    """Those of the admin."""
    return [found for found in addresses() if found.path.startswith("/kelola/")]
