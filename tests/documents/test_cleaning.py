"""Files made harmless: what is left of them, and that a decoder's fault or hunger harms nothing."""

import random
import subprocess
import sys
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from desmigratif.documents.cleaning.content import clean
from desmigratif.documents.cleaning.refusing import WORDS, Refusal
from desmigratif.documents.cleaning.running import ROOT, make_harmless
from desmigratif.documents.cleaning.sniffing import Kind
from tests.documents.corpus import (
    CAMERA,
    EICAR,
    JPEG,
    PDF,
    PNG,
    SCRIPT,
    armed_pdf,
    huge_png,
    located,
    pdf_bomb,
    photo_in_pdf,
    picture,
)

ACTS = (
    b"JavaScript",
    b"/JS",
    b"Launch",
    b"EmbeddedFile",
    b"OpenAction",
    b"/AA",
    b"AcroForm",
    b"XFA",
    b"URI",
    b"Annots",
)


def plain(content: bytes) -> bytes:
    """A PDF with everything in it unpacked."""
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as found:
        found.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                   object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)  # fmt: skip
    return out.getvalue()


def test_the_place_and_the_camera_are_gone_from_a_photograph():
    before = Image.open(BytesIO(located()))
    assert before.getexif().get_ifd(0x8825), "the example says where it was taken"
    made = make_harmless(located(), Kind.JPEG)
    for part in (made.content, made.thumbnail):
        after = Image.open(BytesIO(part))
        assert dict(after.getexif()) == {}
        assert {"exif", "comment", "icc_profile"}.isdisjoint(after.info)
        assert CAMERA.encode() not in part
        assert b"3504140000000001" not in part


def test_a_photograph_taken_upright_stays_upright():
    made = make_harmless(located(turn=6), Kind.JPEG)
    assert (made.width, made.height) == (480, 640)


def test_a_large_photograph_becomes_smaller_and_stays_readable():
    made = make_harmless(picture(size=(6000, 4000)), Kind.JPEG)
    assert (made.width, made.height) == (2400, 1600)
    assert max(Image.open(BytesIO(made.thumbnail)).size) == 240


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_sort_of_png_is_read(mode):
    out = BytesIO()
    Image.new(mode, (40, 30)).save(out, "PNG")
    made = clean(out.getvalue(), Kind.PNG)
    assert Image.open(BytesIO(made.content)).size == (40, 30)


def test_a_photograph_in_the_colours_of_a_printer_is_read():
    made = clean(picture(mode="CMYK"), Kind.JPEG)
    assert Image.open(BytesIO(made.content)).mode == "RGB"


def test_what_stands_behind_a_picture_is_gone():
    for content, kind, tail in ((JPEG, Kind.JPEG, EICAR), (PNG, Kind.PNG, SCRIPT)):
        assert tail not in clean(content + tail, kind).content


def test_a_pdf_can_do_nothing_any_more():
    before = plain(armed_pdf())
    assert all(word in before for word in ACTS), "the example has all of them"
    made = make_harmless(armed_pdf(), Kind.PDF)
    after = plain(made.content)
    assert [word for word in ACTS if word in after] == []
    assert EICAR not in after
    assert CAMERA.encode() not in after
    assert made.pages == 1


def test_the_pages_of_a_pdf_stay_as_they_are():
    with pikepdf.open(BytesIO(clean(PDF, Kind.PDF).content)) as made:
        assert b"(Halaman 1) Tj" in made.pages[0].Contents.read_bytes()
        assert made.pages[0].mediabox == [0, 0, 300, 200]


def test_a_photograph_inside_a_pdf_loses_its_place_too():
    assert CAMERA.encode() in plain(photo_in_pdf())
    made = clean(photo_in_pdf(), Kind.PDF).content
    assert CAMERA.encode() not in plain(made)
    with pikepdf.open(BytesIO(made)) as found:
        image = pikepdf.PdfImage(next(iter(found.pages[0].get_images().values()))).as_pil_image()
        assert image.size == (640, 480)


@pytest.mark.parametrize(
    ("content", "kind", "code"), [(huge_png(), Kind.PNG, "pixels"), (pdf_bomb(), Kind.PDF, "heavy")]
)
def test_a_bomb_is_refused_within_bounds(content, kind, code):
    assert len(content) < 400_000
    with pytest.raises(Refusal) as refused:
        make_harmless(content, kind)
    assert refused.value.code == code


def test_the_process_has_bounds_of_memory_and_time_and_no_secrets():
    asked = (
        "from desmigratif.documents.cleaning import worker; worker._bounded()\n"
        "import resource as r, os\n"
        "print([r.getrlimit(x)[0] for x in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE, r.RLIMIT_NPROC)])\n"
        "try:\n    bytearray(1200 * 1024 * 1024)\nexcept MemoryError:\n    print('refused')"
    )
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.split("\n")[:2] == [f"[{1024**3}, 9, 0, 0]", "refused"]


@pytest.mark.parametrize(
    "stand_in", ["import os; os.abort()", "import sys; sys.exit(3)", "pass", "print('{}')", "print('tidak')"]
)
def test_a_decoder_that_dies_or_talks_nonsense_is_a_refusal(stand_in, monkeypatch):
    """The worker is replaced by a program that behaves as a broken decoder would."""
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda _command, **kwargs: run([sys.executable, "-c", stand_in], **kwargs))
    with pytest.raises(Refusal, match="terlalu berat"):
        make_harmless(JPEG, Kind.JPEG)


def test_one_that_never_ends_is_stopped(monkeypatch):
    run = subprocess.run
    monkeypatch.setattr("desmigratif.documents.cleaning.running.SECONDS", 0.3)
    monkeypatch.setattr(
        subprocess, "run", lambda _command, **kwargs: run([sys.executable, "-c", "while True: pass"], **kwargs)
    )
    with pytest.raises(Refusal, match="terlalu berat"):
        make_harmless(JPEG, Kind.JPEG)


@pytest.mark.parametrize(
    ("content", "kind"), [(JPEG, Kind.JPEG), (PNG, Kind.PNG), (PDF, Kind.PDF), (armed_pdf(), Kind.PDF)]
)
def test_spoilt_files_are_cleaned_or_refused_and_never_a_fault(content, kind):
    dice = random.Random(20261125)
    codes = []
    for _ in range(25):
        spoilt = bytearray(content)
        for _ in range(dice.randint(1, 12)):
            spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
        try:
            made = clean(bytes(spoilt[: dice.randint(len(spoilt) // 3, len(spoilt))]), kind)
        except Refusal as refusal:
            codes.append(refusal.code)
        else:
            assert made.content
    assert set(codes) <= WORDS.keys()
