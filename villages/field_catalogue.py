"""Officers in the record of processing; the other tables of this app are about places, not people."""

from desmigratif.core.catalogue import DataClass, Tier, entries, register
from villages.models import VillageOfficer

DUTY = "UU 18/2017 Ps 42 dan SK pengangkatan (tugas publik, UU 27/2022 Ps 20)"
ACCOUNT = "UU 27/2022 Ps 31 dan 32: rekaman pemrosesan"
KEPT = "Selama bertugas, lalu 10 tahun: surat menyebut siapa yang menandatangani"

register(
    VillageOfficer,
    [
        *entries(
            VillageOfficer,
            "full_name",
            "role",
            "decree_number",
            "starts_on",
            "ends_on",
            legal_basis=DUTY,
            purpose="Mengetahui siapa yang bertugas di desa, sejak kapan",
            retention=KEPT,
        ),
        *entries(
            VillageOfficer, "user", legal_basis=DUTY, purpose="Menghubungkan petugas dengan akunnya", retention=KEPT
        ),
        *entries(
            VillageOfficer,
            "village",
            "village_code",
            "kec_code",
            "kab_code",
            "prov_code",
            data_class=DataClass.NONE,
            legal_basis=DUTY,
            purpose="Menentukan desa dan wilayah yang dilayani",
            retention=KEPT,
            tier=Tier.T1,
        ),
        *entries(
            VillageOfficer,
            "created_at",
            "created_by",
            "updated_at",
            "updated_by",
            legal_basis=ACCOUNT,
            purpose="Pertanggungjawaban: siapa mengubah apa",
            retention=KEPT,
        ),
        *entries(
            VillageOfficer,
            "id",
            "seq",
            "version",
            data_class=DataClass.NONE,
            legal_basis=DUTY,
            purpose="Menjalankan sistem: urutan, kunci, versi",
            retention=KEPT,
        ),
    ],
)
