"""What the API gives of meetings, visits, findings, recommendations and good practices.

Names of persons (chair, who attended, who went, whom to ask) only from tier T3 on.
"""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, IntegerField, OuterRef
from django.db.models.functions import JSONObject

from coordination.catalogue.action import KEY
from coordination.enums import (
    AdoptionStatus,
    FindingCategory,
    FindingKind,
    FindingStatus,
    MeetingKind,
    MeetingMode,
    MeetingStatus,
    Presence,
    Severity,
)
from coordination.models import (
    FieldVisit,
    Finding,
    GoodPractice,
    Meeting,
    MeetingAttendance,
    PracticeAdoption,
    Recommendation,
    RecommendationFinding,
)
from desmigratif.core.rest.datasets import Dataset, Field, Kind, changed_field, withdrawn_field
from desmigratif.reference.models import Institution
from pillars.enums import Pillar

VILLAGE_PATTERN = r"[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}"
INSTITUTION_PATTERN = "[A-Z0-9_]{2,40}"


def _codes_of(column: str) -> ArraySubquery:
    """Codes of the institutions whose ids stand in an array."""
    place = Func(OuterRef(column), F("pk"), function="array_position", output_field=IntegerField())
    rows = Institution.objects.annotate(place=place).filter(place__isnull=False)
    return ArraySubquery(rows.order_by("code").values("code"))


def _attended(**members: str) -> ArraySubquery:
    rows = MeetingAttendance.objects.filter(meeting=OuterRef("pk")).order_by("institution__code")
    return ArraySubquery(rows.values(json=JSONObject(institution="institution__code", **members)))


INSTITUTION = Field("institution", "Instansi", "Code of the institution.", nullable=False)
PILLAR = Field("pillar", "Pilar", "Pillar.", kind=Kind.CODE, codes=Pillar, filterable=True)
VILLAGES = Field("village_codes", "Desa", "Kemendagri codes of the villages.", kind=Kind.LIST)
STARTS = Field("starts_on", "Tanggal mulai", "First day.", kind=Kind.DATE)
ENDS = Field("ends_on", "Tanggal selesai", "Last day.", kind=Kind.DATE)

MEETINGS = Dataset(
    name="meetings",
    singular="Meeting",
    label="Rapat koordinasi",
    label_en="Coordination meetings",
    help="Meetings between institutions, who was asked to come and who came.",
    model=Meeting,
    key="id",
    order=("seq",),
    changed=("updated_at", "seq"),
    fields=(
        KEY,
        changed_field(),
        withdrawn_field("withdrawn_at"),
        Field("kind", "Jenis rapat", "Kind of meeting.", kind=Kind.CODE, codes=MeetingKind, filterable=True),
        Field("title", "Judul", "Title."),
        STARTS,
        ENDS,
        Field("mode", "Cara", "In person, online or both.", kind=Kind.CODE, codes=MeetingMode),
        Field("place", "Tempat", "Where; empty when unknown."),
        Field("chair", "Pimpinan rapat", "Who chaired; empty when unknown.", tier="T3"),
        Field(
            "organizer",
            "Penyelenggara",
            "Code of the institution that organized it.",
            source="organizer__code",
            filterable=True,
            pattern=INSTITUTION_PATTERN,
        ),
        Field(
            "follows",
            "Lanjutan dari",
            "Id of the meeting before; null when none.",
            source=F("follows_id"),
            kind=Kind.UUID,
        ),
        VILLAGES,
        Field("summary", "Ringkasan", "What came of it; empty before."),
        Field("status", "Status", "State.", kind=Kind.CODE, codes=MeetingStatus, filterable=True),
        Field(
            "attendance",
            "Kehadiran instansi",
            "Institutions that were asked to come.",
            source=_attended(presence="presence"),
            kind=Kind.ROWS,
            members=(
                INSTITUTION,
                Field("presence", "Kehadiran", "Empty while not noted.", kind=Kind.CODE, codes=Presence),
            ),
        ),
        Field(
            "attendees",
            "Nama yang hadir",
            "Who came for each institution; empty texts when unknown.",
            source=_attended(name="attendee_name", position="position"),
            kind=Kind.ROWS,
            tier="T3",
            members=(
                INSTITUTION,
                Field("name", "Nama", "Name.", tier="T3"),
                Field("position", "Jabatan", "Post.", tier="T3"),
            ),
        ),
    ),
)

FIELD_VISITS = Dataset(
    name="field_visits",
    singular="FieldVisit",
    label="Tinjauan lapangan",
    label_en="Field visits",
    help="Visits of institutions to villages.",
    model=FieldVisit,
    key="id",
    order=("seq",),
    changed=("updated_at", "seq"),
    fields=(
        KEY,
        changed_field(),
        withdrawn_field("withdrawn_at"),
        Field("title", "Judul", "Title."),
        STARTS,
        ENDS,
        Field(
            "lead",
            "Instansi pemimpin",
            "Code of the leading institution.",
            source="lead__code",
            filterable=True,
            pattern=INSTITUTION_PATTERN,
        ),
        Field(
            "participants",
            "Instansi yang ikut",
            "Codes of the other institutions.",
            source=_codes_of("participant_ids"),
            kind=Kind.LIST,
        ),
        Field("team", "Tim", "Names of those who went; empty when unknown.", tier="T3"),
        VILLAGES,
        Field(
            "meeting",
            "Rapat",
            "Id of the meeting it followed from; null when none.",
            source=F("meeting_id"),
            kind=Kind.UUID,
        ),
        Field("summary", "Ringkasan", "What was seen; empty when not written."),
    ),
)

