"""Counts that dashboards read, downloads, published figures, indicators."""

from desmigratif.reporting.models.counts import DIMENSIONS, PersonCount, PersonCountDelta
from desmigratif.reporting.models.export import Export
from desmigratif.reporting.models.family_counts import (
    CHILD_DIMENSIONS,
    FAMILY_DIMENSIONS,
    ChildCount,
    ChildCountDelta,
    FamilyCount,
    FamilyCountDelta,
)
from desmigratif.reporting.models.figure import Figure, FigureLog
from desmigratif.reporting.models.indicator import Indicator

__all__ = [
    "CHILD_DIMENSIONS",
    "DIMENSIONS",
    "FAMILY_DIMENSIONS",
    "ChildCount",
    "ChildCountDelta",
    "Export",
    "FamilyCount",
    "FamilyCountDelta",
    "Figure",
    "FigureLog",
    "Indicator",
    "PersonCount",
    "PersonCountDelta",
]
