"""Meetings, visits, findings, recommendations, good practices and their journal in the record of processing.

They are about institutions and villages. Personal are the names of those who chaired, came, went or may be asked, who
entered and changed, and the free words of the journal.
"""

from collections.abc import Sequence

from coordination.field_catalogue.action import ACCOUNT, ACCOUNT_FIELDS, DUTY, SYSTEM_FIELDS
from coordination.models import (
    CoordinationLog,
    FieldVisit,
    Finding,
    GoodPractice,
    Meeting,
    MeetingAttendance,
    PracticeAdoption,
    Recommendation,
    RecommendationFinding,
)
from desmigratif.core.catalogue import DataClass, FieldEntry, Tier, entries, register
from desmigratif.core.models import SharedModel

KEPT = "10 tahun sesudah tahun kejadiannya: bahan evaluasi antarkementerian"


def _listed(
    model: type[SharedModel], content: Sequence[str], *, purpose: str, persons: Sequence[str] = (), why: str = ""
) -> list[FieldEntry]:
    """Content that is not about a person, names of persons, then what every record has."""
    return [
        *entries(
            model, *content, data_class=DataClass.NONE, legal_basis=DUTY, purpose=purpose, retention=KEPT, tier=Tier.T1
        ),
        *entries(model, *persons, legal_basis=DUTY, purpose=why, retention=KEPT, tier=Tier.T3),
        *entries(
            model,
            *ACCOUNT_FIELDS,
            legal_basis=ACCOUNT,
            purpose="Pertanggungjawaban: siapa mengubah apa",
            retention=KEPT,
        ),
        *entries(
            model,
            *SYSTEM_FIELDS,
            data_class=DataClass.NONE,
            legal_basis=DUTY,
            purpose="Menjalankan sistem: urutan, kunci, versi, siapa yang melihat",
            retention=KEPT,
        ),
    ]


register(
    Meeting,
    _listed(
        Meeting,
        (
            "kind", "title", "starts_on", "ends_on", "mode", "place", "organizer", "follows", "village_codes",
            "summary", "status", "is_example", "withdrawn_at",
        ),
        purpose="Mengetahui apa yang disepakati, dan menagihnya di rapat berikutnya",
        persons=("chair",),
        why="Notulen menyebut siapa yang memimpin rapat",
    ),
)  # fmt: skip
register(
    MeetingAttendance,
    _listed(
        MeetingAttendance,
        ("meeting", "institution", "presence"),
        purpose="Mengetahui instansi mana yang datang",
        persons=("attendee_name", "position"),
        why="Daftar hadir: siapa yang mewakili instansinya",
    ),
)
register(
    FieldVisit,
    _listed(
        FieldVisit,
        (
            "title", "starts_on", "ends_on", "lead", "participant_ids", "village_codes", "meeting", "summary",
            "is_example", "withdrawn_at",
        ),
        purpose="Mengetahui desa mana yang ditinjau, kapan, dan oleh siapa",
        persons=("team",),
        why="Laporan tinjauan menyebut siapa yang pergi",
    ),
)  # fmt: skip
register(
    Finding,
    _listed(
        Finding,
        (
            "visit", "village_code", "pillar", "kind", "category", "description", "evidence", "severity", "status",
            "closed_on", "withdrawn_at",
        ),
        purpose="Mengetahui masalah dan potensi di lapangan, dan apakah ditangani",
    ),
)  # fmt: skip
register(
    Recommendation,
    _listed(
        Recommendation,
        (
            "meeting", "visit", "number", "text", "pillar", "priority", "addressee_ids", "is_example", "withdrawn_at",
        ),
        purpose="Mengetahui apa yang diminta dari instansi mana",
    ),
)  # fmt: skip
register(
    RecommendationFinding,
    _listed(RecommendationFinding, ("recommendation", "finding"), purpose="Mengetahui temuan mana yang dijawab"),
)
register(
    GoodPractice,
    _listed(
        GoodPractice,
        (
            "title", "village_code", "pillar", "finding", "problem", "solution", "result", "preconditions", "cost",
            "actors", "key_to_success", "evidence", "status", "is_example", "withdrawn_at",
        ),
        purpose="Menyebarkan yang berhasil ke desa lain",
        persons=("contact",),
        why="Desa lain tahu kepada siapa bertanya",
    ),
)  # fmt: skip
register(
    PracticeAdoption,
    _listed(
        PracticeAdoption,
        ("practice", "village_code", "status", "started_on", "result"),
        purpose="Mengetahui apakah praktik baik berhasil juga di desa lain",
    ),
)
register(
    CoordinationLog,
    [
        *entries(
            CoordinationLog,
            "by", "by_role", "by_deputy_of", "comment", "changes",
            legal_basis=ACCOUNT,
            purpose="Pertanggungjawaban: siapa melakukan apa, dan apa yang dikatakan",
            retention=KEPT,
        ),
        *entries(
            CoordinationLog,
            "id", "seq", "shared_with", "record_kind", "record_id", "at", "kind",
            data_class=DataClass.NONE,
            legal_basis=ACCOUNT,
            purpose="Menjalankan sistem: riwayat tiap catatan dan siapa yang melihatnya",
            retention=KEPT,
        ),
    ],
)  # fmt: skip
