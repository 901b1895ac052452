"""Downloads: ask, decide, make, fetch, clear away. Published figures and indicators."""

from desmigratif.reporting.services.clearing import delete_expired_exports
from desmigratif.reporting.services.exports import (
    ExportGoneError,
    approve_export,
    fetch_export,
    refuse_export,
    request_export,
    retry_export,
)
from desmigratif.reporting.services.figure_file import load_figures
from desmigratif.reporting.services.figures import correct_figure, publish_figure, withdraw_figure
from desmigratif.reporting.services.indicators import add_indicator, describe_indicator, load_indicators
from desmigratif.reporting.services.making import make_export

__all__ = [
    "ExportGoneError",
    "add_indicator",
    "approve_export",
    "correct_figure",
    "delete_expired_exports",
    "describe_indicator",
    "fetch_export",
    "load_figures",
    "load_indicators",
    "make_export",
    "publish_figure",
    "refuse_export",
    "request_export",
    "retry_export",
    "withdraw_figure",
]
