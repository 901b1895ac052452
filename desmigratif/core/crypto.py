"""NIK, KK and passport numbers, and files, at rest: AES-256-GCM; a keyed HMAC under a second key for equality.

A stored value is version | key id | nonce | ciphertext and tag. The row's id is authenticated too, so two rows'
values cannot be swapped. A wrong key raises; ciphertext is never returned as if it were the value.
"""

import hashlib
import hmac as hmac_module
import os
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION = 1
NONCE_BYTES = 12


class DecryptionError(Exception):
    """The stored value does not belong to this row or to any key we hold."""


def _aad(table: str, row_id: UUID) -> bytes:
    return f"{table}:{row_id}".encode()


def encrypt(text: str, *, table: str, row_id: UUID) -> bytes:
    """Encrypt under the newest key (`settings.NIK_KEYS`, key id -> 32 bytes)."""
    key_id = max(settings.NIK_KEYS)
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(settings.NIK_KEYS[key_id]).encrypt(nonce, text.encode(), _aad(table, row_id))
    return bytes([VERSION, key_id]) + nonce + sealed


def decrypt(stored: bytes, *, table: str, row_id: UUID) -> str:
    """The plain text; raises DecryptionError when key, row or bytes do not fit."""
    stored = bytes(stored)
    if len(stored) < 2 + NONCE_BYTES or stored[0] != VERSION or stored[1] not in settings.NIK_KEYS:
        raise DecryptionError("unknown version or key id")
    nonce, sealed = stored[2 : 2 + NONCE_BYTES], stored[2 + NONCE_BYTES :]
    try:
        return AESGCM(settings.NIK_KEYS[stored[1]]).decrypt(nonce, sealed, _aad(table, row_id)).decode()
    except InvalidTag as error:
        raise DecryptionError("value does not belong to this row or key") from error


def blind_index(text: str) -> bytes:
    """Keyed hash for equality, 32 bytes. A plain hash of a NIK can be guessed: few numbers are plausible."""
    return hmac_module.new(settings.NIK_HMAC_KEY, text.encode(), hashlib.sha256).digest()


def _file_key(key_id: int) -> bytes:
    """The key of files follows from the newest NIK key, but is another: neither tells anything of the other."""
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"desmigratif.files")
    return derived.derive(settings.NIK_KEYS[key_id])


def seal(content: bytes, *, table: str, row_id: UUID) -> bytes:
    """Encrypt a file as a whole. The row's id is authenticated, so two rows' files cannot be swapped."""
    key_id = max(settings.NIK_KEYS)
    nonce = os.urandom(NONCE_BYTES)
    sealed = AESGCM(_file_key(key_id)).encrypt(nonce, content, _aad(table, row_id))
    return bytes([VERSION, key_id]) + nonce + sealed


def unseal(stored: bytes, *, table: str, row_id: UUID) -> bytes:
    """The file; raises DecryptionError when key, row or bytes do not fit."""
    if len(stored) < 2 + NONCE_BYTES or stored[0] != VERSION or stored[1] not in settings.NIK_KEYS:
        raise DecryptionError("unknown version or key id")
    nonce, sealed = stored[2 : 2 + NONCE_BYTES], stored[2 + NONCE_BYTES :]
    try:
        return AESGCM(_file_key(stored[1])).decrypt(nonce, sealed, _aad(table, row_id))
    except InvalidTag as error:
        raise DecryptionError("file does not belong to this row or key") from error
