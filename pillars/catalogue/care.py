"""What the API gives of activities, services, letters and attendance. Persons stand under pseudonyms."""

from desmigratif.core.rest.datasets import Dataset, Field, Kind, changed_field, place_fields, withdrawn_field
from pillars.enums import (
    ACTIVITY_KINDS,
    FundSource,
    LetterRelation,
    Pillar,
    Requester,
    ServiceChannel,
    ServiceKind,
    ServiceOutcome,
    SessionAudience,
)
from pillars.models import ACTIVITY_OF, Activity, Attendance, PermissionLetter, ServiceLog
from workers.enums import RecordStatus, Sex


def _key(tier: str = "T1", *, pseudonym: bool = False) -> Field:
    words = "Pseudonym, stable under one agreement." if pseudonym else "Id of the record."
    return Field(
        "id", "Id", words, source="pk", kind=Kind.UUID, tier=tier, always=True, nullable=False, pseudonym=pseudonym
    )


def _text(name: str, label: str, words: str, *, tier: str = "T1") -> Field:
    return Field(name, label, words, tier=tier)


def _date(name: str, label: str, words: str, *, tier: str = "T1") -> Field:
    return Field(name, label, words, kind=Kind.DATE, tier=tier)


def _number(name: str, label: str, words: str) -> Field:
    return Field(name, label, words, kind=Kind.INTEGER)


def _code(name: str, label: str, words: str, codes: type, *, tier: str = "T1") -> Field:
    return Field(name, label, words, kind=Kind.CODE, codes=codes, tier=tier, filterable=True)


def _person(name: str, label: str, words: str) -> Field:
    return Field(name, label, words, kind=Kind.UUID, tier="T2", pseudonym=True)


def activities(pillar: Pillar, name: str, singular: str, label: str, label_en: str, *more: Field) -> Dataset:
    """The dataset of one kind of activity."""
    model: type[Activity] = ACTIVITY_OF[pillar]
    return Dataset(
        name=name,
        singular=singular,
        label=label,
        label_en=label_en,
        help="Activities that were sent in, with heads by sex; drafts are left out.",
        model=model,
        key="id",
        order=("seq",),
        changed=("updated_at", "seq"),
        fields=(
            _key(),
            changed_field(),
            withdrawn_field("withdrawn_at"),
            _code("record_status", "Status data", "Only VERIF was confirmed, as it is now.", RecordStatus),
            *place_fields(tier="T1"),
            _code("kind", "Jenis", "Kind of activity.", ACTIVITY_KINDS[pillar]),
            _text("title", "Nama kegiatan", "Title."),
            _date("held_on", "Tanggal", "Day it was held."),
            _text("place", "Tempat", "Where."),
            _number("participants_female", "Peserta perempuan", "Women and girls counted."),
            _number("participants_male", "Peserta laki-laki", "Men and boys counted."),
            _number("budget", "Anggaran (Rp)", "Rupiah."),
            _code("fund_source", "Sumber dana", "Source of the money.", FundSource),
            _text("result", "Hasil", "Outcome, free text in Indonesian."),
            *more,
        ),
    )


