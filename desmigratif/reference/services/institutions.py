"""Loading institutions with their successors."""

from datetime import date
from pathlib import Path

from django.db import transaction

from desmigratif.reference.models import Institution, InstitutionSuccession
from desmigratif.reference.services.source import read_rows


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@transaction.atomic
def load_institutions(*, path: Path) -> int:
    """Insert or update every institution of the file by its code; ids stay. Gives how many rows it holds."""
    rows = read_rows(path)
    for row in rows:
        Institution.objects.update_or_create(
            code=row["code"],
            defaults={
                "name": row["name"],
                "short_name": row["short_name"],
                "kind": row["kind"],
                "region_id": row["region"] or None,
                "valid_from": _day(row["valid_from"]),
                "valid_to": _day(row["valid_to"]),
            },
        )
    known = {institution.code: institution for institution in Institution.objects.all()}
    for row in rows:
        if row["parent"]:
            Institution.objects.filter(code=row["code"]).update(parent=known[row["parent"]])
        for successor in filter(None, row["successors"].split(";")):
            InstitutionSuccession.objects.get_or_create(predecessor=known[row["code"]], successor=known[successor])
    return len(rows)
