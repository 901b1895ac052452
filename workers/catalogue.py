"""What the API gives about persons, families and children. NIK, KK and the route are in no dataset."""

from typing import TypedDict

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Cast, Left

from desmigratif.core.rest.datasets import Dataset, Field, Kind, changed_field, place_fields, withdrawn_field
from workers.enums import (
    BusinessInterest,
    CarerRelation,
    ParentAbroad,
    PmiStatus,
    RecordStatus,
    Relation,
    ReturnReason,
    SchoolStatus,
    Sex,
)
from workers.models import Child, Family, FamilyMembership, MigrationEpisode, Person

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
        " agreement."
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
        changed_field(tier="T2"),
        withdrawn_field("withdrawn_at", tier="T2"),
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


class Pseudonym(TypedDict):
    """What every field that holds a pseudonym has in common."""

    kind: Kind
    tier: str
    pseudonym: bool


OF_A_PERSON: Pseudonym = {"kind": Kind.UUID, "tier": "T2", "pseudonym": True}

FAMILIES = Dataset(
    name="families",
    singular="Family",
    label="Keluarga (nama samaran)",
    label_en="Families, pseudonymous",
    help="Households of the agreement's region, under pseudonyms. The KK number is in no dataset.",
    model=Family,
    key="id",
    order=("seq",),
    changed=("updated_at", "seq"),
    fields=(
        Field(
            "id", "Nama samaran", "Pseudonym of the family.", source="pk", always=True, nullable=False, **OF_A_PERSON
        ),
        changed_field(tier="T2"),
        withdrawn_field("withdrawn_at", tier="T2"),
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
        Field("head_id", "Kepala keluarga", "Pseudonym of the head, as in persons.", **OF_A_PERSON),
        Field(
            "members",
            "Jumlah anggota",
            "How many are in the family now.",
            source=Subquery(
                FamilyMembership.objects.filter(family=OuterRef("pk"), ended=False)
                .order_by()
                .values("family")
                .annotate(n=Count("pk"))
                .values("n")
            ),
            kind=Kind.INTEGER,
            tier="T2",
        ),
        Field("receives_aid", "Penerima bansos", "Whether it receives social aid.", kind=Kind.FLAG, tier="T2"),
        Field("welfare_decile", "Desil DTSEN", "Welfare decile, 1 the poorest.", kind=Kind.INTEGER, tier="T3"),
        Field("address", "Alamat", "Address.", tier="T3"),
    ),
)

FAMILY_MEMBERS = Dataset(
    name="family_members",
    singular="FamilyMember",
    label="Anggota keluarga (nama samaran)",
    label_en="Family members, pseudonymous",
    help="Who is or was in which family, by pseudonym. `ended` true: no longer.",
    model=FamilyMembership,
    key="id",
    order=("seq",),
    changed=("updated_at", "seq"),
    fields=(
        Field("id", "Nama samaran", "Pseudonym of the row.", source="pk", always=True, nullable=False, **OF_A_PERSON),
        changed_field(tier="T2"),
        withdrawn_field("family__withdrawn_at", tier="T2"),
        *place_fields(tier="T2"),
        Field("family_id", "Keluarga", "Pseudonym of the family.", **OF_A_PERSON),
        Field("person_id", "Orang", "Pseudonym of the person, as in persons.", **OF_A_PERSON),
        Field(
            "relation", "Hubungan", "Relation to the head.", kind=Kind.CODE, codes=Relation, tier="T2", filterable=True
        ),
        Field("ended", "Sudah selesai", "Whether it is over.", kind=Kind.FLAG, tier="T2"),
        Field("starts_on", "Mulai", "Since when: 2023, 2023-05 or 2023-05-14.", tier="T3"),
        Field("ends_on", "Selesai", "Until when.", tier="T3"),
    ),
)

CHILDREN = Dataset(
    name="children",
    singular="Child",
    label="Anak PMI (nama samaran)",
    label_en="Children of migrant workers, pseudonymous",
    help=(
        "Specific personal data of children. Only those whose guardian's consent holds. Names, risks and exceptions"
        " are in no dataset."
    ),
    model=Child,
    key="id",
    order=("seq",),
    changed=("updated_at", "seq"),
    fields=(
        Field(
            "id", "Nama samaran", "Pseudonym of the record.", source="pk", always=True, nullable=False, **OF_A_PERSON
        ),
        changed_field(tier="T2"),
        withdrawn_field("withdrawn_at", tier="T2"),
        *place_fields(tier="T2"),
        Field("person_id", "Anak", "Pseudonym of the child.", **OF_A_PERSON),
        Field("migrant_id", "Orang tua PMI", "Pseudonym of the parent, as in persons.", **OF_A_PERSON),
        Field(
            "birth_year",
            "Tahun lahir",
            "Year of birth.",
            source=Cast(Left("person__birth_date", 4), IntegerField()),
            kind=Kind.INTEGER,
            tier="T2",
        ),
        Field("sex", "Jenis kelamin", "Sex.", source="person__sex", kind=Kind.CODE, codes=Sex, tier="T2"),
        Field(
            "parent_abroad",
            "Orang tua di luar negeri",
            "Which parent is abroad.",
            kind=Kind.CODE,
            codes=ParentAbroad,
            tier="T2",
            filterable=True,
        ),
        Field(
            "carer_relation",
            "Hubungan pengasuh",
            "Who cares for the child.",
            kind=Kind.CODE,
            codes=CarerRelation,
            tier="T2",
            filterable=True,
        ),
        Field("carer_trained", "Pengasuh dilatih", "Whether the carer was trained.", kind=Kind.FLAG, tier="T2"),
        Field(
            "school_status",
            "Status sekolah",
            "Where the child learns.",
            kind=Kind.CODE,
            codes=SchoolStatus,
            tier="T2",
            filterable=True,
        ),
        Field("has_jkn", "Punya JKN", "Health insurance.", kind=Kind.FLAG, tier="T2"),
        Field("has_birth_certificate", "Punya akta lahir", "Birth certificate.", kind=Kind.FLAG, tier="T2"),
    ),
)

DATASETS = (PERSONS, FAMILIES, FAMILY_MEMBERS, CHILDREN)
