"""Accounts in the record of processing. Nothing of them leaves the system."""

from django.db.models import Model

from desmigratif.accounts.models import (
    AccountLog,
    Assignment,
    OneTimeCode,
    RecoveryCode,
    SecondFactor,
    Session,
    User,
)
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
            "seq",
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
            "ended_at",
            "stands_in_for",
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

PROOF = "Membuktikan bahwa yang masuk pemilik akun"
TRACE = "Pertanggungjawaban: siapa mengubah akun siapa"
SHORT = "Sampai sesi berakhir, paling lama 12 jam; baris lama dihapus tiap jam"


def _whole(model: type[Model], purpose: str, retention: str = KEPT, keys: tuple[str, ...] = ("id",)) -> None:
    """All fields of a table have one purpose; its keys are about nobody."""
    names = [field.name for field in model._meta.local_fields if field.name not in keys]
    key = "Menjalankan sistem: kunci"
    register(
        model,
        [
            *entries(model, *names, legal_basis=DUTY, purpose=purpose, retention=retention),
            *entries(model, *keys, data_class=DataClass.NONE, legal_basis=DUTY, purpose=key, retention=retention),
        ],
    )


_whole(OneTimeCode, PROOF)
_whole(SecondFactor, PROOF)
_whole(RecoveryCode, PROOF)
_whole(AccountLog, TRACE, keys=("id", "seq"))
_whole(Session, PROOF, SHORT, keys=("session_key",))
