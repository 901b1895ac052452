"""Counts that dashboards read, and downloads."""

from desmigratif.reporting.models.counts import DIMENSIONS, PersonCount, PersonCountDelta
from desmigratif.reporting.models.export import Export

__all__ = ["DIMENSIONS", "Export", "PersonCount", "PersonCountDelta"]
