"""Loading reference data."""

from desmigratif.reference.services.countries import load_countries
from desmigratif.reference.services.institutions import load_institutions
from desmigratif.reference.services.regions import LoadReport, load_regions

__all__ = ["LoadReport", "load_countries", "load_institutions", "load_regions"]
