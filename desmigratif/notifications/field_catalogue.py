"""Notifications in the record of processing: numbers of records and who is told; nothing leaves the system."""

from desmigratif.core.catalogue import DataClass, entries, register
from desmigratif.notifications.models import MailDigest, Notification

DUTY = "UU 18/2017 Ps 42 (tugas publik, UU 27/2022 Ps 20)"
KEPT = "180 hari sesudah dibaca"

register(
    Notification,
    [
        *entries(
            Notification,
            "user",
            "by",
            "read_at",
            legal_basis=DUTY,
            purpose="Memberi tahu petugas apa yang terjadi pada data yang ditanganinya",
            retention=KEPT,
        ),
        *entries(
            Notification,
            "id",
            "seq",
            "kind",
            "record_kind",
            "record_id",
            "village_code",
            "created_at",
            data_class=DataClass.NONE,
            legal_basis=DUTY,
            purpose="Menunjuk catatan yang dimaksud, tanpa isinya",
            retention=KEPT,
        ),
    ],
)

register(
    MailDigest,
    entries(
        MailDigest,
        "user",
        "is_wanted",
        "sent_at",
        legal_basis=DUTY,
        purpose="Mengirim paling banyak satu surel ringkasan sehari, dan tidak kepada yang menolaknya",
        retention="Selama akunnya ada",
    ),
)
