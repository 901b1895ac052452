"""Files in the record of processing. All three tables: a photograph or a signed paper is about somebody."""

from typing import Any

from desmigratif.core.catalogue import DataClass, FieldEntry, entries, register
from desmigratif.documents.models import PersonDocument, SharedDocument, VillageDocument

DUTY = "UU 18/2017 Ps 39-42: bukti kegiatan dan penetapan (tugas publik, UU 27/2022 Ps 20)"
CONSENT = "UU 27/2022 Ps 24 dan 25: bukti persetujuan wali"
ACCOUNT = "UU 27/2022 Ps 31 dan 32: rekaman pemrosesan"
KEPT = "selama catatannya disimpan; isi berkas yang ditarik dihapus 30 hari sesudah ditarik"
PLACES = ("village_code", "kec_code", "kab_code", "prov_code")
WHAT = ("name", "caption", "withdrawn_reason", "storage_key", "thumbnail_key", "sha256")
WHO = ("created_by", "created_at", "updated_by", "updated_at", "withdrawn_by", "withdrawn_at", "cleared_at")
PLAIN = (
    "id", "seq", "version", "record_kind", "record_id", "purpose", "media_type", "size", "pages", "width", "height",
)  # fmt: skip


def _listed(
    model: Any, *, scope: tuple[str, ...], legal_basis: str, purpose: str, data_class: DataClass
) -> list[FieldEntry]:
    return [
        *entries(model, *WHAT, legal_basis=legal_basis, purpose=purpose, retention=KEPT, data_class=data_class),
        *entries(model, *WHO, legal_basis=ACCOUNT, purpose="Siapa mengunggah dan menarik berkas", retention=KEPT),
        *entries(
            model,
            *PLAIN,
            *scope,
            legal_basis=legal_basis,
            purpose="Mengaitkan berkas dengan catatannya, dan menentukan siapa yang boleh membukanya",
            retention=KEPT,
            data_class=DataClass.NONE,
        ),
    ]


register(
    VillageDocument,
    _listed(
        VillageDocument,
        scope=PLACES,
        legal_basis=DUTY,
        purpose="Surat keputusan dan foto kegiatan",
        data_class=DataClass.GENERAL,
    ),
)
register(
    PersonDocument,
    _listed(
        PersonDocument,
        scope=PLACES,
        legal_basis=CONSENT,
        purpose="Lembar persetujuan wali dan foto kegiatan dengan anak",
        data_class=DataClass.CHILD,
    ),
)
register(
    SharedDocument,
    _listed(
        SharedDocument,
        scope=("shared_with", "institution"),
        legal_basis=DUTY,
        purpose="Data dukung laporan capaian",
        data_class=DataClass.GENERAL,
    ),
)
