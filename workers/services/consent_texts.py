"""Texts of consent: a new version is added, an old one stays as those who agreed to it heard it."""

from datetime import date

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import Actor
from desmigratif.reference.services.kept_lists import add_to_list
from workers.models import ConsentText

SHORTEST = 100


def add_consent_text(*, version: str, language: str, body: str, valid_from: date, by: Actor) -> ConsentText:
    """A text to read out from a day on. Raises DomainError, ValidationError {field: errors}."""
    text = "\n".join(line.strip() for line in body.strip().splitlines())
    if len(text) < SHORTEST:
        raise DomainError("Teks ini terlalu pendek untuk menerangkan data apa, untuk apa, dan haknya.", field="body")
    row = ConsentText(version=version.strip().lower(), language=language, body=text, valid_from=valid_from)
    return add_to_list(row=row, of="Teks persetujuan", by=by)
