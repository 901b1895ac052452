"""Persons for other institutions: pseudonymous, of the agreement's region."""

from typing import Any

from django.db.models import QuerySet

from desmigratif.core.rest.schema import described
from desmigratif.core.rest.viewset import AgreementViewSet
from workers.catalogue import PERSONS
from workers.models import Person

KEPT = {field.name for field in PERSONS.fields if field.always}


@described(PERSONS)
class PersonViewSet(AgreementViewSet):
    """Persons. One who was withdrawn comes once more, empty but for its id, to those who ask what has changed."""

    def rows(self, *, with_gone: bool) -> QuerySet:
        rows = Person.objects.visible_to(self.request.actor)
        return rows if with_gone else rows.current()

    def finish(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            if row["withdrawn"]:
                row.update(dict.fromkeys(row.keys() - KEPT))
