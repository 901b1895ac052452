"""What notifications of this app are about."""

from django.db.models import QuerySet

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Actor
from desmigratif.notifications.subjects import register
from desmigratif.rights.models import EmergencyAccess, SubjectRequest


def _emergencies(actor: Actor) -> QuerySet[EmergencyAccess]:
    rows: QuerySet[EmergencyAccess] = EmergencyAccess.objects.all().visible_to(actor)
    return rows


register(EmergencyAccess, Perm.EMERGENCY_OPEN, "akses darurat", _emergencies)
register(SubjectRequest, Perm.SUBJECT_VIEW, "permintaan subjek data")
