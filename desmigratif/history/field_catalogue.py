"""Fields of this app for the record of processing."""

from desmigratif.core.catalogue import DataClass, entries, register
from desmigratif.history.models import HistoryEvent

ACCOUNT = "UU 27/2022 Ps 31 dan 32: rekaman pemrosesan"
YEARS = "10 tahun sejak kejadian"

register(
    HistoryEvent,
    [
        *entries(
            HistoryEvent,
            *("at", "tx", "kind", "record_id", "action", "user_id", "context"),
            legal_basis=ACCOUNT,
            purpose="Pertanggungjawaban: siapa mengubah apa",
            retention=YEARS,
        ),
        *entries(
            HistoryEvent,
            "data",
            legal_basis=ACCOUNT,
            purpose="Pertanggungjawaban: nilai sebelum dan sesudah diubah; tanpa NIK, nomor KK, dan isian anak",
            retention=YEARS,
            data_class=DataClass.SPECIFIC,
        ),
        *entries(
            HistoryEvent,
            "id",
            legal_basis=ACCOUNT,
            purpose="Menjalankan sistem: urutan",
            retention=YEARS,
            data_class=DataClass.NONE,
        ),
    ],
)
