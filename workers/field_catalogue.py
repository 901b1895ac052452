"""Fields of this app for the record of processing: what they are in law, why and how long we hold them.

Retention follows the register of the village; the periods are the programme's proposal until the ministry decides.
"""

from django.db import models

from desmigratif.core.catalogue import DataClass, FieldEntry, Tier, label_of, register
from workers.models import (
    Child,
    Consent,
    ConsentText,
    Family,
    FamilyLog,
    FamilyMembership,
    MigrationEpisode,
    NikReview,
    Person,
    PersonLog,
)

DUTY = "UU 18/2017 Ps 42: desa mendata dan memantau pekerja migran (tugas publik, UU 27/2022 Ps 20)"
ACCOUNT = "UU 27/2022 Ps 31 dan 32: rekaman pemrosesan"
AS_LONG_AS_REGISTERED = "Selama tercatat, lalu 5 tahun setelah ditarik atau meninggal"
LOG_YEARS = "10 tahun sejak kejadian"
WITH_RECORD = "Sama dengan catatannya"

IDENTIFY = "Mengenali orang yang didata"
PLACE = "Menentukan desa dan wilayah yang melayani"
REACH = "Menghubungi orang yang didata"
REINTEGRATE = "Merencanakan pelayanan dan usaha produktif"
MIGRATION = "Memantau keberangkatan dan kepulangan"
QUALITY = "Pemeriksaan data oleh kabupaten"
RUN = "Menjalankan sistem: urutan, kunci, versi"
WHO = "Pertanggungjawaban: siapa mengubah apa"


def _personal(
    model: type[models.Model], purpose: str, tier: Tier, *names: str, data_class: DataClass = DataClass.GENERAL
) -> list[FieldEntry]:
    return [
        FieldEntry(name, label_of(model, name), data_class, DUTY, purpose, AS_LONG_AS_REGISTERED, tier)
        for name in names
    ]


def _technical(model: type[models.Model], *names: str, tier: Tier = Tier.NEVER) -> list[FieldEntry]:
    return [FieldEntry(name, label_of(model, name), DataClass.NONE, DUTY, RUN, WITH_RECORD, tier) for name in names]


def _account(model: type[models.Model], *names: str, retention: str = WITH_RECORD) -> list[FieldEntry]:
    return [
        FieldEntry(name, label_of(model, name), DataClass.GENERAL, ACCOUNT, WHO, retention, Tier.NEVER)
        for name in names
    ]


def _place(model: type[models.Model]) -> list[FieldEntry]:
    return _personal(model, PLACE, Tier.T1, "village_code", "kec_code", "kab_code", "prov_code")


WRITTEN = ("created_at", "created_by", "updated_by")

register(
    Person,
    [
        *_technical(Person, "id", "updated_at", tier=Tier.T2),
        *_technical(Person, "seq", "version", "source"),
        *_account(Person, *WRITTEN),
        *_place(Person),
        *_personal(Person, IDENTIFY, Tier.T3, "full_name", "nickname", "search_name", "birth_date", "no_nik_reason"),
        *_personal(Person, IDENTIFY, Tier.T3, "nik_sealed", "nik_masked"),
        *_personal(Person, "Menemukan catatan ganda tanpa membuka NIK", Tier.NEVER, "nik_hash"),
        *_personal(Person, IDENTIFY, Tier.T1, "sex"),
        *_personal(Person, REACH, Tier.T3, "phone", "hamlet", "rt", "rw"),
        *_personal(Person, MIGRATION, Tier.T1, "status", "last_country", "last_return_year"),
        *_personal(Person, MIGRATION, Tier.T2, "status_on", "withdrawn_at"),
        *_personal(Person, QUALITY, Tier.T1, "record_status"),
        *_personal(Person, QUALITY, Tier.NEVER, "record_comment"),
        *_personal(Person, REINTEGRATE, Tier.T2, "business_interest"),
        *_personal(Person, REINTEGRATE, Tier.T1, "has_minor_children", data_class=DataClass.CHILD),
        *_personal(Person, REINTEGRATE, Tier.T1, "needs_help", data_class=DataClass.SPECIFIC),
    ],
)
register(
    MigrationEpisode,
    [
        *_technical(MigrationEpisode, "id", "updated_at", tier=Tier.T2),
        *_technical(MigrationEpisode, "seq", "version"),
        *_account(MigrationEpisode, *WRITTEN),
        *_place(MigrationEpisode),
        *_personal(MigrationEpisode, MIGRATION, Tier.T2, "person", "departed_on", "returned_on", "cancelled_at"),
        *_personal(MigrationEpisode, MIGRATION, Tier.T1, "country"),
        *_personal(MigrationEpisode, MIGRATION, Tier.T3, "city"),
        *_personal(MigrationEpisode, MIGRATION, Tier.T2, "job_title", "scheme"),
        # Illness, pregnancy, deportation: the reason of a return may tell of health or of a crime.
        *_personal(MigrationEpisode, MIGRATION, Tier.T2, "return_reason", data_class=DataClass.SPECIFIC),
        # May show that a law was broken; it protects only as long as families don't fear the question.
        *_personal(MigrationEpisode, MIGRATION, Tier.T3, "route", data_class=DataClass.SPECIFIC),
    ],
)
register(
    PersonLog,
    [
        *_technical(PersonLog, "id", "seq"),
        *_place(PersonLog),
        *_account(
            PersonLog,
            "person",
            "at",
            "by",
            "by_role",
            "by_deputy_of",
            "kind",
            "comment",
            "changes",
            retention=LOG_YEARS,
        ),
    ],
)  # fmt: skip
register(
    NikReview,
    [
        *_technical(NikReview, "id", "seq", "version", "updated_at"),
        *_account(NikReview, *WRITTEN),
        *_personal(NikReview, "Mencari catatan ganda", Tier.NEVER, "kab_code", "person", "other_person_id", "status"),
        *_personal(NikReview, "Mencari catatan ganda", Tier.NEVER, "comment"),
    ],
)

