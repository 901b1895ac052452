"""What the API gives of groups, businesses, aid and cooperatives; people among them under pseudonyms only."""

from django.db.models import F, FloatField
from django.db.models.functions import Cast

from desmigratif.core.rest.datasets import Dataset, Field, Kind, changed_field, place_fields, withdrawn_field
from pillars.enums import (
    AidCondition,
    AidKind,
    BusinessKind,
    BusinessStatus,
    CapitalSource,
    CooperativeKind,
    CooperativeLink,
    CooperativeStatus,
    GroupKind,
    Market,
    MemberCategory,
    TurnoverBand,
)
from pillars.models import (
    Aid,
    Business,
    BusinessOwner,
    Cooperative,
    CooperativeMember,
    CooperativeRecap,
    Group,
    GroupMember,
)

KEY = Field("id", "Kunci", "Id of the row.", source="pk", kind=Kind.UUID, always=True, nullable=False)
ROWS_CHANGED = ("updated_at", "seq")


RECORD = (KEY, changed_field(), withdrawn_field("withdrawn_at"), *place_fields(tier="T1"))
MEMBERS = (
    Field("members_purna", "Anggota PMI Purna", "Members who came home.", kind=Kind.INTEGER),
    Field("members_family", "Anggota keluarga PMI", "Members of a worker's family.", kind=Kind.INTEGER),
    Field("members_candidate", "Anggota calon PMI", "Members who want to leave.", kind=Kind.INTEGER),
    Field("members_general", "Anggota umum", "Other members.", kind=Kind.INTEGER),
    Field("members_female", "Anggota perempuan", "Women among all members.", kind=Kind.INTEGER),
    Field("members_male", "Anggota laki-laki", "Men among all members.", kind=Kind.INTEGER),
)


def _about_a_person(*parents: str) -> tuple[Field, ...]:
    """The fields of every row about a person: its own pseudonym and that of the person, as in `persons`."""
    return (
        Field(
            "id",
            "Nama samaran baris",
            "Pseudonym of the row, stable under one agreement.",
            source="pk",
            kind=Kind.UUID,
            tier="T2",
            always=True,
            nullable=False,
            pseudonym=True,
        ),
        changed_field(tier="T2"),
        withdrawn_field(*parents, tier="T2"),
        Field(
            "person",
            "Nama samaran orang",
            "Pseudonym of the person: the `id` of `persons` under the same agreement.",
            source=F("person_id"),
            kind=Kind.UUID,
            tier="T2",
            pseudonym=True,
        ),
        *place_fields(tier="T2"),
        Field(
            "category",
            "Kategori",
            "What the person is to migration.",
            kind=Kind.CODE,
            codes=MemberCategory,
            tier="T2",
            filterable=True,
        ),
    )


TERM = (
    Field("position", "Jabatan", "Position; empty when none.", tier="T2"),
    Field("starts_on", "Mulai", "First day.", kind=Kind.DATE, tier="T2"),
    Field("ends_on", "Selesai", "Last day; null while it goes on.", kind=Kind.DATE, tier="T2"),
)

GROUPS = Dataset(
    name="groups",
    singular="Group",
    label="Kelompok usaha",
    label_en="Groups",
    help="Groups of people who run something together, with how many are in them.",
    model=Group,
    key="id",
    order=("seq",),
    changed=ROWS_CHANGED,
    fields=(
        *RECORD,
        Field("name", "Nama kelompok", "Name."),
        Field("kind", "Jenis kelompok", "Kind.", kind=Kind.CODE, codes=GroupKind, filterable=True),
        Field("decree_number", "Nomor SK", "Number of the decree; empty when unknown."),
        Field("hamlet", "Dusun", "Hamlet; empty when unknown."),
        Field("leader_name", "Ketua", "Name of the leader; empty when unknown.", tier="T3"),
        Field("founded_on", "Berdiri", "Date of founding: 2021, 2021-05 or 2021-05-14."),
        Field("commodity", "Komoditas", "What it makes; empty when unknown."),
        Field("is_active", "Masih aktif", "Whether it is at work.", kind=Kind.FLAG, filterable=True),
        *MEMBERS,
    ),
)

