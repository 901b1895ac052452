"""A stream sealed with a passphrase: scrypt for the key, AES-256-GCM over parts of 1 MiB.

Each part's nonce holds its number and whether it is the last, so parts can't be swapped, dropped or cut off at the
end without notice. Nothing is held in memory but one part.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from desmigratif.local.backup.errors import BackupError

MAGIC = b"DESMIGRATIF-SEALED-1\n"
SALT_BYTES, PREFIX_BYTES, TAG_BYTES = 16, 7, 16
PART = 1024 * 1024
MIN_PASSPHRASE = 16


def read_passphrase(path: Path) -> bytes:
    """The first line of the file; raises BackupError."""
    try:
        passphrase = path.read_bytes().split(b"\n", 1)[0].strip()
    except OSError as error:
        raise BackupError(f"The passphrase file {path} can't be read: {error.strerror}.") from error
    if len(passphrase) < MIN_PASSPHRASE:
        raise BackupError(
            f"The passphrase in {path} has less than {MIN_PASSPHRASE} characters. Make one: openssl rand -base64 32"
        )
    return passphrase


def _cipher(passphrase: bytes, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(passphrase))


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])


class Sealer:
    """Write bytes into it, then `close`: a part is written when it is known whether another follows."""

    def __init__(self, target: IO[bytes], passphrase: bytes) -> None:
        salt, self._prefix = os.urandom(SALT_BYTES), os.urandom(PREFIX_BYTES)
        self._target, self._cipher = target, _cipher(passphrase, salt)
        self._held, self._number = bytearray(), 0
        target.write(MAGIC + salt + self._prefix)

    def write(self, data: bytes) -> int:
        """Take `data` in; returns its length, as files do."""
        self._held += data
        while len(self._held) > PART:
            self._seal(bytes(self._held[:PART]), last=False)
            del self._held[:PART]
        return len(data)

    def close(self) -> None:
        """Seal what is left as the last part."""
        self._seal(bytes(self._held), last=True)

    def _seal(self, part: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._prefix, self._number, last=last), part, None))
        self._number += 1


def opened(source: IO[bytes], passphrase: bytes) -> Iterator[bytes]:
    """The plain parts of a sealed stream; raises BackupError for a wrong passphrase, or a changed or cut file."""
    if source.read(len(MAGIC)) != MAGIC:
        raise BackupError("The file is not a sealed one of ours, or its beginning is damaged.")
    salt, prefix = source.read(SALT_BYTES), source.read(PREFIX_BYTES)
    cipher, number = _cipher(passphrase, salt), 0
    part = source.read(PART + TAG_BYTES)
    while True:
        following = source.read(PART + TAG_BYTES)
        try:
            yield cipher.decrypt(_nonce(prefix, number, last=not following), part, None)
        except InvalidTag as error:
            raise BackupError("The passphrase is another one, or the file was changed or cut off.") from error
        if not following:
            return
        part, number = following, number + 1
