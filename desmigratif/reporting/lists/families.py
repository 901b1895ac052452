"""Families as a file: heads and numbers of members; the members themselves are in the list of people."""

from django.db.models import QuerySet

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Actor
from desmigratif.reporting.enums import ExportSubject
from desmigratif.reporting.lists.base import NEAR, OF_VILLAGE, Column, PersonalList, plain, yes_no
from workers.filters import FamilyFilter
from workers.models import Family


class FamiliesList(PersonalList):
    """Families, without those withdrawn."""

    name = ExportSubject.KELUARGA
    address = "family-list"
    right = Perm.FAMILY_VIEW
    filters = FamilyFilter
    contents = "Keluarga yang tercatat, tanpa yang ditarik. Nomor KK disamarkan."
    columns = (
        Column("Kepala keluarga", lambda row: row.head.full_name if row.head else "", 28),
        Column("Nomor KK (disamarkan)", lambda row: row.kk_masked, 20),
        Column("Alamat", lambda row: row.address, 30, NEAR),
        Column("Dusun", lambda row: row.hamlet, 18, NEAR),
        Column("RT", lambda row: row.rt, 6, NEAR),
        Column("RW", lambda row: row.rw, 6, NEAR),
        *OF_VILLAGE,
        Column("Anggota", lambda row: str(row.members_now), 10),
        Column("Anak PMI tercatat", lambda row: str(row.children_now), 10),
        Column("Menerima bansos", lambda row: yes_no(row.receives_aid), 12, NEAR),
        Column("Desil DTSEN", lambda row: plain(row.welfare_decile), 10, NEAR),
        Column("Status data", lambda row: row.get_record_status_display(), 16),
    )

    def everything(self, actor: Actor) -> QuerySet:
        """With their heads and their numbers."""
        return Family.objects.visible_to(actor).current().select_related("head").with_counts()
