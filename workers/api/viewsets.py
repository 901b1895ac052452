"""Persons for other institutions: pseudonymous, of the agreement's region."""

from typing import Any

from django.db.models import QuerySet

from desmigratif.core.rest.schema import described
from desmigratif.core.rest.viewset import AgreementViewSet
from workers.catalogue import CHILDREN, FAMILIES, FAMILY_MEMBERS, PERSONS
from workers.models import Child, Family, FamilyMembership, Person

KEPT = {field.name for field in PERSONS.fields if field.always}


@described(PERSONS)
class PersonViewSet(AgreementViewSet):
    """Persons. One who was withdrawn comes once more, empty but for its id, to those who ask what has changed."""

    def rows(self, *, with_gone: bool) -> QuerySet:
        rows = Person.objects.visible_to(self.request.actor).migrants()
        return rows if with_gone else rows.current()

    def finish(self, rows: list[dict[str, Any]]) -> None:
        for row in rows:
            if row["withdrawn"]:
                row.update(dict.fromkeys(row.keys() - KEPT))


@described(FAMILIES)
class FamilyViewSet(AgreementViewSet):
    """Families that are not withdrawn."""

    def rows(self, *, with_gone: bool) -> QuerySet:
        return Family.objects.visible_to(self.request.actor).current()


@described(FAMILY_MEMBERS)
class FamilyMemberViewSet(AgreementViewSet):
    """Members of families that are not withdrawn, former ones too."""

    def rows(self, *, with_gone: bool) -> QuerySet:
        return FamilyMembership.objects.visible_to(self.request.actor).filter(family__withdrawn_at=None)


@described(CHILDREN)
class ChildViewSet(AgreementViewSet):
    """Children whose guardian's consent holds."""

    def rows(self, *, with_gone: bool) -> QuerySet:
        return Child.objects.visible_to(self.request.actor).shareable()
