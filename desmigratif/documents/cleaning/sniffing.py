"""What a file is: by its first bytes, which must agree with its name and with what the browser says of it."""

import re
from enum import StrEnum

from desmigratif.documents.cleaning.refusing import MOST_BYTES, Refusal


class Kind(StrEnum):
    """What is taken, by media type."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    PDF = "application/pdf"

    @property
    def is_image(self) -> bool:
        """Whether it is a picture."""
        return self is not Kind.PDF


EXTENSIONS = {
    Kind.JPEG: ("jpg", "jpeg", "jpe", "jfif"),  # the first is the one written
    Kind.PNG: ("png",),
    Kind.PDF: ("pdf",),
}
ALIASES = {
    Kind.JPEG: {"image/jpg", "image/pjpeg"},
    Kind.PNG: {"image/x-png"},
    Kind.PDF: {"application/x-pdf"},
}
UNTOLD = {"", "application/octet-stream"}  # browsers of some phones say nothing
ALLOWED = {extension for names in EXTENSIONS.values() for extension in names}
# Endings that a name may not hide in its middle: programs, pages, archives, other documents.
HIDDEN = frozenset(
    "apk app bat bin cmd com cpl dll doc docm docx elf exe gif hta htm html iso jar js jsp lnk mht msi php phtml pl"
    " ps1 py rar scr sh svg swf vbs wsf xhtml xls xlsm xlsx xml zip 7z".split()
)
HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif"}
EXTENSION = re.compile(r"[a-z0-9]{1,5}")


def sniff(content: bytes) -> Kind:
    """The kind by the first bytes, which must stand at the very beginning. Raises Refusal."""
    if content.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if content.startswith(b"%PDF-"):
        return Kind.PDF
    raise Refusal("heic" if content[4:8] == b"ftyp" and content[8:12] in HEIF else "kind")


def kind_of(content: bytes, *, name: str, size: int, declared: str) -> Kind:
    """What the file is. `size` is the true one: of a file that is too large only the beginning was kept.

    Raises Refusal when it is empty, too large, of a kind that is not taken, or name, content and the browser's word
    disagree.
    """
    if not size:
        raise Refusal("empty")
    if size > MOST_BYTES or size != len(content):
        raise Refusal("too_big")
    parts = [part.strip().lower() for part in name.split(".")]
    ending = parts[-1] if len(parts) > 1 and EXTENSION.fullmatch(parts[-1]) else ""
    if ending in {"heic", "heif"}:
        raise Refusal("heic")
    if ending in HIDDEN:
        raise Refusal("kind")
    if HIDDEN & set(parts[1:-1]):
        raise Refusal("name")
    kind = sniff(content)
    if ending in ALLOWED and ending not in EXTENSIONS[kind]:
        raise Refusal("mismatch")
    said = declared.split(";")[0].strip().lower()
    if said not in UNTOLD | ALIASES[kind] | {str(kind)}:
        raise Refusal("mismatch")
    return kind
