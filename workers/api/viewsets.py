"""Persons, families and children for other institutions: pseudonymous, of the agreement's region."""

from django.db.models import QuerySet

from desmigratif.core.rest.schema import described
from desmigratif.core.rest.viewset import AgreementViewSet
from workers.catalogue import CHILDREN, FAMILIES, FAMILY_MEMBERS, PERSONS


@described(PERSONS)
class PersonViewSet(AgreementViewSet):
    """Persons who migrate, did or want to."""

    def rows(self, *, with_gone: bool) -> QuerySet:
        return super().rows(with_gone=with_gone).migrants()


@described(FAMILIES)
class FamilyViewSet(AgreementViewSet):
    """Families."""


@described(FAMILY_MEMBERS)
class FamilyMemberViewSet(AgreementViewSet):
    """Members of families, former ones too."""


@described(CHILDREN)
class ChildViewSet(AgreementViewSet):
    """Children whose guardian consented; when the consent is taken back the row is withdrawn."""

    def rows(self, *, with_gone: bool) -> QuerySet:
        rows = super().rows(with_gone=with_gone)
        return rows.recorded_with_consent() if with_gone else rows.shareable()
