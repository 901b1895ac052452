"""Pictures: decoded within bounds, turned upright, made smaller, and written anew without anything but the picture."""

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageFile, ImageOps

from desmigratif.documents.cleaning.refusing import MOST_PIXELS, Refusal
from desmigratif.documents.cleaning.sniffing import Kind

LONGEST_SIDE = 2400  # pixels: a page photographed at 200 dots per inch stays readable
THUMBNAIL_SIDE = 240
LARGEST_PNG = 4 * 1024 * 1024  # a photograph saved as PNG; a scan of a page is far smaller
FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG"}
WHITE = (255, 255, 255)

Image.MAX_IMAGE_PIXELS = MOST_PIXELS
ImageFile.LOAD_TRUNCATED_IMAGES = False


@dataclass(frozen=True)
class Cleaned:
    """A harmless file, and what is known of it. `thumbnail` is a small JPEG, empty for what is no picture."""

    content: bytes
    kind: Kind
    width: int = 0
    height: int = 0
    pages: int = 0
    thumbnail: bytes = b""


def clean_image(content: bytes, kind: Kind) -> Cleaned:
    """The first picture of the file, upright, at most 2,400 pixels long, without EXIF, comments, profiles or anything
    behind its end. Raises Refusal."""
    picture = _decoded(content, kind)
    if max(picture.size) > LONGEST_SIDE:
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    written, kind = _written(picture, kind)
    width, height = picture.size
    small = _on_white(picture)
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    return Cleaned(written, kind, width, height, thumbnail=_bytes(small, Kind.JPEG, quality=70))


def _decoded(content: bytes, kind: Kind) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            warnings.simplefilter("ignore", UserWarning)
            found = Image.open(BytesIO(content), formats=[FORMATS[kind]])
            if found.width * found.height > MOST_PIXELS:
                raise Refusal("pixels")
            turn = found.getexif().get(274, 1)  # read first: drafting and converting forget it
            if kind is Kind.JPEG:
                found.draft(None, (LONGEST_SIDE, LONGEST_SIDE))  # decoded small: memory stays small too
            found.load()
            picture = _plain(found)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise Refusal("pixels") from None
    except MemoryError:
        raise Refusal("heavy") from None
    except Refusal:
        raise
    except Exception:  # decoders raise whatever comes to their mind
        raise Refusal("broken") from None
    return _upright(picture, turn)


def _plain(found: Image.Image) -> Image.Image:
    """The pixels alone, in one of three modes; sixteen bits become eight."""
    if found.mode.startswith("I"):
        found = found.convert("I").point(lambda value: value / 256).convert("L")
    has_alpha = found.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in found.info
    mode = "RGBA" if has_alpha else "L" if found.mode in {"1", "L"} else "RGB"
    picture = found if found.mode == mode else found.convert(mode)
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def _upright(picture: Image.Image, turn: object) -> Image.Image:
    exif = Image.Exif()
    exif[274] = turn if turn in range(1, 9) else 1
    picture.info["exif"] = exif.tobytes()
    turned = ImageOps.exif_transpose(picture)
    turned.info.clear()
    return turned


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    sheet = Image.new("RGB", picture.size, WHITE)
    sheet.paste(picture, mask=picture.getchannel("A"))
    return sheet


def _written(picture: Image.Image, kind: Kind) -> tuple[bytes, Kind]:
    if kind is Kind.PNG:
        written = _bytes(picture, kind, optimize=True)
        if len(written) <= LARGEST_PNG:
            return written, kind
        kind = Kind.JPEG
    flat = picture if picture.mode == "L" else _on_white(picture)
    return _bytes(flat, Kind.JPEG, quality=85, optimize=True, progressive=True), Kind.JPEG


def _bytes(picture: Image.Image, kind: Kind, **options: int) -> bytes:
    out = BytesIO()
    picture.save(out, FORMATS[kind], **options)
    return out.getvalue()
