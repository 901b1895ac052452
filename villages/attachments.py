"""Files on records of villages: the decrees."""

from typing import Any

from desmigratif.accounts.roles import Perm
from desmigratif.core.errors import DomainError
from desmigratif.core.scope import Actor
from desmigratif.documents.enums import DocumentPurpose
from desmigratif.documents.holders import Holder, register
from desmigratif.documents.models import VillageDocument
from villages.models import VillageOfficer, VillageProgramme
from villages.services import may_designate

MOST = 3  # the decree, its annex, the village regulation


def _page(record: Any) -> str:
    return record.village.get_absolute_url()


def _from_above(_record: VillageProgramme, by: Actor) -> None:
    if not may_designate(by):
        raise DomainError("SK penetapan desa diunggah oleh kabupaten.")


register(
    Holder(
        model=VillageProgramme,
        table=VillageDocument,
        purpose=DocumentPurpose.SK,
        view_right=Perm.VILLAGE_VIEW,
        change_right=Perm.VILLAGE_CHANGE,
        rows=lambda by: VillageProgramme.objects.visible_to(by).select_related("village", "programme"),
        add_url="village-programme-document-add",
        most=MOST,
        page=_page,
        allow=_from_above,
    )
)
register(
    Holder(
        model=VillageOfficer,
        table=VillageDocument,
        purpose=DocumentPurpose.SK,
        view_right=Perm.VILLAGE_VIEW,
        change_right=Perm.VILLAGE_CHANGE,
        rows=lambda by: VillageOfficer.objects.visible_to(by).select_related("village"),
        add_url="village-officer-document-add",
        most=MOST,
        page=_page,
    )
)
