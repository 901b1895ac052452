"""Ids that two clients can't compare: each agreement sees other ids for the same persons.

The id is the row's own id through one block of AES under a key of the agreement: a permutation, so it needs no table,
never collides and can be turned back for `/persons/<id>/`. A keyed hash would need a stored mapping for that. Without
the key nobody can tell which of two agreements' ids belong together, nor read the time inside a UUIDv7.
"""

import hashlib
import hmac
from collections.abc import Sequence
from uuid import UUID

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import ECB
from django.conf import settings

BLOCK = 16


def _cipher(agreement_id: UUID) -> Cipher:
    key = hmac.new(settings.NIK_HMAC_KEY, b"pseudonym:" + agreement_id.bytes, hashlib.sha256).digest()
    return Cipher(AES256(key), ECB())  # noqa: S305  exactly one block a value, used as a permutation


def pseudonyms(ids: Sequence[UUID], *, agreement_id: UUID) -> list[str]:
    """The ids as this agreement sees them, in the form of a UUID."""
    sealed = _cipher(agreement_id).encryptor().update(b"".join(value.bytes for value in ids))
    return [str(UUID(bytes=sealed[start : start + BLOCK])) for start in range(0, len(sealed), BLOCK)]


def real_id(pseudonym: str, *, agreement_id: UUID) -> UUID | None:
    """The row's id; None for a text that is no id. An id of another agreement leads to no row."""
    try:
        value = UUID(pseudonym)
    except ValueError:
        return None
    if str(value) != pseudonym:
        return None
    return UUID(bytes=_cipher(agreement_id).decryptor().update(value.bytes))
