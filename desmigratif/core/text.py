"""What somebody typed, as it was meant."""

import unicodedata


def plain(text: str) -> str:
    """One line without control, direction and other invisible characters, with single blanks."""
    line = " ".join(unicodedata.normalize("NFC", text).split())
    return " ".join("".join(sign for sign in line if not unicodedata.category(sign).startswith("C")).split())
