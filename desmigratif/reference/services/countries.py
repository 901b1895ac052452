"""Loading countries."""

from pathlib import Path

from django.db import transaction

from desmigratif.reference.models import Country
from desmigratif.reference.services.source import read_rows


@transaction.atomic
def load_countries(*, path: Path) -> int:
    """Insert or update every country of the file; gives how many rows it holds."""
    countries = [
        Country(
            code=row["code"],
            name=row["name"],
            name_en=row["name_en"],
            destination_order=int(row["destination_order"]) if row["destination_order"] else None,
        )
        for row in read_rows(path)
    ]
    Country.objects.bulk_create(
        countries,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "name_en", "destination_order"],
    )
    return len(countries)
