"""Groups, businesses, aid and their people in the record of processing.

A business of one person tells of that person's living, so its fields stand here too, though the table names nobody.
"""

from collections.abc import Sequence

from django.db import models

from desmigratif.core.catalogue import DataClass, FieldEntry, Tier, entries, register
from pillars.models import Aid, Business, BusinessOwner, CooperativeMember, Group, GroupMember

DUTY = "UU 18/2017 Ps 42: pemberdayaan PMI Purna dan keluarganya di desa (tugas publik, UU 27/2022 Ps 20)"
ACCOUNT = "UU 27/2022 Ps 31 dan 32: rekaman pemrosesan"
KEPT = "Selama tercatat, lalu 5 tahun setelah ditarik atau selesai"
PLACE = ("village_code", "kec_code", "kab_code", "prov_code")
MEMBERS = (
    "members_purna", "members_family", "members_candidate", "members_general", "members_female", "members_male",
)  # fmt: skip
BY_WHOM = ("created_at", "created_by", "updated_at", "updated_by")


def _plain(model: type[models.Model], purpose: str, *names: str, tier: Tier = Tier.T1) -> list[FieldEntry]:
    """Not about a person."""
    return entries(
        model, *names, data_class=DataClass.NONE, legal_basis=DUTY, purpose=purpose, retention=KEPT, tier=tier
    )


def _personal(
    model: type[models.Model], purpose: str, tier: Tier, *names: str, data_class: DataClass = DataClass.GENERAL
) -> list[FieldEntry]:
    return entries(model, *names, data_class=data_class, legal_basis=DUTY, purpose=purpose, retention=KEPT, tier=tier)


def _common(model: type[models.Model], technical: Sequence[str] = ("id", "seq", "version")) -> list[FieldEntry]:
    return [
        *_plain(model, "Menentukan desa dan wilayah yang dilayani", *PLACE),
        *_plain(model, "Menjalankan sistem: urutan, kunci, versi", *technical, tier=Tier.T1),
        *entries(
            model, *BY_WHOM, legal_basis=ACCOUNT, purpose="Pertanggungjawaban: siapa mengubah apa", retention=KEPT
        ),
    ]


JOIN = "Mengetahui siapa yang menjadi anggota, sejak kapan, sebagai apa"
RUN = "Mendampingi usaha dan mengetahui apakah bertahan"

register(
    Group,
    [
        *_common(Group),
        *_plain(
            Group, "Mengetahui kelompok yang ada dan yang bisa didampingi", "village", "name", "kind", "decree_number",
            "hamlet", "founded_on", "commodity", "is_active", "withdrawn_at", *MEMBERS,
        ),
        *_personal(Group, "Menghubungi kelompok", Tier.T3, "leader_name"),
    ],
)  # fmt: skip
for member in (GroupMember, CooperativeMember):
    parent = "group" if member is GroupMember else "cooperative"
    register(
        member,
        [
            *_common(member),
            *_personal(member, JOIN, Tier.T2, parent, "person", "category", "position", "starts_on", "ends_on"),
            *(_personal(member, JOIN, Tier.NEVER, "member_number") if member is CooperativeMember else []),
        ],
    )
register(
    Business,
    [
        *_common(Business),
        *_plain(Business, RUN, "village", "group", "withdrawn_at"),
        *_personal(
            Business, RUN, Tier.T1, "kind", "commodity", "started_on", "status", "market", "workers_female",
            "workers_male",
        ),
        *_personal(Business, RUN, Tier.T3, "name", "nib"),
        # Of a business of one person these are the person's finances.
        *_personal(Business, RUN, Tier.T2, "turnover_band", "capital_source", data_class=DataClass.SPECIFIC),
    ],
)  # fmt: skip
register(
    BusinessOwner,
    [
        *_common(BusinessOwner),
        *_personal(
            BusinessOwner, "Mengetahui usaha milik siapa", Tier.T2, "business", "person", "category", "withdrawn_at"
        ),
    ],
)
register(
    Aid,
    [
        *_common(Aid),
        *_plain(
            Aid, "Mengetahui bantuan yang diberikan dan apakah masih dipakai", "village", "group", "business", "giver",
            "kind", "description", "quantity", "unit", "value", "given_on", "handover_number", "condition",
            "condition_on", "withdrawn_at",
        ),
    ],
)  # fmt: skip
