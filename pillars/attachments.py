"""Files on activities: up to five photos. Those of a session of joint parenting show children, and are guarded so."""

from typing import Any

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Actor
from desmigratif.documents.enums import DocumentPurpose
from desmigratif.documents.holders import Holder, register
from desmigratif.documents.models import PersonDocument, VillageDocument
from pillars.models import ACTIVITY_OF, Activity, ParentingSession, PillarLog

MOST_PHOTOS = 5


def _holder(model: type[Activity]) -> Holder:
    shows_children = model is ParentingSession

    def rows(by: Actor) -> Any:
        return model._default_manager.all().visible_to(by).current()

    return Holder(
        model=model,
        table=PersonDocument if shows_children else VillageDocument,
        purpose=DocumentPurpose.FOTO,
        view_right=Perm.CHILD_VIEW if shows_children else Perm.PILLAR_VIEW,
        change_right=Perm.PILLAR_CHANGE,
        rows=rows,
        add_url="activity-document-add",
        add_args=lambda activity: [activity.pillar.lower(), activity.pk],
        most=MOST_PHOTOS,
        images_only=True,
        withdrawn="withdrawn_at",
        near_only=shows_children,
        journal=PillarLog,
    )


for _model in ACTIVITY_OF.values():
    register(_holder(_model))
