"""Why a file is refused, and what the officer can do about it."""

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 50_000_000
MOST_PAGES = 100

WORDS = {
    "missing": "Pilih berkasnya dulu.",
    "empty": "Berkas ini kosong. Pilih berkas yang ada isinya.",
    "too_big": "Berkas paling besar 10 MB. Foto ulang dengan mutu sedang, atau pindai hitam putih.",
    "kind": "Hanya foto (JPEG, PNG) atau PDF. Foto dokumennya dengan HP, atau simpan sebagai PDF.",
    "images_only": "Di sini hanya foto: JPEG atau PNG.",
    "heic": (
        "Foto HEIC dari iPhone tidak bisa dibaca di sini. Di iPhone buka Pengaturan, Kamera, Format, pilih “Paling"
        " Kompatibel”, lalu foto lagi."
    ),
    "name": "Nama berkas ini berakhiran ganda. Kalau memang foto atau PDF, ganti namanya dulu, misalnya sk-desa.pdf.",
    "mismatch": (
        "Isi berkas ini tidak sama dengan akhiran namanya. Buka berkasnya, simpan lagi sebagai JPEG atau PDF, lalu"
        " pilih yang baru."
    ),
    "broken": (
        "Berkas ini rusak atau terpotong. Coba buka dulu di HP atau komputer. Kalau terbuka, simpan ulang, lalu pilih"
        " yang baru."
    ),
    "pixels": "Gambar ini terlalu besar, lebih dari 50 juta titik. Perkecil dulu, lalu pilih yang baru.",
    "encrypted": "PDF ini dikunci kata sandi. Buka, cetak ke PDF tanpa kata sandi, lalu pilih yang baru.",
    "pages": "PDF paling banyak 100 halaman. Pilih halaman yang penting, simpan sebagai PDF baru.",
    "no_pages": "PDF ini tidak punya halaman. Simpan ulang dari aplikasinya, lalu pilih yang baru.",
    "heavy": "Berkas ini terlalu berat untuk diperiksa. Simpan ulang dengan mutu lebih rendah, lalu pilih yang baru.",
    "busy": "Server sedang memeriksa berkas lain. Tunggu sebentar, lalu pilih berkasnya lagi.",
}


class Refusal(Exception):
    """A file that is not taken; `code` is a key of WORDS."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(WORDS[code])
