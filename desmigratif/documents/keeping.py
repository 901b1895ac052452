"""The bytes of files: sealed, under random keys, in the storage "documents". Nothing here asks who may."""

import secrets
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from desmigratif.core.crypto import seal, unseal

TABLE = "documents"


def storage() -> Storage:
    """Where they lie (settings.STORAGES)."""
    return storages["documents"]


def keep(content: bytes, *, row_id: UUID) -> str:
    """Store bytes; returns the key."""
    key = secrets.token_hex(20)
    return storage().save(key, ContentFile(seal(content, table=TABLE, row_id=row_id)))


def read(key: str, *, row_id: UUID) -> bytes:
    """The bytes. Raises OSError when they are gone, DecryptionError when they are another row's or were changed."""
    with storage().open(key, "rb") as file:
        return unseal(file.read(), table=TABLE, row_id=row_id)


def delete(*keys: str) -> None:
    """Remove; what is gone already is no error."""
    for key in filter(None, keys):
        storage().delete(key)


def strays(known: set[str], older_than: datetime) -> Iterator[str]:
    """Keys that no row names, of bytes last written before the moment: an upload that was rolled back."""
    place = storage()
    try:
        _, keys = place.listdir("")
    except FileNotFoundError:
        return
    for key in keys:
        if key not in known and place.get_modified_time(key) < older_than:
            yield key
