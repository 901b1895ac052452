"""The four pillars: what was held, whom it reached, and what grew from it."""

from pillars.models.activity import ACTIVITY_OF, Activity, PillarLog, PillarRecord
from pillars.models.aid import Aid
from pillars.models.attendance import Attendance
from pillars.models.business import Business, BusinessActivity, BusinessOwner
from pillars.models.cooperative import Cooperative, CooperativeActivity, CooperativeMember, CooperativeRecap
from pillars.models.group import Group, GroupMember
from pillars.models.migration_service import MigrationActivity, PermissionLetter, ServiceClient, ServiceLog
from pillars.models.parenting import ParentingSession

__all__ = [
    "ACTIVITY_OF",
    "Activity",
    "Aid",
    "Attendance",
    "Business",
    "BusinessActivity",
    "BusinessOwner",
    "Cooperative",
    "CooperativeActivity",
    "CooperativeMember",
    "CooperativeRecap",
    "Group",
    "GroupMember",
    "MigrationActivity",
    "ParentingSession",
    "PermissionLetter",
    "PillarLog",
    "PillarRecord",
    "ServiceClient",
    "ServiceLog",
]

ACTIVITY_OF.update(
    {model.pillar: model for model in (MigrationActivity, BusinessActivity, ParentingSession, CooperativeActivity)}
)