FINDINGS = Dataset(
    name="findings",
    singular="Finding",
    label="Temuan",
    label_en="Findings",
    help="What visits found, and whether it is dealt with.",
    model=Finding,
    key="id",
    order=("seq",),
    changed=("updated_at", "seq"),
    fields=(
        KEY,
        changed_field(),
        withdrawn_field("withdrawn_at"),
        Field("visit", "Tinjauan", "Id of the visit.", source=F("visit_id"), kind=Kind.UUID),
        Field(
            "village_code",
            "Kode desa",
            "Village; empty when it concerns all villages of the visit.",
            filterable=True,
            pattern=VILLAGE_PATTERN,
        ),
        PILLAR,
        Field("kind", "Jenis temuan", "Kind.", kind=Kind.CODE, codes=FindingKind, filterable=True),
        Field("category", "Pokok", "What it is about.", kind=Kind.CODE, codes=FindingCategory, filterable=True),
        Field("description", "Uraian", "What was found."),
        Field("evidence", "Bukti", "Evidence; empty when none."),
        Field("severity", "Tingkat", "How grave.", kind=Kind.CODE, codes=Severity, filterable=True),
        Field("status", "Status", "State.", kind=Kind.CODE, codes=FindingStatus, filterable=True),
        Field("closed_on", "Ditutup tanggal", "Day it was closed; null before.", kind=Kind.DATE),
    ),
)

RECOMMENDATIONS = Dataset(
    name="recommendations",
    singular="Recommendation",
    label="Rekomendasi",
    label_en="Recommendations",
    help="What meetings and visits ask of institutions, and which findings that answers.",
    model=Recommendation,
    key="id",
    order=("seq",),
    changed=("updated_at", "seq"),
    fields=(
        KEY,
        changed_field(),
        withdrawn_field("withdrawn_at"),
        Field("number", "Nomor", "Number."),
        Field(
            "meeting",
            "Rapat",
            "Id of the meeting; null when it comes from a visit.",
            source=F("meeting_id"),
            kind=Kind.UUID,
        ),
        Field(
            "visit",
            "Tinjauan",
            "Id of the visit; null when it comes from a meeting.",
            source=F("visit_id"),
            kind=Kind.UUID,
        ),
        Field("text", "Rekomendasi", "What is asked."),
        PILLAR,
        Field("priority", "Prioritas", "How urgent.", kind=Kind.CODE, codes=Severity, filterable=True),
        Field(
            "addressees",
            "Ditujukan ke",
            "Codes of the institutions that are asked.",
            source=_codes_of("addressee_ids"),
            kind=Kind.LIST,
        ),
        Field(
            "findings",
            "Temuan yang dijawab",
            "Ids of the findings it answers.",
            source=ArraySubquery(
                RecommendationFinding.objects.filter(recommendation=OuterRef("pk"))
                .order_by("seq")
                .values("finding_id")
            ),
            kind=Kind.LIST,
        ),
    ),
)

GOOD_PRACTICES = Dataset(
    name="good_practices",
    singular="GoodPractice",
    label="Praktik baik",
    label_en="Good practices",
    help="Published good practices, and the villages that took them over.",
    model=GoodPractice,
    key="id",
    order=("seq",),
    changed=("updated_at", "seq"),
    fields=(
        KEY,
        changed_field(),
        withdrawn_field("withdrawn_at"),
        Field("title", "Judul", "Title."),
        Field("village_code", "Desa asal", "Village.", filterable=True, pattern=VILLAGE_PATTERN),
        PILLAR,
        Field("finding", "Temuan asal", "Id of the finding; null when none.", source=F("finding_id"), kind=Kind.UUID),
        Field("problem", "Masalah", "How things stood before."),
        Field("solution", "Langkah", "What was done."),
        Field("result", "Hasil", "What came of it."),
        Field("preconditions", "Prasyarat", "What has to be there first."),
        Field("cost", "Biaya", "Rupiah; null when unknown.", kind=Kind.INTEGER),
        Field("actors", "Pelaku", "Groups or bodies that did it; empty when unknown."),
        Field("key_to_success", "Kunci sukses", "What it hung on; empty when unknown."),
        Field("evidence", "Bukti", "Evidence; empty when none."),
        Field("contact", "Kontak", "Whom to ask; empty when unknown.", tier="T3"),
        Field(
            "adoptions",
            "Penerapan di desa lain",
            "Villages that took it over, and what came of it.",
            source=ArraySubquery(
                PracticeAdoption.objects.filter(practice=OuterRef("pk"))
                .order_by("village_code")
                .values(
                    json=JSONObject(
                        village_code="village_code", status="status", started_on="started_on", result="result"
                    )
                )
            ),
            kind=Kind.ROWS,
            members=(
                Field("village_code", "Kode desa", "Kemendagri code of the village.", nullable=False),
                Field("status", "Keadaan", "How far it is.", kind=Kind.CODE, codes=AdoptionStatus, nullable=False),
                Field("started_on", "Mulai", "First day; null before.", kind=Kind.DATE),
                Field("result", "Hasil", "What came of it; empty before.", nullable=False),
            ),
        ),
    ),
)

DATASETS: tuple[Dataset, ...] = (MEETINGS, FIELD_VISITS, FINDINGS, RECOMMENDATIONS, GOOD_PRACTICES)
