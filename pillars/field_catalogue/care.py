"""Activities, services, letters and attendance in the record of processing."""

from django.db import models

from desmigratif.core.catalogue import DataClass, FieldEntry, Tier, entries, register
from pillars.models import ACTIVITY_OF, Attendance, PermissionLetter, PillarLog, ServiceClient

DUTY = "UU 18/2017 Ps 42: layanan dan pemberdayaan di desa (tugas publik, UU 27/2022 Ps 20)"
ACCOUNT = "UU 27/2022 Ps 31 dan 32: rekaman pemrosesan"
KEPT = "5 tahun sejak kegiatan, untuk laporan dan pemeriksaan"
LOG_YEARS = "10 tahun sejak kejadian"
WHO = "Pertanggungjawaban: siapa mengubah apa"
RUN = "Menjalankan sistem: urutan, kunci, versi"
SERVE = "Mengetahui siapa yang dilayani dan apa hasilnya"
HOLD = "Mengetahui siapa yang bertanggung jawab atas kegiatan"
WRITTEN = ("created_at", "created_by", "updated_by")
PLACE = ("village_code", "kec_code", "kab_code", "prov_code")


def personal(model: type[models.Model], purpose: str, tier: Tier, *names: str) -> list[FieldEntry]:
    """Fields about a person."""
    return entries(model, *names, legal_basis=DUTY, purpose=purpose, retention=KEPT, tier=tier)


def technical(model: type[models.Model], *names: str, tier: Tier = Tier.NEVER) -> list[FieldEntry]:
    """Fields that run the system or say where."""
    return entries(model, *names, data_class=DataClass.NONE, legal_basis=DUTY, purpose=RUN, retention=KEPT, tier=tier)


def account(model: type[models.Model], *names: str, retention: str = KEPT) -> list[FieldEntry]:
    """Who wrote."""
    return entries(model, *names, legal_basis=ACCOUNT, purpose=WHO, retention=retention)


def _activity(model: type[models.Model]) -> list[FieldEntry]:
    named = {"responsible", "facilitator"} & {field.name for field in model._meta.local_fields}
    rest = [field.name for field in model._meta.local_fields if field.name not in {*named, *WRITTEN}]
    return [
        *personal(model, HOLD, Tier.T3, *sorted(named)),
        *account(model, *WRITTEN),
        *technical(model, *rest, tier=Tier.T1),
    ]


for _model in ACTIVITY_OF.values():
    register(_model, _activity(_model))

register(
    ServiceClient,
    [
        *personal(ServiceClient, SERVE, Tier.T2, "service", "person"),
        *technical(ServiceClient, "id", "seq", "version", "updated_at", *PLACE),
        *account(ServiceClient, *WRITTEN),
    ],
)
register(
    Attendance,
    [
        *personal(
            Attendance, SERVE, Tier.T2, "person", "migration_activity", "business_activity", "parenting_session",
            "cooperative_activity",
        ),
        *technical(Attendance, "id", "seq", "version", "updated_at", *PLACE, tier=Tier.T2),
        *account(Attendance, *WRITTEN),
    ],
)  # fmt: skip
register(
    PermissionLetter,
    [
        *personal(
            PermissionLetter, SERVE, Tier.T2, "person", "service", "requested_on", "issued_on", "giver_relation",
            "attended", "country", "p3mi",
        ),
        *personal(PermissionLetter, SERVE, Tier.T3, "letter_number", "giver_name", "signatory"),
        *technical(PermissionLetter, "id", "seq", "version", "updated_at", "withdrawn_at", *PLACE, tier=Tier.T2),
        *account(PermissionLetter, *WRITTEN),
    ],
)  # fmt: skip
register(
    PillarLog,
    [
        *technical(PillarLog, "id", "seq", *PLACE),
        *account(
            PillarLog, "record_kind", "record_id", "at", "by", "by_role", "by_deputy_of", "kind", "comment", "changes",
            retention=LOG_YEARS,
        ),
    ],
)  # fmt: skip
