"""Page cursors: opaque, and good only for the query they were made for.

A cursor holds the key of the last row, which must not be readable: a person's key is not the id that the client sees.
The same position always gives the same text, so that pages of reference lists keep their ETag.
"""

import base64
import hashlib
import hmac
from typing import Any

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12
MAX_LENGTH = 600


class BadCursor(ValueError):
    """The text is no cursor of ours, or belongs to another query."""


def _key(purpose: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"api-cursor:{purpose}".encode(), hashlib.sha256).digest()


def seal(state: dict[str, Any], *, query: str) -> str:
    """The cursor for a position. `query` names client, dataset and filters; another query can't open it.

    The nonce is derived from the content (synthetic), so it repeats only when everything repeats.
    """
    plain = orjson.dumps(state, option=orjson.OPT_UTC_Z)
    nonce = hmac.new(_key("nonce"), query.encode() + b"\0" + plain, hashlib.sha256).digest()[:NONCE_BYTES]
    sealed = AESGCM(_key("seal")).encrypt(nonce, plain, query.encode())
    return base64.urlsafe_b64encode(nonce + sealed).rstrip(b"=").decode()


def unseal(text: str, *, query: str) -> dict[str, Any]:
    """The position in a cursor; raises BadCursor."""
    if not text.isascii() or len(text) > MAX_LENGTH:
        raise BadCursor
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        return orjson.loads(AESGCM(_key("seal")).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], query.encode()))
    except (ValueError, InvalidTag) as error:
        raise BadCursor from error
