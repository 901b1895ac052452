"""Actions, their dates and their progress in the record of processing.

They are about institutions; personal are the name of the person in charge, and who entered, reported, checked and
decided. Reporting periods hold nothing about people.
"""

from collections.abc import Sequence

from coordination.models import ActionItem, DateRevision, Milestone, ProgressReport
from coordination.models.action import OfAction
from desmigratif.core.catalogue import DataClass, FieldEntry, Tier, entries, register

DUTY = "Perpres 35/2020 dan UU 18/2017 Ps 39-42: koordinasi (tugas publik, UU 27/2022 Ps 20)"
ACCOUNT = "UU 27/2022 Ps 31 dan 32: rekaman pemrosesan"
KEPT = "10 tahun sesudah rencana aksi selesai: bahan evaluasi antarkementerian"
ALL_MODELS = type[ActionItem] | type[OfAction]
SYSTEM_FIELDS = ("id", "seq", "version", "shared_with")
ACCOUNT_FIELDS = ("created_at", "created_by", "updated_at", "updated_by")


def _listed(
    model: ALL_MODELS, content: Sequence[str], *, purpose: str, persons: Sequence[FieldEntry] = ()
) -> list[FieldEntry]:
    """Content that is not about a person, then what every record has."""
    return [
        *entries(
            model, *content, data_class=DataClass.NONE, legal_basis=DUTY, purpose=purpose, retention=KEPT, tier=Tier.T1
        ),
        *persons,
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
    ActionItem,
    _listed(
        ActionItem,
        (
            "number", "recommendation", "finding", "programme", "activity", "sub_activity_code", "output", "unit",
            "target", "success_measure", "owner", "owner_unit", "supporter_ids", "village_codes", "pillar", "budget",
            "fund_source", "baseline_starts_on", "baseline_ends_on", "starts_on", "ends_on", "status", "percent",
            "finished_on", "is_example", "withdrawn_at",
        ),
        purpose="Mengetahui janji tiap instansi dan sejauh mana ditepati",
        persons=entries(
            ActionItem,
            "person_in_charge",
            legal_basis=DUTY,
            purpose="Mengetahui pejabat yang bisa dihubungi",
            retention=KEPT,
            tier=Tier.T3,
        ),
    ),
)  # fmt: skip
register(
    Milestone,
    _listed(Milestone, ("action", "title", "due_on", "done_on"), purpose="Melihat keterlambatan sebelum batas akhir"),
)
register(
    DateRevision,
    _listed(
        DateRevision,
        (
            "action", "old_starts_on", "old_ends_on", "new_starts_on", "new_ends_on", "request_reason", "status",
            "decided_at", "decision_note",
        ),
        purpose="Mengubah jadwal hanya dengan alasan dan persetujuan",
        persons=entries(
            DateRevision,
            "decided_by",
            legal_basis=ACCOUNT,
            purpose="Pertanggungjawaban: siapa yang memutuskan",
            retention=KEPT,
        ),
    ),
)  # fmt: skip
register(
    ProgressReport,
    _listed(
        ProgressReport,
        (
            "action", "period", "percent", "status", "realized", "budget_realized", "obstacle", "follow_up",
            "evidence", "evidence_files", "fall_reason", "assessment", "assessment_note", "checked_at",
            "checked_without_file",
        ),
        purpose="Mengetahui capaian, kendala, dan penilaiannya per periode",
        persons=entries(
            ProgressReport,
            "checked_by",
            legal_basis=ACCOUNT,
            purpose="Pertanggungjawaban: siapa yang memeriksa",
            retention=KEPT,
        ),
    ),
)  # fmt: skip
