"""What notifications of this app are about."""

from desmigratif.accounts.roles import Perm
from desmigratif.notifications.subjects import register
from pillars.models import (
    ACTIVITY_OF,
    Aid,
    Business,
    Cooperative,
    Group,
    PermissionLetter,
    ServiceLog,
)

for activity in ACTIVITY_OF.values():
    register(activity, Perm.PILLAR_VIEW, "kegiatan")
register(ServiceLog, Perm.PILLAR_VIEW, "layanan migrasi")
register(PermissionLetter, Perm.PERSON_VIEW, "surat izin keluarga")
register(Group, Perm.PILLAR_VIEW, "kelompok usaha")
register(Business, Perm.PILLAR_VIEW, "usaha")
register(Aid, Perm.PILLAR_VIEW, "bantuan")
register(Cooperative, Perm.PILLAR_VIEW, "koperasi")