MIGRATION_ACTIVITIES = activities(
    Pillar.LAYANAN,
    "migration_activities",
    "MigrationActivity",
    "Kegiatan layanan migrasi",
    "Migration service activities",
)
BUSINESS_ACTIVITIES = activities(
    Pillar.USAHA,
    "business_activities",
    "BusinessActivity",
    "Kegiatan usaha produktif",
    "Productive business activities",
)
PARENTING_SESSIONS = activities(
    Pillar.PENGASUHAN,
    "parenting_sessions",
    "ParentingSession",
    "Sesi pengasuhan",
    "Parenting sessions",
    _text("topic", "Topik", "Topic."),
    _code("audience", "Sasaran", "Whom it was for.", SessionAudience),
    _number("minutes", "Lama (menit)", "Minutes."),
    Field("trains_carers", "Pelatihan pengasuh", "Whether it trained carers.", kind=Kind.FLAG),
)
COOPERATIVE_ACTIVITIES = activities(
    Pillar.KOPERASI, "cooperative_activities", "CooperativeActivity", "Kegiatan koperasi", "Cooperative activities"
)
SERVICES = Dataset(
    name="services",
    singular="Service",
    label="Layanan migrasi",
    label_en="Migration services",
    help="Services given by the village, without saying to whom.",
    model=ServiceLog,
    key="id",
    order=("seq",),
    changed=("updated_at", "seq"),
    fields=(
        _key(),
        changed_field(),
        withdrawn_field("withdrawn_at"),
        *place_fields(tier="T1"),
        _date("served_on", "Tanggal", "Day."),
        _code("kind", "Jenis layanan", "What somebody came for.", ServiceKind),
        _code("channel", "Cara datang", "How the request came.", ServiceChannel),
        _code("requester", "Pemohon", "The person concerned or family.", Requester),
        _code("sex", "Jenis kelamin", "Sex, where known.", Sex),
        _code("outcome", "Hasil", "What came of it.", ServiceOutcome),
        _text("referred_to", "Dirujuk ke", "Where somebody was referred to."),
        _date("finished_on", "Tanggal selesai", "Day it was finished."),
    ),
)
PERMISSION_LETTERS = Dataset(
    name="permission_letters",
    singular="PermissionLetter",
    label="Surat izin keluarga (nama samaran)",
    label_en="Family permission letters, pseudonymous",
    help="The register of permission letters. The one who permits is in no dataset.",
    model=PermissionLetter,
    key="id",
    order=("seq",),
    changed=("updated_at", "seq"),
    fields=(
        _key("T2", pseudonym=True),
        changed_field(tier="T2"),
        withdrawn_field("withdrawn_at", tier="T2"),
        *place_fields(tier="T2"),
        _person("person_id", "Calon PMI", "Pseudonym of the person, as in persons."),
        _date("requested_on", "Tanggal permohonan", "Day of the request.", tier="T2"),
        _date("issued_on", "Tanggal surat", "Day of the letter.", tier="T2"),
        _code("giver_relation", "Hubungan pemberi izin", "Who permits.", LetterRelation, tier="T2"),
        Field("attended", "Pemberi izin hadir", "Whether present in person.", kind=Kind.FLAG, tier="T2"),
        Field("country", "Negara tujuan", "ISO 3166-1 alpha-2.", source="country_id", tier="T2"),
        _text("p3mi", "P3MI", "Placement agency.", tier="T2"),
        _text("letter_number", "Nomor surat", "Number of the letter.", tier="T3"),
    ),
)
ATTENDANCES = Dataset(
    name="attendances",
    singular="Attendance",
    label="Kehadiran (nama samaran)",
    label_en="Attendance, pseudonymous",
    help="Which known person was at which activity; exactly one of the four ids is set.",
    model=Attendance,
    key="id",
    order=("seq",),
    changed=("updated_at", "seq"),
    fields=(
        _key("T2", pseudonym=True),
        changed_field(tier="T2"),
        *place_fields(tier="T2"),
        _person("person_id", "Orang", "Pseudonym of the person, as in persons."),
        *(
            Field(f"{name}_id", label, "Id of the activity in its dataset.", kind=Kind.UUID, tier="T2")
            for name, label in (
                ("migration_activity", "Kegiatan layanan migrasi"),
                ("business_activity", "Kegiatan usaha"),
                ("parenting_session", "Sesi pengasuhan"),
                ("cooperative_activity", "Kegiatan koperasi"),
            )
        ),
    ),
)

DATASETS: tuple[Dataset, ...] = (
    SERVICES,
    MIGRATION_ACTIVITIES,
    BUSINESS_ACTIVITIES,
    PARENTING_SESSIONS,
    COOPERATIVE_ACTIVITIES,
    PERMISSION_LETTERS,
    ATTENDANCES,
)
