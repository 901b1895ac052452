"""Fields of this app for the record of processing."""

from functools import partial

from desmigratif.core.catalogue import DataClass, entries, register
from desmigratif.rights.models import EmergencyAccess, RequestLog, Reveal, SubjectRequest

ACCOUNT = "UU 27/2022 Ps 31, 32, dan 35: rekaman pemrosesan dan keamanan"
LOG_YEARS = "10 tahun sejak kejadian"
ASKED = "UU 27/2022 Ps 5 sampai 13: hak subjek data"
ASKED_YEARS = "5 tahun sejak selesai"

_log = partial(entries, legal_basis=ACCOUNT, retention=LOG_YEARS)
_run = partial(
    entries,
    legal_basis=ACCOUNT,
    retention="Sama dengan catatannya",
    purpose="Menjalankan sistem: urutan, kunci, versi",
    data_class=DataClass.NONE,
)
_asked = partial(entries, legal_basis=ASKED, retention=ASKED_YEARS)
PLACE = ("village_code", "kec_code", "kab_code", "prov_code")

register(
    Reveal,
    [
        *_run(Reveal, "id", "seq"),
        *_log(
            Reveal, *PLACE, "person", "family", "field", "reason_code", "reason", "at", "by", "by_role",
            purpose="Pertanggungjawaban: siapa membuka nomor utuh dan mengapa",
        ),
    ],
)  # fmt: skip
register(
    EmergencyAccess,
    [
        *_run(EmergencyAccess, "id", "seq", "version", "updated_at", "updated_by"),
        *_log(
            EmergencyAccess, "kab_code", "from_kab_code", "person", "reason_code", "reason", "by", "created_at",
            "created_by", "expires_at", "ended_at", "views", "last_viewed_at", "verdict", "review_note",
            "reviewed_at", "reviewed_by",
            purpose="Pertanggungjawaban: siapa membuka data di luar wilayahnya dan mengapa",
        ),
    ],
)  # fmt: skip
register(
    SubjectRequest,
    [
        *_run(SubjectRequest, "id", "seq", "version", "updated_at", "updated_by"),
        *_asked(SubjectRequest, *PLACE, purpose="Menentukan desa dan kabupaten yang menjawab"),
        *_asked(
            SubjectRequest, "asker_name", "asker_relation", "asker_contact", "identity_proof",
            purpose="Memastikan siapa yang meminta dan menghubunginya",
        ),
        *_asked(
            SubjectRequest, "kind", "person", "details", "received_at", "due_at", "status", "handler", "decision",
            "stopped", "closed_at", "created_at", "created_by",
            purpose="Menjawab permintaan dalam 3 x 24 jam",
        ),
    ],
)  # fmt: skip
register(
    RequestLog,
    [
        *_run(RequestLog, "id", "seq"),
        *_asked(
            RequestLog, *PLACE, "record_kind", "record_id", "at", "by", "by_role", "by_deputy_of", "kind", "comment",
            "changes", purpose="Pertanggungjawaban: apa yang dilakukan dengan permintaan",
        ),
    ],
)  # fmt: skip
