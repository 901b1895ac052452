"""PDF: its pages are copied into a new document. Actions, scripts, forms, attached files, comments and metadata stay
behind; what was written into a form or stamped on a page becomes part of the page."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from desmigratif.documents.cleaning.images import Cleaned
from desmigratif.documents.cleaning.refusing import MOST_BYTES, MOST_PAGES, MOST_PIXELS, Refusal
from desmigratif.documents.cleaning.sniffing import Kind

MOST_UNPACKED = 200 * 1024 * 1024  # of all streams together: what a reader's memory has to hold at worst
DEEPEST = 50  # objects inside objects
KEPT_OF_A_PAGE = {
    "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/UserUnit", "/Group",
}  # fmt: skip
# Wherever they stand in what a page is drawn with: scripts, files inside and outside, data about the data. Actions
# hang on the document, on pages, on notes and on bookmarks; none of these is copied.
DROPPED = {
    "/AA", "/OpenAction", "/JS", "/JavaScript", "/EF", "/RF", "/AF", "/AcroForm", "/XFA", "/Annots", "/OPI", "/Ref",
    "/Metadata", "/PieceInfo", "/StructParent", "/StructParents",
}  # fmt: skip
EXTERNAL = ("/F", "/FFilter", "/FDecodeParms")  # of a stream: its content stands in another file
FLATE = {"/FlateDecode", "/Fl"}
DCT = {"/DCTDecode", "/DCT"}
JPEG_KEPT = {0xE0, 0xEE}  # JFIF and Adobe's word on colours; the other application segments hold EXIF, XMP, previews


def clean_pdf(content: bytes) -> Cleaned:
    """The pages alone. Raises Refusal when it is locked, broken, has too many pages or unpacks to too much."""
    try:
        with Pdf.open(BytesIO(content)) as found:
            pages = _counted(found)
            written = _rewritten(found)
    except pikepdf.PasswordError:
        raise Refusal("encrypted") from None
    except MemoryError:
        raise Refusal("heavy") from None
    except Refusal:
        raise
    except Exception:  # the parser raises whatever comes to its mind
        raise Refusal("broken") from None
    if len(written) > MOST_BYTES:
        raise Refusal("too_big")
    return Cleaned(written, Kind.PDF, pages=pages)


def _counted(found: Pdf) -> int:
    if found.is_encrypted:
        raise Refusal("encrypted")
    pages = len(found.pages)
    if not pages:
        raise Refusal("no_pages")
    if pages > MOST_PAGES:
        raise Refusal("pages")
    return pages


def _rewritten(found: Pdf) -> bytes:
    _refuse_bombs(found)
    found.flatten_annotations("screen")
    with Pdf.new() as fresh:
        for page in found.pages:
            for key in set(page.obj.keys()) - KEPT_OF_A_PAGE:
                del page.obj[key]
            fresh.pages.append(page)
        for stored in fresh.objects:
            if isinstance(stored, Dictionary | Stream | Array):
                _strip(stored)
        out = BytesIO()
        fresh.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def _strip(stored: Any, depth: int = 0) -> None:
    """Take out of an object, and of those that stand inside it, what is not the look of a page."""
    if depth > DEEPEST:
        raise Refusal("broken")
    for part in list(stored) if isinstance(stored, Array) else _strip_keys(stored):
        if isinstance(part, Dictionary | Array) and not part.is_indirect:
            _strip(part, depth + 1)


def _strip_keys(stored: Any) -> list[Any]:
    """As `_strip`, of one dictionary or stream; returns what still stands inside it."""
    if isinstance(stored, Stream):
        for key in set(EXTERNAL) & set(stored.keys()):
            del stored[key]
        _strip_picture(stored)
    for key in DROPPED & set(stored.keys()):
        if not _is_name_of_a_resource(stored, key):
            del stored[key]
    return [stored[key] for key in set(stored.keys())]


def _is_name_of_a_resource(stored: Any, key: str) -> bool:
    """A font or picture may be called /AA or /Ref: then what it names is a stream or a font."""
    named = stored[key]
    return isinstance(named, Stream) or (isinstance(named, Dictionary) and named.get("/Type") == Name.Font)


def _filters(stored: Stream) -> list[str]:
    named = stored.get("/Filter")
    if named is None:
        return []
    return [str(part) for part in named] if isinstance(named, Array) else [str(named)]


def _refuse_bombs(found: Pdf) -> None:
    """Count what the packed streams unpack to, without unpacking more than is allowed."""
    left = MOST_UNPACKED
    for stored in found.objects:
        if not isinstance(stored, Stream):
            continue
        if int(stored.get("/Width", 0) or 0) * int(stored.get("/Height", 0) or 0) > MOST_PIXELS * 2:
            raise Refusal("pixels")
        filters = _filters(stored)
        if "/Crypt" in filters:
            raise Refusal("encrypted")
        data = stored.read_raw_bytes()
        for name in filters:
            if name not in FLATE:
                break
            data = _inflated(data, left)
        left -= len(data)
        if left <= 0:
            raise Refusal("heavy")


def _inflated(data: bytes, most: int) -> bytes:
    reader = zlib.decompressobj()
    try:
        found = reader.decompress(data, most + 1)
    except zlib.error:  # readers show what came before the fault
        return b""
    if len(found) > most:
        raise Refusal("heavy")
    return found


def _strip_picture(stored: Stream) -> None:
    """Photographs inside a PDF carry EXIF too: the place where they were taken."""
    filters = _filters(stored)
    if not filters or filters[-1] not in DCT or set(filters[:-1]) - FLATE:
        return
    data = stored.read_raw_bytes()
    for _ in filters[:-1]:
        data = _inflated(data, MOST_UNPACKED)
    bare = b"".join(_segments(data))
    parms = stored.get("/DecodeParms")
    if isinstance(parms, Array):
        parms = parms[-1] if len(parms) else None
    kept: Any = parms if isinstance(parms, Dictionary) else None
    stored.write(bare, filter=Name.DCTDecode, decode_parms=kept)


def _segments(data: bytes) -> Iterator[bytes]:
    """A JPEG without its application segments and comments; from the first scan on it is copied as it is."""
    if not data.startswith(b"\xff\xd8"):
        raise Refusal("broken")
    yield data[:2]
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker == 0xDA:
            break
        length = 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in JPEG_KEPT:
            yield data[at : at + length]
        at += length
    end = data.rfind(b"\xff\xd9")
    yield data[at : end + 2 if end >= at else len(data)]
