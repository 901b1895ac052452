"""What happens to files."""

from desmigratif.documents.services.adding import CleanFile, Incoming, add_document, clean_file
from desmigratif.documents.services.clearing import clear_documents
from desmigratif.documents.services.finding import (
    document_to_change,
    documents_of,
    may_change,
    open_document,
    record_of,
    record_to_change,
    room_left,
)
from desmigratif.documents.services.linking import key_for, key_holds
from desmigratif.documents.services.withdrawing import withdraw_document

__all__ = [
    "CleanFile",
    "Incoming",
    "add_document",
    "clean_file",
    "clear_documents",
    "document_to_change",
    "documents_of",
    "key_for",
    "key_holds",
    "may_change",
    "open_document",
    "record_of",
    "record_to_change",
    "room_left",
    "withdraw_document",
]
