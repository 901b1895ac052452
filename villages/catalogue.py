"""What the API gives about villages."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import FloatField, OuterRef, Subquery
from django.db.models.functions import Cast, JSONObject

from desmigratif.core.rest.datasets import Dataset, Field, Kind, place_fields
from desmigratif.reference.models import Region
from villages.enums import IndexStatus, ProgrammeStatus
from villages.models import Village, VillageProgramme

PROGRAMME_FIELDS = (
    Field("code", "Kode program", "Code of the programme.", nullable=False),
    Field("name", "Nama program", "Name of the programme.", nullable=False),
    Field("status", "Status", "Place in the programme.", kind=Kind.CODE, codes=ProgrammeStatus, nullable=False),
    Field("designated_year", "Tahun penetapan", "Year of designation.", kind=Kind.INTEGER),
    Field("decree_number", "Nomor SK", "Number of the decree; empty when unknown.", nullable=False),
    Field("decree_on", "Tanggal SK", "Date of the decree.", kind=Kind.DATE),
)
PROGRAMMES = ArraySubquery(
    VillageProgramme.objects.filter(village=OuterRef("pk"))
    .order_by("programme__order", "programme_id")
    .values(
        json=JSONObject(
            code="programme_id",
            name="programme__name",
            status="status",
            designated_year="designated_year",
            decree_number="decree_number",
            decree_on="decree_on",
        )
    )
)
NAME = Subquery(Region.objects.filter(pk=OuterRef("village_code")).values("name")[:1])

VILLAGES = Dataset(
    name="villages",
    singular="Village",
    label="Desa dalam program",
    label_en="Villages in a programme",
    help="Villages with a page here: programmes, decree, population, village index, coordinates.",
    model=Village,
    key="village_code",
    order=("seq",),
    changed=("updated_at", "seq"),
    fields=(
        *place_fields(tier="T1", is_key=True),
        Field("updated_at", "Diubah pada", "Last change of the village's own data.", kind=Kind.MOMENT, always=True),
        Field("name", "Nama desa", "Official name.", source=NAME),
        Field(
            "programmes",
            "Program",
            "The village's programmes.",
            source=PROGRAMMES,
            kind=Kind.ROWS,
            members=PROGRAMME_FIELDS,
        ),
        Field("population", "Jumlah penduduk", "Number of inhabitants.", kind=Kind.INTEGER),
        Field("population_year", "Tahun jumlah penduduk", "Year of that number.", kind=Kind.INTEGER),
        Field(
            "index_status",
            "Status Indeks Desa",
            "Status in the Indeks Desa; empty when unknown.",
            kind=Kind.CODE,
            codes=IndexStatus,
            filterable=True,
        ),
        Field("index_year", "Tahun Indeks Desa", "Year of that status.", kind=Kind.INTEGER),
        Field("latitude", "Lintang", "Degrees, WGS 84.", source=Cast("latitude", FloatField()), kind=Kind.NUMBER),
        Field("longitude", "Bujur", "Degrees, WGS 84.", source=Cast("longitude", FloatField()), kind=Kind.NUMBER),
    ),
)