GROUP_MEMBERS = Dataset(
    name="group_members",
    singular="GroupMember",
    label="Anggota kelompok (nama samaran)",
    label_en="Members of groups, pseudonymous",
    help="Who is or was in a group.",
    model=GroupMember,
    key="id",
    order=("seq",),
    changed=ROWS_CHANGED,
    fields=(
        *_about_a_person("group__withdrawn_at", "person__withdrawn_at"),
        Field("group", "Kelompok", "Id of the group.", source=F("group_id"), kind=Kind.UUID, tier="T2"),
        *TERM,
    ),
)

BUSINESSES = Dataset(
    name="businesses",
    singular="Business",
    label="Usaha",
    label_en="Businesses",
    help=(
        "Businesses of persons and groups. Turnover is a band a month and must not be added up. A business"
        " without a `group` belongs to one person."
    ),
    model=Business,
    key="id",
    order=("seq",),
    changed=ROWS_CHANGED,
    fields=(
        *RECORD,
        Field("group", "Kelompok", "Id of the group that owns it; null for one of a person.", source=F("group_id"),
              kind=Kind.UUID),
        Field("name", "Nama usaha", "Name; it may hold the name of a person.", tier="T3"),
        Field("kind", "Jenis usaha", "Line of business.", kind=Kind.CODE, codes=BusinessKind, filterable=True),
        Field("commodity", "Komoditas atau produk", "What it makes or sells; empty when unknown."),
        Field("started_on", "Mulai usaha", "Beginning: 2021, 2021-05 or 2021-05-14."),
        Field("status", "Keadaan usaha", "How it stands.", kind=Kind.CODE, codes=BusinessStatus, filterable=True),
        Field("turnover_band", "Omzet sebulan", "Turnover a month in rupiah, a band; empty when not asked.",
              kind=Kind.CODE, codes=TurnoverBand, tier="T2", filterable=True),
        Field("market", "Pasar", "Farthest market; empty when not asked.", kind=Kind.CODE, codes=Market),
        Field("capital_source", "Asal modal", "Largest source of capital; empty when not asked.", kind=Kind.CODE,
              codes=CapitalSource, tier="T2"),
        Field("nib", "NIB", "Business number; empty when none.", tier="T3"),
        Field("workers_female", "Tenaga kerja perempuan", "Women at work, the owner included.", kind=Kind.INTEGER),
        Field("workers_male", "Tenaga kerja laki-laki", "Men at work, the owner included.", kind=Kind.INTEGER),
    ),
)  # fmt: skip

BUSINESS_OWNERS = Dataset(
    name="business_owners",
    singular="BusinessOwner",
    label="Pemilik usaha (nama samaran)",
    label_en="Owners of businesses, pseudonymous",
    help="Persons who own a business. Groups are named in `businesses`.",
    model=BusinessOwner,
    key="id",
    order=("seq",),
    changed=ROWS_CHANGED,
    fields=(
        *_about_a_person("withdrawn_at", "business__withdrawn_at", "person__withdrawn_at"),
        Field("business", "Usaha", "Id of the business.", source=F("business_id"), kind=Kind.UUID, tier="T2"),
    ),
)

AIDS = Dataset(
    name="aids",
    singular="Aid",
    label="Bantuan usaha",
    label_en="Aid to groups, businesses and villages",
    help="Aid and its state six months later. Without `group` and `business` the village received it.",
    model=Aid,
    key="id",
    order=("seq",),
    changed=ROWS_CHANGED,
    fields=(
        *RECORD,
        Field("group", "Kelompok penerima", "Id of the group.", source=F("group_id"), kind=Kind.UUID),
        Field("business", "Usaha penerima", "Id of the business.", source=F("business_id"), kind=Kind.UUID),
        Field("giver", "Pemberi", "Code of the institution that gave it.", source="giver__code", filterable=True,
              pattern="[A-Z0-9_]{2,40}"),
        Field("kind", "Jenis bantuan", "Kind.", kind=Kind.CODE, codes=AidKind, filterable=True),
        Field("description", "Uraian", "What was given."),
        Field("quantity", "Jumlah", "How much.", source=Cast("quantity", FloatField()), kind=Kind.NUMBER),
        Field("unit", "Satuan", "Unit of `quantity`; empty when unknown."),
        Field("value", "Nilai", "Rupiah; null when unknown.", kind=Kind.INTEGER),
        Field("given_on", "Tanggal diterima", "Day it was handed over.", kind=Kind.DATE),
        Field("handover_number", "Nomor BAST", "Number of the handover record; empty when unknown."),
        Field("condition", "Keadaan setelah 6 bulan", "State after six months; empty before it was looked at.",
              kind=Kind.CODE, codes=AidCondition, filterable=True),
        Field("condition_on", "Diperiksa tanggal", "Day it was looked at; null before.", kind=Kind.DATE),
    ),
)  # fmt: skip

