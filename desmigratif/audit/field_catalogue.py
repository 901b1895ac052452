"""The access log in the record of processing. Nothing of it leaves the system."""

from desmigratif.audit.models import AccessLog
from desmigratif.core.catalogue import DataClass, entries, register

DUTY = "UU 27/2022 Ps 31 dan 39: merekam pemrosesan, mencegah akses tidak sah (kewajiban hukum, Ps 20)"
KEPT = "5 tahun"
WHO = "Pertanggungjawaban: siapa melihat data siapa"

register(
    AccessLog,
    [
        *entries(
            AccessLog,
            "user",
            "under",
            "role",
            "level",
            "code",
            "device",
            "address",
            "at",
            "about",
            legal_basis=DUTY,
            purpose=WHO,
            retention=KEPT,
        ),
        *entries(AccessLog, "record_id", "village_code", legal_basis=DUTY, purpose=WHO, retention=KEPT),
        *entries(
            AccessLog,
            "id",
            "client",
            "party",
            "what",
            "how",
            "screen",
            "shown",
            "request_id",
            "seal",
            data_class=DataClass.NONE,
            legal_basis=DUTY,
            purpose=WHO,
            retention=KEPT,
        ),
    ],
)
