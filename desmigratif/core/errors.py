"""Errors a service may raise; forms and endpoints turn them into words beside the field."""

from typing import Any

from django.core.exceptions import ValidationError


class DomainError(ValidationError):
    """A rule of the domain was broken; `field` names the input it belongs to."""

    def __init__(self, message: str, *, field: str | None = None, code: str = "invalid") -> None:
        self.field = field
        super().__init__(message, code=code)


class StaleVersion(DomainError):
    """Someone saved the record after the caller read it."""

    def __init__(self, current: Any) -> None:
        self.current = current
        super().__init__(
            "Data ini sudah diubah orang lain setelah Anda membukanya. Periksa isian terbaru, lalu simpan lagi.",
            code="stale",
        )
