"""Files that somebody might send: good ones, broken ones, and those made to do harm."""

import zipfile
import zlib
from io import BytesIO
from struct import pack
from typing import Any

import pikepdf
from PIL import Image, ImageDraw

# In two parts, or a scanner of viruses would take this very file away.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SCRIPT = b"<script>alert(document.cookie)</script>"
GPS, LATITUDE, LONGITUDE = 0x8825, (8.0, 9.0, 21.6), (111.0, 58.0, 30.0)
CAMERA = "Kamera Uji"


def picture(kind: str = "JPEG", *, size: tuple[int, int] = (640, 480), mode: str = "RGB", **options: Any) -> bytes:
    """A picture with something on it."""
    made = Image.new(mode, size, "white")
    ImageDraw.Draw(made).rectangle((40, 40, size[0] // 2, size[1] // 2), fill=0)
    out = BytesIO()
    made.save(out, kind, **options)
    return out.getvalue()


def located(*, turn: int = 1) -> bytes:
    """A photograph that says where it was taken, by what, and how to turn it."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = turn, CAMERA
    exif.get_ifd(GPS).update({1: "S", 2: LATITUDE, 3: "E", 4: LONGITUDE})
    return picture(exif=exif, comment=b"NIK 3504140000000001")


def huge_png(side: int = 20_000) -> bytes:
    """400 million pixels in about 50 kB."""
    packer, row = zlib.compressobj(9), b"\0" * (1 + side // 8)
    body = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()

    def chunk(name: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + name + data + pack(">I", zlib.crc32(name + data))

    head = pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def pdf(*, pages: int = 1, **saving: Any) -> bytes:
    """A PDF of pages with a line of text."""
    with pikepdf.new() as made:
        for number in range(pages):
            made.add_blank_page(page_size=(300, 200))
            made.pages[-1].Contents = made.make_stream(b"BT /F1 12 Tf 20 100 Td (Halaman %d) Tj ET" % (number + 1))
        return _saved(made, **saving)


def armed_pdf() -> bytes:
    """A PDF with whatever a PDF can do by itself."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(300, 200))
        page, root = made.pages[0], made.Root
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("cmd.exe"))
        away = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://jahat.example/?nik="))
        root.OpenAction = made.make_indirect(script)
        root.AA = pikepdf.Dictionary(WC=script)
        page.AA = pikepdf.Dictionary(O=launch)
        names = pikepdf.Dictionary(Names=pikepdf.Array([pikepdf.String("a"), script]))
        root.Names = pikepdf.Dictionary(JavaScript=names)
        made.attachments["muatan.exe"] = EICAR
        box = pikepdf.Array([10, 10, 90, 40])
        notes = [
            {"Subtype": pikepdf.Name.Link, "A": launch},
            {"Subtype": pikepdf.Name.Link, "A": away},
            {"Subtype": pikepdf.Name.Widget, "FT": pikepdf.Name.Tx, "T": pikepdf.String("x"), "AA": script},
        ]
        made_notes = [made.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Annot, Rect=box, **n)) for n in notes]
        page.Annots = pikepdf.Array(made_notes)
        root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([made_notes[-1]]), XFA=pikepdf.String("<xdp/>"))
        made.docinfo["/Author"] = CAMERA
        return _saved(made)


def pdf_bomb(megabytes: int = 300) -> bytes:
    """One page whose content unpacks to this much."""
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(b" " * 1024 * 1024) for _ in range(megabytes)) + packer.flush()
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(300, 200))
        made.pages[0].Contents = pikepdf.Stream(made, body, Filter=pikepdf.Name.FlateDecode)
        return _saved(made, compress_streams=False)


def photo_in_pdf() -> bytes:
    """A scanned page, as a phone makes it: the photograph keeps its EXIF."""
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(300, 200))
        photo = pikepdf.Stream(made, located())
        photo.Type, photo.Subtype, photo.Filter = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name.DCTDecode
        photo.Width, photo.Height, photo.ColorSpace, photo.BitsPerComponent = 640, 480, pikepdf.Name.DeviceRGB, 8
        made.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=photo))
        made.pages[0].Contents = made.make_stream(b"q 300 0 0 200 0 0 cm /Im0 Do Q")
        return _saved(made)


def locked_pdf() -> bytes:
    """A PDF that opens with a password only."""
    return pdf(encryption=pikepdf.Encryption(owner="pemilik", user="rahasia"))


