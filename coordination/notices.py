"""What notifications of this app are about."""

from coordination.models import ActionItem, FieldVisit, Finding, GoodPractice, Meeting, Recommendation
from desmigratif.accounts.roles import Perm
from desmigratif.notifications.subjects import register

register(ActionItem, Perm.ACTION_VIEW, "rencana aksi")
register(Meeting, Perm.ACTION_VIEW, "rapat")
register(FieldVisit, Perm.ACTION_VIEW, "tinjauan lapangan")
register(Finding, Perm.ACTION_VIEW, "temuan")
register(Recommendation, Perm.ACTION_VIEW, "rekomendasi")
register(GoodPractice, Perm.ACTION_VIEW, "praktik baik")