COOPERATIVES = Dataset(
    name="cooperatives",
    singular="Cooperative",
    label="Koperasi",
    label_en="Cooperatives",
    help="Cooperatives of villages; `link` tells a Koperasi Desa Merah Putih from others (Inpres 9/2025).",
    model=Cooperative,
    key="id",
    order=("seq",),
    changed=ROWS_CHANGED,
    fields=(
        *RECORD,
        Field("name", "Nama koperasi", "Name."),
        Field("kind", "Jenis koperasi", "Kind.", kind=Kind.CODE, codes=CooperativeKind, filterable=True),
        Field("status", "Status", "Legal status.", kind=Kind.CODE, codes=CooperativeStatus, filterable=True),
        Field("link", "Kaitan", "What it belongs to.", kind=Kind.CODE, codes=CooperativeLink, filterable=True),
        Field("legal_number", "Nomor badan hukum", "Number of the legal entity; empty when none."),
        Field("legal_on", "Tanggal badan hukum", "Day it became one.", kind=Kind.DATE),
        Field("founders", "Jumlah pendiri", "Number of founders; null when unknown.", kind=Kind.INTEGER),
        Field("book_closing_month", "Bulan tutup buku", "Month, 1 to 12, with which the books close.",
              kind=Kind.INTEGER),
        Field("last_rat_on", "RAT terakhir", "Day of the last annual meeting; null when none is known.",
              kind=Kind.DATE),
        Field("simkopdes_id", "Nomor di SIMKOPDES", "Its number there; empty when unknown."),
        *MEMBERS,
    ),
)  # fmt: skip

COOPERATIVE_MEMBERS = Dataset(
    name="cooperative_members",
    singular="CooperativeMember",
    label="Anggota koperasi (nama samaran)",
    label_en="Members of cooperatives, pseudonymous",
    help="Who is or was in a cooperative.",
    model=CooperativeMember,
    key="id",
    order=("seq",),
    changed=ROWS_CHANGED,
    fields=(
        *_about_a_person("cooperative__withdrawn_at", "person__withdrawn_at"),
        Field("cooperative", "Koperasi", "Id of the cooperative.", source=F("cooperative_id"), kind=Kind.UUID,
              tier="T2"),
        *TERM,
    ),
)  # fmt: skip

COOPERATIVE_RECAPS = Dataset(
    name="cooperative_recaps",
    singular="CooperativeRecap",
    label="Rekap koperasi",
    label_en="Monthly books of cooperatives",
    help="Balances in rupiah at the end of a month, as the cooperative reports them.",
    model=CooperativeRecap,
    key="id",
    order=("seq",),
    changed=ROWS_CHANGED,
    fields=(
        KEY,
        changed_field(),
        withdrawn_field("withdrawn_at", "cooperative__withdrawn_at"),
        *place_fields(tier="T1"),
        Field("cooperative", "Koperasi", "Id of the cooperative.", source=F("cooperative_id"), kind=Kind.UUID),
        Field("month", "Bulan", "First day of the month.", kind=Kind.DATE),
        Field("members_female", "Anggota perempuan", "Women among the members.", kind=Kind.INTEGER),
        Field("members_male", "Anggota laki-laki", "Men among the members.", kind=Kind.INTEGER),
        Field("savings_principal", "Simpanan pokok", "Principal savings.", kind=Kind.INTEGER),
        Field("savings_mandatory", "Simpanan wajib", "Mandatory savings.", kind=Kind.INTEGER),
        Field("savings_voluntary", "Simpanan sukarela", "Voluntary savings.", kind=Kind.INTEGER),
        Field("loans_outstanding", "Pinjaman beredar", "Loans not yet paid back.", kind=Kind.INTEGER),
        Field("loans_overdue", "Pinjaman macet", "Of these, overdue.", kind=Kind.INTEGER),
    ),
)

# What belongs to a row stands before the row itself.
DATASETS: tuple[Dataset, ...] = (
    GROUP_MEMBERS,
    GROUPS,
    BUSINESS_OWNERS,
    BUSINESSES,
    AIDS,
    COOPERATIVE_MEMBERS,
    COOPERATIVE_RECAPS,
    COOPERATIVES,
)
