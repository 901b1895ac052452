"""What the API gives about persons. The NIK and the route (prosedural or not) are in no dataset."""

from django.db.models import BooleanField, ExpressionWrapper, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Left

from desmigratif.core.rest.datasets import Dataset, Field, Kind, place_fields
from workers.enums import BusinessInterest, PmiStatus, RecordStatus, ReturnReason, Sex
from workers.models import MigrationEpisode, Person

LAST_REASON = Subquery(
    MigrationEpisode.objects.filter(person=OuterRef("pk"), cancelled_at=None, returned_on__isnull=False)
    .order_by("-returned_on")
    .values("return_reason")[:1]
)

PERSONS = Dataset(
    name="persons",
    singular="Person",
    label="Orang (nama samaran)",
    label_en="Persons, pseudonymous",
    help=(
        "Migrant workers of the agreement's region. `id` is a pseudonym: the same person has another id under another"
        " agreement. With `updated_since` those that were withdrawn come too, with `withdrawn` true and every other"
        " field null: delete them."
    ),
    model=Person,
    key="id",
    order=("seq",),
    changed=("updated_at", "seq"),
    fields=(
        Field(
            "id",
            "Nama samaran",
            "Pseudonym, stable under one agreement.",
            source="pk",
            kind=Kind.UUID,
            tier="T2",
            always=True,
            nullable=False,
            pseudonym=True,
        ),
        Field("updated_at", "Diubah pada", "Last change.", kind=Kind.MOMENT, tier="T2", always=True),
        Field(
            "withdrawn",
            "Ditarik",
            "True when the record was withdrawn; delete it.",
            source=ExpressionWrapper(Q(withdrawn_at__isnull=False), output_field=BooleanField()),
            kind=Kind.FLAG,
            tier="T2",
            always=True,
        ),
        Field(
            "record_status",
            "Status data",
            "State of the record: only VERIF was confirmed by the district, as it is now.",
            kind=Kind.CODE,
            codes=RecordStatus,
            tier="T2",
            filterable=True,
            always=True,
        ),
        *place_fields(tier="T2"),
        Field("sex", "Jenis kelamin", "Sex.", kind=Kind.CODE, codes=Sex, tier="T2", filterable=True),
        Field(
            "birth_year",
            "Tahun lahir",
            "Year of birth.",
            source=Cast(Left("birth_date", 4), IntegerField()),
            kind=Kind.INTEGER,
            tier="T2",
        ),
        Field(
            "status", "Status PMI", "Stage of migration.", kind=Kind.CODE, codes=PmiStatus, tier="T2", filterable=True
        ),
        Field(
            "country",
            "Negara terakhir",
            "Last country of work, ISO 3166-1 alpha-2.",
            source="last_country_id",
            tier="T2",
            filterable=True,
            pattern="[A-Z]{2}",
        ),
        Field(
            "return_year",
            "Tahun pulang",
            "Year of the last return.",
            source="last_return_year",
            kind=Kind.INTEGER,
            tier="T2",
            filterable=True,
        ),
        Field(
            "business_interest",
            "Minat usaha",
            "Business the person would like to run; empty when none.",
            kind=Kind.CODE,
            codes=BusinessInterest,
            tier="T2",
            filterable=True,
        ),
        Field(
            "return_reason",
            "Alasan pulang",
            "Reason of the last return. Illness and pregnancy are among them, hence the tier.",
            source=LAST_REASON,
            kind=Kind.CODE,
            codes=ReturnReason,
            tier="T3",
        ),
        Field("full_name", "Nama lengkap", "Full name.", tier="T3"),
        Field("birth_date", "Tanggal lahir", "Date of birth: 1990, 1990-05 or 1990-05-14.", tier="T3"),
        Field("phone", "Nomor HP", "Telephone number, E.164; empty when none.", tier="T3"),
    ),
)

DATASETS = (PERSONS,)