def archive(*names: str) -> bytes:
    """A zip, as workbooks and text documents are too."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names or ("word/document.xml", "../../etc/passwd"):
            made.writestr(name, "isi")
    return out.getvalue()


def _saved(made: pikepdf.Pdf, **saving: Any) -> bytes:
    out = BytesIO()
    made.save(out, **saving)
    return out.getvalue()


JPEG, PNG, PDF = picture(), picture("PNG"), pdf()

# name, content, what the browser says of it, a part of the sentence that the officer reads
REFUSED: dict[str, tuple[str, bytes, str, str]] = {
    "400 million pixels": ("peta.png", huge_png(), "image/png", "lebih dari 50 juta titik"),
    "GIF that is a script": ("a.jpg", b"GIF89a/*\x01\x00*/=1;alert(1)//;", "image/jpeg", "Hanya foto"),
    "GIF by its name": ("a.gif", b"GIF89a/*\x01\x00*/=1;alert(1)//;", "image/gif", "Hanya foto (JPEG, PNG) atau PDF"),
    "SVG": ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>", "image/svg+xml", "Hanya"),
    "SVG called PNG": ("logo.png", b"<?xml version='1.0'?><svg onload='alert(1)'/>", "image/png", "Hanya foto"),
    "HTML called JPEG": ("foto.jpg", b"<!doctype html>" + SCRIPT, "image/jpeg", "Hanya foto"),
    "zip called PDF": ("sk.pdf", archive(), "application/pdf", "Hanya foto"),
    "PDF called JPEG": ("sk.jpg", PDF, "image/jpeg", "tidak sama dengan akhiran namanya"),
    "PDF behind a page": ("sk.pdf", SCRIPT + PDF, "application/pdf", "Hanya foto"),
    "JPEG that the browser calls a page": ("sk.jpg", JPEG, "text/html", "tidak sama dengan akhiran namanya"),
    "truncated JPEG": ("sk.jpg", JPEG[: len(JPEG) // 2], "image/jpeg", "rusak atau terpotong"),
    "truncated PNG": ("sk.png", PNG[: len(PNG) // 2], "image/png", "rusak atau terpotong"),
    "first bytes of a PDF": ("sk.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "application/pdf", "rusak atau terpotong"),
    "script behind the first bytes": ("sk.pdf", b"%PDF-1.4\n" + SCRIPT, "application/pdf", "rusak atau terpotong"),
    "virus by its name": ("foto.com", EICAR, "application/x-msdownload", "Hanya foto"),
    "virus called JPEG": ("foto.jpg", EICAR, "image/jpeg", "Hanya foto"),
    "virus called PDF": ("sk.pdf", EICAR, "application/pdf", "Hanya foto"),
    "nothing in it": ("sk.jpg", b"", "image/jpeg", "Berkas ini kosong"),
    "too large": ("sk.jpg", JPEG + b"\0" * 10 * 1024 * 1024, "image/jpeg", "paling besar 10 MB"),
    "locked PDF": ("sk.pdf", locked_pdf(), "application/pdf", "dikunci kata sandi"),
    "PDF that unpacks to 300 MB": ("sk.pdf", pdf_bomb(), "application/pdf", "terlalu berat"),
    "PDF of 101 pages": ("sk.pdf", pdf(pages=101), "application/pdf", "paling banyak 100 halaman"),
    "text document": ("surat.docx", archive(), "application/vnd.openxmlformats-officedocument",
                      "simpan sebagai PDF"),
    "old workbook": ("data.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "application/vnd.ms-excel",
                     "simpan sebagai PDF"),
    "iPhone photo": ("IMG_1.HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image/heic", "Foto HEIC dari iPhone"),
    "two endings": ("sk.php.jpg", JPEG, "image/jpeg", "berakhiran ganda"),
}  # fmt: skip

# as above, and the name it is kept under
TAKEN: dict[str, tuple[str, bytes, str, str]] = {
    "JPEG": ("SK Desa 12.JPG", JPEG, "image/jpeg", "SK Desa 12.jpg"),
    "PNG": ("sk.png", PNG, "image/png", "sk.png"),
    "PDF": ("sk.pdf", PDF, "application/pdf", "sk.pdf"),
    "no ending, nothing said": ("sk", JPEG, "application/octet-stream", "sk.jpg"),
    "photograph with its place": ("IMG_2.jpg", located(), "image/jpeg", "IMG_2.jpg"),
    "PDF that acts": ("sk.pdf", armed_pdf(), "application/pdf", "sk.pdf"),
    "photograph inside a PDF": ("pindai.pdf", photo_in_pdf(), "application/pdf", "pindai.pdf"),
    "virus behind a JPEG": ("sk.jpg", JPEG + EICAR, "image/jpeg", "sk.jpg"),
    "page behind a PNG": ("sk.png", PNG + SCRIPT, "image/png", "sk.png"),
    "path": ("../../../etc/passwd.pdf", PDF, "application/pdf", "passwd.pdf"),
    "path of Windows": ("C:\\Users\\Budi\\sk.pdf", PDF, "application/pdf", "sk.pdf"),
    "NUL and turned text in the name": ("s\0k\u202efdp.pdf", PDF, "application/pdf", "skfdp.pdf"),
    "NIK in the name": ("SK 3504140000000001.pdf", PDF, "application/pdf", ""),
}
