"""Files of downloads, kept encrypted until they are fetched."""

import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from desmigratif.reporting.models.export import export_folder

NONCE_BYTES = 12


def _own_folder() -> Path:
    folder = export_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _key(name: str) -> bytes:
    """A key for one file, from the server's secret and the file's random name."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"desmigratif.reporting.file:{name}".encode())
    return derived.derive(settings.SECRET_KEY.encode())


def keep(content: bytes) -> str:
    """Store a file encrypted under a random name; returns the name."""
    name = secrets.token_hex(20)
    nonce = os.urandom(NONCE_BYTES)
    path = _own_folder() / name
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(nonce + AESGCM(_key(name)).encrypt(nonce, content, name.encode()))
    return name


def take(name: str) -> bytes | None:
    """The file's content, and the file is gone; None when it can't be read any more."""
    path = export_folder() / name
    try:
        stored = path.read_bytes()
        content = AESGCM(_key(name)).decrypt(stored[:NONCE_BYTES], stored[NONCE_BYTES:], name.encode())
    except (OSError, InvalidTag, ValueError):
        content = None
    delete(name)
    return content


def delete(name: str) -> None:
    """Remove a file; one that is gone already is no error."""
    if name:
        (export_folder() / name).unlink(missing_ok=True)


def delete_strays(known: set[str], older_than: float) -> int:
    """Remove files no download names, if they were last written before the moment; returns how many."""
    removed = 0
    for path in export_folder().iterdir() if export_folder().exists() else []:
        if path.is_file() and path.name not in known and path.stat().st_mtime < older_than:
            path.unlink(missing_ok=True)
            removed += 1
    return removed
