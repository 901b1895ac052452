"""Imports in the record of processing: who brought which data in; the rows of a file, sealed, for 30 days."""

from desmigratif.core.catalogue import DataClass, entries, register
from desmigratif.imports.models import ImportBatch, ImportRow

ACCOUNT = "UU 27/2022 Ps 31 dan 32: rekaman pemrosesan"
DUTY = "UU 18/2017 Ps 42: desa mendata dan memantau pekerja migran (tugas publik, UU 27/2022 Ps 20)"
BATCH_KEPT = "10 tahun; tanpa isi berkas"
ROW_KEPT = "30 hari sejak diunggah, atau sampai dibuang"
PLACES = ("code", "village_code", "kec_code", "kab_code", "prov_code")

register(
    ImportBatch,
    [
        *entries(
            ImportBatch,
            "created_by",
            "created_at",
            "updated_by",
            "updated_at",
            "assignment_id",
            "source_name",
            "sheet",
            "applied_at",
            "undone_at",
            "undo_reason",
            legal_basis=ACCOUNT,
            purpose="Pertanggungjawaban: siapa memasukkan data, kapan, dari berkas apa",
            retention=BATCH_KEPT,
        ),
        *entries(
            ImportBatch,
            *PLACES,
            "place",
            data_class=DataClass.NONE,
            legal_basis=ACCOUNT,
            purpose="Menentukan wilayah pengunggah",
            retention=BATCH_KEPT,
        ),
        *entries(
            ImportBatch,
            "id",
            "seq",
            "version",
            "preset",
            "status",
            "step",
            "failure",
            "total",
            "done",
            "read_rows",
            "created_rows",
            "updated_rows",
            "unchanged_rows",
            "rejected_rows",
            "fill_empty",
            "notes",
            "cleared_at",
            data_class=DataClass.NONE,
            legal_basis=ACCOUNT,
            purpose="Menjalankan impor dan menghitung hasilnya",
            retention=BATCH_KEPT,
        ),
    ],
)
register(
    ImportRow,
    [
        *entries(
            ImportRow,
            "payload",
            data_class=DataClass.SPECIFIC,
            legal_basis=DUTY,
            purpose="Memeriksa, menerapkan, dan membatalkan baris berkas",
            retention=ROW_KEPT,
        ),
        *entries(
            ImportRow,
            "record_id",
            "record_version",
            "applied_at",
            "result",
            "if_filled",
            "has_notes",
            "undone",
            legal_basis=DUTY,
            purpose="Mengetahui apa yang terjadi dengan setiap baris",
            retention=ROW_KEPT,
        ),
        *entries(
            ImportRow,
            "id",
            "seq",
            "batch",
            "number",
            *PLACES,
            data_class=DataClass.NONE,
            legal_basis=DUTY,
            purpose="Menjalankan impor",
            retention=ROW_KEPT,
        ),
    ],
)
