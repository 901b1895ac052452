"""A KK number going in: checked, compared inside the village, sealed. It is handled as a NIK is (domain.md 4.2)."""

import re

from desmigratif.core.crypto import blind_index, decrypt, encrypt
from desmigratif.core.errors import DomainError
from desmigratif.core.nik import PROVINCES
from desmigratif.core.scope import Actor
from workers.models import Family

TABLE = "workers_family"
DIGITS = 16
KNOWN_HERE = "Nomor KK ini sudah tercatat di desa ini. Buka keluarga itu, jangan buat lagi."


def read_kk(text: str, *, field: str = "kk") -> str:
    """The 16 digits of a typed KK number, "" when none was typed. Raises DomainError."""
    digits = re.sub(r"[\s.\-]", "", text or "")
    if not digits:
        return ""
    if not digits.isascii() or not digits.isdigit() or len(digits) != DIGITS:
        count = sum(sign.isdigit() for sign in digits)
        raise DomainError(f"Nomor KK terdiri dari 16 angka. Yang terisi {count} angka.", field=field)
    if digits[:2] not in PROVINCES or digits[12:] == "0000" or len(set(digits)) == 1:
        raise DomainError("Nomor KK ini tidak mungkin ada. Cocokkan dengan kartunya.", field=field)
    return digits


def refuse_known_kk(*, number: str, village_code: str, actor: Actor, besides: Family | None = None) -> None:
    """Raises DomainError when another current family of the same village has the number; others are never asked."""
    rows = Family.objects.visible_to(actor).current().filter(village_code=village_code).with_kk(number)
    if (rows.exclude(pk=besides.pk) if besides else rows).exists():
        raise DomainError(KNOWN_HERE, field="kk")


def seal_kk(family: Family, number: str) -> None:
    """Put a checked number on a family, or take it off with ""; the caller saves."""
    if not number:
        family.kk_sealed = family.kk_hash = None
        family.kk_masked = ""
        return
    family.kk_sealed = encrypt(number, table=TABLE, row_id=family.pk)
    family.kk_hash = blind_index(number)
    family.kk_masked = f"{number[:6]}{'•' * 8}{number[-2:]}"


def open_kk(family: Family) -> str:
    """The number in the clear, "" when there is none. Raises DecryptionError for a value of another row or key."""
    return decrypt(bytes(family.kk_sealed), table=TABLE, row_id=family.pk) if family.kk_sealed else ""
