"""What the API gives of actions, their dates and their progress. Names of persons only from tier T3 on."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, ExpressionWrapper, F, FloatField, Func, IntegerField, OuterRef, Q
from django.db.models.functions import Cast, Now, TruncDate

from coordination.enums import ActionStatus, Assessment, RevisionStatus
from coordination.models import ActionItem, DateRevision, Milestone, ProgressReport, ReportingPeriod
from coordination.models.action import OVER
from desmigratif.core.rest.datasets import Dataset, Field, Kind, changed_field, withdrawn_field
from desmigratif.reference.models import Institution
from pillars.enums import FundSource, Pillar

SUPPORTERS = ArraySubquery(
    Institution.objects.annotate(
        place=Func(OuterRef("supporter_ids"), F("pk"), function="array_position", output_field=IntegerField())
    )
    .filter(place__isnull=False)
    .order_by("code")
    .values("code")
)
IS_LATE = ExpressionWrapper(Q(ends_on__lt=TruncDate(Now())) & ~Q(status__in=OVER), output_field=BooleanField())
KEY = Field("id", "Kunci", "Id of the row.", source="pk", kind=Kind.UUID, always=True, nullable=False)
OF_ACTION = (
    KEY,
    changed_field(),
    withdrawn_field("action__withdrawn_at"),
    Field(
        "action",
        "Rencana aksi",
        "Id of the action.",
        source=F("action_id"),
        kind=Kind.UUID,
    ),
    Field("action_number", "Nomor rencana aksi", "Number of the action.", source="action__number"),
)

ACTION_ITEMS = Dataset(
    name="action_items",
    singular="ActionItem",
    label="Rencana aksi",
    label_en="Action items",
    help=(
        "What institutions promised: what, by whom, where, by when, how far it is. The first dates (`baseline_...`)"
        " never change; those in force move by an approved revision."
    ),
    model=ActionItem,
    key="id",
    order=("seq",),
    changed=("updated_at", "seq"),
    fields=(
        KEY,
        changed_field(),
        withdrawn_field("withdrawn_at"),
        Field("number", "Nomor", "Number of the action."),
        Field(
            "recommendation", "Rekomendasi", "Id of the recommendation.", source=F("recommendation_id"), kind=Kind.UUID
        ),
        Field("finding", "Temuan", "Id of the finding.", source=F("finding_id"), kind=Kind.UUID),
        Field("programme", "Program", "Programme of the owner."),
        Field("activity", "Kegiatan", "What is done."),
        Field("sub_activity_code", "Kode sub kegiatan", "Code of the budget nomenclature; empty when unknown."),
        Field("output", "Keluaran", "What comes of it."),
        Field("target", "Target", "How much of it.", source=Cast("target", FloatField()), kind=Kind.NUMBER),
        Field("unit", "Satuan", "Unit of the target."),
        Field("success_measure", "Ukuran keberhasilan", "How one sees that it helped; empty when none."),
        Field(
            "owner",
            "Penanggung jawab",
            "Code of the institution that does it.",
            source="owner__code",
            filterable=True,
            pattern="[A-Z0-9_]{2,40}",
        ),
        Field("owner_unit", "Unit kerja", "Unit of the owner; empty when unknown."),
        Field("person_in_charge", "PIC", "Person in charge; empty when unknown.", tier="T3"),
        Field("supporters", "Pendukung", "Codes of supporting institutions.", source=SUPPORTERS, kind=Kind.LIST),
        Field("village_codes", "Desa lokus", "Kemendagri codes of the villages.", kind=Kind.LIST),
        Field("pillar", "Pilar", "Pillar.", kind=Kind.CODE, codes=Pillar, filterable=True),
        Field("budget", "Anggaran", "Rupiah; null when unknown.", kind=Kind.INTEGER),
        Field("fund_source", "Sumber dana", "Source of funds; empty when unknown.", kind=Kind.CODE, codes=FundSource),
        Field("baseline_starts_on", "Rencana awal mulai", "First day as first promised.", kind=Kind.DATE),
        Field("baseline_ends_on", "Rencana awal selesai", "Last day as first promised.", kind=Kind.DATE),
        Field("starts_on", "Mulai", "First day in force.", kind=Kind.DATE),
        Field("ends_on", "Paling lambat", "Last day in force.", kind=Kind.DATE),
        Field("status", "Status", "State.", kind=Kind.CODE, codes=ActionStatus, filterable=True),
        Field(
            "is_late",
            "Terlambat",
            "Whether the last day has passed and it is not over.",
            source=IS_LATE,
            kind=Kind.FLAG,
        ),
        Field("percent", "Capaian", "Percent done since the beginning.", kind=Kind.INTEGER),
        Field("finished_on", "Selesai tanggal", "Day it was done; null before.", kind=Kind.DATE),
    ),
)

MILESTONES = Dataset(
    name="milestones",
    singular="Milestone",
    label="Tonggak rencana aksi",
    label_en="Milestones of action items",
    help="Steps on the way of an action.",
    model=Milestone,
    key="id",
    order=("seq",),
    changed=("updated_at", "seq"),
    fields=(
        *OF_ACTION,
        Field("title", "Tonggak", "What is to be reached."),
        Field("due_on", "Paling lambat", "Day by which.", kind=Kind.DATE),
        Field("done_on", "Selesai tanggal", "Day it was reached; null before.", kind=Kind.DATE),
    ),
)

PROGRESS_REPORTS = Dataset(
    name="progress_reports",
    singular="ProgressReport",
    label="Laporan capaian",
    label_en="Progress reports",
    help="What the owner reported for a period, and the checker's word on it. Percent counts from the beginning.",
    model=ProgressReport,
    key="id",
    order=("seq",),
    changed=("updated_at", "seq"),
    fields=(
        *OF_ACTION,
        Field(
            "period",
            "Periode",
            "Code of the reporting period.",
            source="period_id",
            filterable=True,
            pattern="[0-9A-Z-]{4,10}",
        ),
        Field("percent", "Capaian", "Percent done since the beginning.", kind=Kind.INTEGER),
        Field("status", "Keadaan", "State as reported.", kind=Kind.CODE, codes=ActionStatus, filterable=True),
        Field("realized", "Realisasi", "Output so far.", source=Cast("realized", FloatField()), kind=Kind.NUMBER),
        Field("budget_realized", "Realisasi anggaran", "Rupiah spent; null when unknown.", kind=Kind.INTEGER),
        Field("obstacle", "Kendala", "What stands in the way; empty when nothing."),
        Field("follow_up", "Tindak lanjut", "What is done about it; empty when nothing."),
        Field("evidence", "Data dukung", "Evidence; empty when none."),
        Field("fall_reason", "Alasan capaian turun", "Why the percent fell; empty when it did not."),
        Field("assessment", "Penilaian", "The checker's word; empty before.", kind=Kind.CODE, codes=Assessment),
        Field("assessment_note", "Catatan penilaian", "The checker's note; empty when none."),
        Field("checked_at", "Diperiksa pada", "When it was checked.", kind=Kind.MOMENT),
    ),
)

DATE_REVISIONS = Dataset(
    name="date_revisions",
    singular="DateRevision",
    label="Perubahan jadwal",
    label_en="Date revisions",
    help="Requests to move the dates of an action, and what was decided.",
    model=DateRevision,
    key="id",
    order=("seq",),
    changed=("updated_at", "seq"),
    fields=(
        *OF_ACTION,
        Field("old_starts_on", "Mulai semula", "First day before.", kind=Kind.DATE),
        Field("old_ends_on", "Selesai semula", "Last day before.", kind=Kind.DATE),
        Field("new_starts_on", "Mulai baru", "First day asked for.", kind=Kind.DATE),
        Field("new_ends_on", "Selesai baru", "Last day asked for.", kind=Kind.DATE),
        Field("reason", "Alasan", "Why.", source="request_reason"),
        Field("status", "Status", "State.", kind=Kind.CODE, codes=RevisionStatus, filterable=True),
        Field("decided_at", "Diputuskan pada", "When it was decided; null before.", kind=Kind.MOMENT),
        Field("decision_note", "Catatan keputusan", "The decider's note; empty when none."),
    ),
)

REPORTING_PERIODS = Dataset(
    name="reporting_periods",
    singular="ReportingPeriod",
    label="Periode lapor",
    label_en="Reporting periods",
    help="Periods for which progress is reported, and by when.",
    model=ReportingPeriod,
    key="code",
    order=("code",),
    is_reference=True,
    fields=(
        Field("code", "Kode", "Code.", tier="T0", always=True, nullable=False),
        Field("label", "Nama", "Name.", tier="T0"),
        Field("starts_on", "Mulai", "First day.", kind=Kind.DATE, tier="T0"),
        Field("ends_on", "Selesai", "Last day.", kind=Kind.DATE, tier="T0"),
        Field("due_on", "Batas lapor", "Day by which the report is due.", kind=Kind.DATE, tier="T0"),
    ),
)

DATASETS: tuple[Dataset, ...] = (ACTION_ITEMS, MILESTONES, PROGRESS_REPORTS, DATE_REVISIONS, REPORTING_PERIODS)
