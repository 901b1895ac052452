"""How often, and why: what reveals and emergency views ask alike."""

from desmigratif.core.errors import DomainError
from workers.services.cleaning import clean_reason

SHORTEST_REASON = 20


class TooManyError(DomainError):
    """The user did this too often; doors answer 429."""


def long_reason(text: str) -> str:
    """The reason, in at least 20 characters. Raises DomainError (field `reason`)."""
    reason = clean_reason(text, field="reason", required=True, message="Tulis alasannya.")
    if len(reason) < SHORTEST_REASON:
        raise DomainError(
            f"Tulis alasannya lebih jelas, paling sedikit {SHORTEST_REASON} huruf: untuk apa, diminta siapa.",
            field="reason",
        )
    return reason