HOUSEHOLD = "Mengenali keluarga PMI dan tempat tinggalnya"
CARE = "Mendampingi anak yang ditinggal dan pengasuhnya"
CONSENTED = "UU 27/2022 Ps 25: persetujuan wali; pengecualian oleh penangan bernama"


def _of_child(model: type[models.Model], tier: Tier, *names: str) -> list[FieldEntry]:
    return [
        FieldEntry(name, label_of(model, name), DataClass.CHILD, CONSENTED, CARE, AS_LONG_AS_REGISTERED, tier)
        for name in names
    ]


register(
    Family,
    [
        *_technical(Family, "id", "updated_at", tier=Tier.T2),
        *_technical(Family, "seq", "version"),
        *_account(Family, *WRITTEN),
        *_place(Family),
        *_personal(Family, HOUSEHOLD, Tier.NEVER, "kk_sealed", "kk_hash", "kk_masked"),
        *_personal(Family, HOUSEHOLD, Tier.T2, "head", "receives_aid"),
        *_personal(Family, HOUSEHOLD, Tier.T3, "address", "hamlet", "rt", "rw", "welfare_decile"),
        *_personal(Family, QUALITY, Tier.T2, "record_status"),
        *_personal(Family, QUALITY, Tier.NEVER, "record_comment", "withdrawn_at"),
    ],
)
register(
    FamilyMembership,
    [
        *_technical(FamilyMembership, "id", "updated_at", tier=Tier.T2),
        *_technical(FamilyMembership, "seq", "version", "relation_order"),
        *_account(FamilyMembership, *WRITTEN),
        *_place(FamilyMembership),
        *_personal(FamilyMembership, HOUSEHOLD, Tier.T2, "family", "person", "relation", "ended"),
        *_personal(FamilyMembership, HOUSEHOLD, Tier.T3, "starts_on", "ends_on"),
    ],
)
register(ConsentText, _technical(ConsentText, "version", "language", "body", "valid_from"))
register(
    Consent,
    [
        *_technical(Consent, "id", "seq", "version"),
        *_account(Consent, *WRITTEN, "updated_at"),
        *_place(Consent),
        *_of_child(
            Consent, Tier.NEVER, "subject", "guardian_name", "guardian_relation", "purpose", "text", "method",
            "given_on", "withdrawn_on",
        ),
    ],
)  # fmt: skip
register(
    Child,
    [
        *_technical(Child, "id", "updated_at", tier=Tier.T2),
        *_technical(Child, "seq", "version"),
        *_account(Child, *WRITTEN),
        *_place(Child),
        *_of_child(
            Child, Tier.T2, "person", "migrant", "parent_abroad", "carer_relation", "carer_trained", "school_status",
            "has_jkn", "has_birth_certificate",
        ),
        *_of_child(
            Child, Tier.NEVER, "carer", "carer_name", "carer_trained_on", "school", "grade", "contact_frequency",
            "risks", "consent", "exception_reason", "exception_by", "withdrawn_at",
        ),
    ],
)  # fmt: skip
register(
    FamilyLog,
    [
        *_technical(FamilyLog, "id", "seq"),
        *_place(FamilyLog),
        *_account(
            FamilyLog, "record_kind", "record_id", "at", "by", "by_role", "by_deputy_of", "kind", "comment", "changes",
            retention=LOG_YEARS,
        ),
    ],
)  # fmt: skip
