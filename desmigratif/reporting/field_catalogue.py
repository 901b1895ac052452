"""Downloads in the record of processing: a filter may hold a name, and the row tells who took people's data out.

The tables of counts hold numbers of people, nobody's own data; published figures are public.
"""

from desmigratif.core.catalogue import DataClass, entries, register
from desmigratif.reporting.models import Export, FigureLog

ACCOUNT = "UU 27/2022 Ps 31 dan 32: rekaman pemrosesan"
KEPT = "Berkas dihapus setelah diambil atau 24 jam; catatannya 10 tahun"

register(
    Export,
    [
        *entries(
            Export,
            "created_by",
            "created_at",
            "updated_by",
            "updated_at",
            "assignment_id",
            "purpose",
            "decided_by",
            "decided_at",
            "refusal",
            "fetched_at",
            legal_basis=ACCOUNT,
            purpose="Pertanggungjawaban: siapa membawa keluar data, untuk apa, siapa yang menyetujui",
            retention=KEPT,
        ),
        *entries(
            Export,
            "filters",
            "filter_words",
            legal_basis=ACCOUNT,
            purpose="Mengetahui siapa saja yang ada dalam daftar",
            retention=KEPT,
        ),
        *entries(
            Export,
            "code",
            "village_code",
            "kec_code",
            "kab_code",
            "prov_code",
            "place",
            data_class=DataClass.NONE,
            legal_basis=ACCOUNT,
            purpose="Menentukan wilayah peminta",
            retention=KEPT,
        ),
        *entries(
            Export,
            "id",
            "seq",
            "version",
            "list_name",
            "format",
            "status",
            "expected",
            "done",
            "rows",
            "file_name",
            "token_hash",
            "expires_at",
            "failure",
            data_class=DataClass.NONE,
            legal_basis=ACCOUNT,
            purpose="Membuat berkas dan memberikannya sekali saja",
            retention=KEPT,
        ),
    ],
)
register(
    FigureLog,
    [
        *entries(
            FigureLog,
            "record_kind",
            "record_id",
            "at",
            "by",
            "by_role",
            "by_deputy_of",
            "kind",
            "comment",
            "changes",
            legal_basis=ACCOUNT,
            purpose="Pertanggungjawaban: siapa mencatat dan mengubah angka bersumber, dan mengapa",
            retention="10 tahun",
        ),
        *entries(
            FigureLog,
            "id",
            "seq",
            data_class=DataClass.NONE,
            legal_basis=ACCOUNT,
            purpose="Urutan riwayat",
            retention="10 tahun",
        ),
    ],
)
