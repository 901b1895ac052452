"""The key in the address of a file's content: it holds for five minutes and for one user. It opens nothing by itself:
the record is asked each time as well (`open_document`)."""

from uuid import UUID

from django.core.signing import BadSignature, TimestampSigner

from desmigratif.core.scope import Actor

SECONDS = 5 * 60


def key_for(pk: UUID, by: Actor) -> str:
    """A key of this moment for this user and file."""
    return _signer(pk, by).sign("1")


def key_holds(key: str, pk: UUID, by: Actor) -> bool:
    """Whether the key was made for this user and file in the last five minutes."""
    try:
        _signer(pk, by).unsign(key, max_age=SECONDS)
    except (BadSignature, ValueError, OverflowError):
        return False
    return True


def _signer(pk: UUID, by: Actor) -> TimestampSigner:
    return TimestampSigner(salt=f"documents.link.{pk}.{by.user_id}")
