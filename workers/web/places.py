"""The names of places beside people."""

from django.db.models import OuterRef, QuerySet, Subquery

from desmigratif.reference.models import Region


def with_village_name(rows: QuerySet) -> QuerySet:
    """Adds `village_name`: one query for a whole list. Codes are plain text, because a region code may end."""
    return rows.annotate(
        village_name=Subquery(Region.objects.filter(pk=OuterRef("village_code")).values("name")[:1]),
    )
