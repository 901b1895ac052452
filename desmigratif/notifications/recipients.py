"""Who should know: users by what their assignments of today let them do, and where."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from desmigratif.accounts.models import Assignment
from desmigratif.accounts.roles import ROLE_PERMS, Perm, Role
from desmigratif.core.clock import today
from desmigratif.core.models import codes_above


def _in_office(*roles: Role) -> QuerySet[Assignment]:
    return Assignment.objects.valid_on(today()).filter(user__is_active=True, role__in=roles)


def _users(rows: QuerySet[Assignment]) -> set[UUID]:
    return set(rows.values_list("user_id", flat=True))


def officers_of(village_code: str) -> set[UUID]:
    """The officers of a village."""
    return _users(_in_office(Role.PETUGAS).filter(region_id=village_code))


def holders(perm: Perm, *, region: str = "", national: bool = True) -> set[UUID]:
    """Users whose role has the right, in a region that holds this one, or nationwide."""
    roles = [role for role, rule in ROLE_PERMS.items() if perm in rule.perms]
    within = Q(region_id__in=codes_above(region))
    if national:
        within |= Q(region=None)
    return _users(_in_office(*roles).filter(within))


def reporters_of(institutions: Iterable[UUID]) -> set[UUID]:
    """Users who report for these institutions."""
    roles = [role for role, rule in ROLE_PERMS.items() if Perm.ACTION_REPORT in rule.perms]
    return _users(_in_office(*roles).filter(institution_id__in=list(institutions)))
