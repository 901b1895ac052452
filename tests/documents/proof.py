"""A file that was made harmless already, for tests that need one and are not about files."""

import secrets
from typing import Any
from uuid import UUID

from django.utils import timezone

from desmigratif.core.scope import SYSTEM, Actor, acting_as
from desmigratif.documents.cleaning.running import Harmless
from desmigratif.documents.services import CleanFile, add_document

PROOF = CleanFile("bukti.pdf", Harmless(b"%PDF-1.7\n", b"", "application/pdf", 0, 0, 1))


def key_of_now() -> UUID:
    """A UUIDv7 of the moment that the test has travelled to: one made by the real clock may lie in its future."""
    moment = int(timezone.now().timestamp() * 1000)
    return UUID(int=moment << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62))


def prove(record: Any, by: Actor) -> Any:
    """Hang it on a record as the actor; returns the record as it stands then."""
    with acting_as(by):
        add_document(record=record, document_id=key_of_now(), file=PROOF, by=by)
    with acting_as(SYSTEM):
        return type(record)._default_manager.get(pk=record.pk)
