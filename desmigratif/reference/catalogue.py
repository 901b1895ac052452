"""What the API gives of the reference data: open to every client with an agreement in force."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from desmigratif.core.rest.datasets import Dataset, Field, Kind
from desmigratif.reference.enums import InstitutionKind, RegionLevel
from desmigratif.reference.models import Country, Institution, InstitutionSuccession, Region, RegionSuccession

VALID = (
    Field("valid_from", "Berlaku mulai", "First day of validity.", kind=Kind.DATE, tier="T0"),
    Field("valid_to", "Berlaku sampai", "Last day of validity; null while valid.", kind=Kind.DATE, tier="T0"),
)

REGIONS = Dataset(
    name="regions",
    singular="Region",
    label="Wilayah",
    label_en="Regions",
    help=(
        "Provinces, districts, subdistricts and villages of Indonesia by Kemendagri code (decree 300.2.2-2138/2025;"
        " data of idn-area-data, ODbL 1.0)."
    ),
    model=Region,
    key="code",
    order=("code",),
    is_reference=True,
    fields=(
        Field("code", "Kode", "Kemendagri code.", tier="T0", always=True, nullable=False),
        Field("name", "Nama", "Official name.", tier="T0", always=True, nullable=False),
        Field(
            "level",
            "Tingkat",
            "Kind of region.",
            kind=Kind.CODE,
            codes=RegionLevel,
            tier="T0",
            filterable=True,
            always=True,
            nullable=False,
        ),
        Field(
            "parent_code",
            "Kode induk",
            "Code of the region above; null for a province.",
            source="parent_id",
            tier="T0",
            filterable=True,
            pattern=r"[0-9.]{2,13}",
        ),
        Field("place", "Letak", "Names of the regions above it; empty for a province.", tier="T0"),
        Field(
            "successor_codes",
            "Kode pengganti",
            "Codes that replaced this one.",
            source=ArraySubquery(
                RegionSuccession.objects.filter(predecessor=OuterRef("pk"))
                .order_by("successor")
                .values("successor_id")
            ),
            kind=Kind.LIST,
            tier="T0",
        ),
        *VALID,
    ),
)

INSTITUTIONS = Dataset(
    name="institutions",
    singular="Institution",
    label="Instansi",
    label_en="Institutions",
    help="Ministries, agencies, regional offices and banks that take part, with former names by their dates.",
    model=Institution,
    key="code",
    order=("code",),
    is_reference=True,
    fields=(
        Field("code", "Kode", "Code.", tier="T0", always=True, nullable=False),
        Field("name", "Nama", "Name.", tier="T0", always=True, nullable=False),
        Field("short_name", "Singkatan", "Short name.", tier="T0"),
        Field(
            "kind",
            "Jenis",
            "Kind of institution.",
            kind=Kind.CODE,
            codes=InstitutionKind,
            tier="T0",
            filterable=True,
        ),
        Field("region_code", "Wilayah", "Region of a regional office.", source="region_id", tier="T0"),
        Field("parent_code", "Kode induk", "Institution above.", source="parent__code", tier="T0"),
        Field(
            "successor_codes",
            "Kode pengganti",
            "Codes of those that carry on.",
            source=ArraySubquery(
                InstitutionSuccession.objects.filter(predecessor=OuterRef("pk"))
                .order_by("successor__code")
                .values("successor__code")
            ),
            kind=Kind.LIST,
            tier="T0",
        ),
        *VALID,
    ),
)

COUNTRIES = Dataset(
    name="countries",
    singular="Country",
    label="Negara",
    label_en="Countries",
    help="Countries by ISO 3166-1 alpha-2.",
    model=Country,
    key="code",
    order=("code",),
    is_reference=True,
    fields=(
        Field("code", "Kode", "ISO 3166-1 alpha-2.", tier="T0", always=True, nullable=False),
        Field("name", "Nama", "Indonesian name.", tier="T0", always=True, nullable=False),
        Field("name_en", "Nama Inggris", "English name.", tier="T0", always=True, nullable=False),
    ),
)
