"""One file made harmless, whatever it is."""

from desmigratif.documents.cleaning.images import Cleaned, clean_image
from desmigratif.documents.cleaning.pdfs import clean_pdf
from desmigratif.documents.cleaning.sniffing import Kind


def clean(content: bytes, kind: Kind) -> Cleaned:
    """The file written anew. Raises Refusal."""
    return clean_pdf(content) if kind is Kind.PDF else clean_image(content, kind)
