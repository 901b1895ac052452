"""Downloads: ask, decide, make, fetch, clear away."""

from desmigratif.reporting.services.clearing import delete_expired_exports
from desmigratif.reporting.services.exports import (
    ExportGoneError,
    approve_export,
    fetch_export,
    refuse_export,
    request_export,
    retry_export,
)
from desmigratif.reporting.services.making import make_export

__all__ = [
    "ExportGoneError",
    "approve_export",
    "delete_expired_exports",
    "fetch_export",
    "make_export",
    "refuse_export",
    "request_export",
    "retry_export",
]
