"""Constraints that only the database can hold, in the words of the form."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from desmigratif.core.errors import DomainError

BROKEN_FORM = "Halaman ini rusak. Buka lagi formulirnya."
NIK_KNOWN_HERE = "NIK ini sudah tercatat di desa ini."
STILL_ABROAD = "Orang ini masih tercatat bekerja di luar negeri."

OTHERS = {
    "family_kk_once_per_village": "Nomor KK ini sudah tercatat di desa ini.",
    "familymembership_one_family_at_a_time": "Orang ini masih tercatat dalam keluarga lain.",
    "familymembership_one_head": "Keluarga ini sudah punya kepala.",
    "child_once_per_person": "Anak ini sudah tercatat.",
}


class TakenIdError(DomainError):
    """The id of the form belongs to another record, perhaps of another village: the words must not tell which."""

    def __init__(self) -> None:
        super().__init__(BROKEN_FORM)


def _refusal(constraint: str) -> DomainError | None:
    if constraint.endswith("_pkey"):
        return TakenIdError()
    if constraint in OTHERS:
        return DomainError(OTHERS[constraint])
    if constraint == "person_nik_once_per_village":
        return DomainError(NIK_KNOWN_HERE, field="nik")
    if constraint == "episode_one_open_per_person":
        return DomainError(STILL_ABROAD, field="returned_on")
    return None


@contextmanager
def saving() -> Iterator[None]:
    """Write in a savepoint, so that a refusal leaves the transaction usable.

    The database's own error names the key, so it isn't kept as the cause.
    """
    refusal: DomainError | None = None
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        refusal = _refusal(getattr(diagnosis, "constraint_name", None) or "")
        if refusal is None:
            raise
    if refusal is not None:
        raise refusal
