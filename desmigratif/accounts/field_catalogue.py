"""Users and their assignments in the record of processing. Nothing of them leaves the system."""

from desmigratif.accounts.models import Assignment, User
from desmigratif.core.catalogue import DataClass, entries, register

DUTY = "Perpres 95/2018 Ps 40: pengendalian akses SPBE (kewajiban hukum, UU 27/2022 Ps 20)"
KEPT = "Selama akun dipakai, lalu 10 tahun: catatan menyebut siapa yang menulisnya"
LOG_IN = "Masuk ke sistem"
SCOPE = "Menentukan hak dan wilayah kerja"

register(
    User,
    [
        *entries(User, "username", "password", "is_active", legal_basis=DUTY, purpose=LOG_IN, retention=KEPT),
        *entries(User, "phone", legal_basis=DUTY, purpose="Masuk ke sistem dan menghubungi petugas", retention=KEPT),
        *entries(User, "email", legal_basis=DUTY, purpose="Menghubungi petugas", retention=KEPT),
        *entries(
            User, "full_name", legal_basis=DUTY, purpose="Pertanggungjawaban: siapa mengubah apa", retention=KEPT
        ),
        *entries(User, "last_login", "joined_at", legal_basis=DUTY, purpose="Mengawasi pemakaian", retention=KEPT),
        *entries(
            User,
            "id",
            data_class=DataClass.NONE,
            legal_basis=DUTY,
            purpose="Menjalankan sistem: kunci",
            retention=KEPT,
        ),
    ],
)
register(
    Assignment,
    [
        *entries(
            Assignment,
            "user",
            "role",
            "level",
            "region",
            "institution",
            "starts_on",
            "ends_on",
            legal_basis=DUTY,
            purpose=SCOPE,
            retention=KEPT,
        ),
        *entries(
            Assignment,
            "id",
            data_class=DataClass.NONE,
            legal_basis=DUTY,
            purpose="Menjalankan sistem: kunci",
            retention=KEPT,
        ),
    ],
)
