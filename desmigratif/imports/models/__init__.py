"""Batches of rows on their way into the registry."""

from desmigratif.imports.models.batch import ImportBatch
from desmigratif.imports.models.row import ImportRow

__all__ = ["ImportBatch", "ImportRow"]
