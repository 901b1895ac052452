"""The columns of the template of persons."""

from dataclasses import replace

from django.db.models import F

from desmigratif.core.enums import CodeList
from desmigratif.core.scope import Actor, Level
from desmigratif.imports.presets import Column
from desmigratif.reference.models import Country
from workers.enums import BusinessInterest, NoNikReason, PmiStatus, ReturnReason, Sex

DATE = "Contoh: 14-5-1988. Kalau tidak tahu tanggalnya, tulis tahunnya saja: 1988."
DATE_FIX = "Tulis tahunnya (2023) atau tanggalnya (14-5-2023), sebagai teks."
LIST_FIX = "Pilih salah satu dari daftar di selnya."


def _labels(codes: type[CodeList]) -> tuple[str, ...]:
    return tuple(str(code.label) for code in codes)


COLUMNS = (
    Column(
        "full_name",
        "Nama lengkap",
        "Sesuai KTP, tanpa gelar di depan. Satu kata pun boleh.",
        example="Siti Aminah",
        width=28,
        needed=True,
        fix="Tulis namanya seperti di KTP.",
    ),
    Column(
        "nik",
        "NIK",
        "16 angka seperti di KTP. Kolom ini sudah berbentuk teks, jangan diubah menjadi angka: Excel hanya menyimpan"
        " 15 angka. Kalau belum ada NIK, kosongkan dan pilih alasannya.",
        example="",
        width=22,
        secret=True,
        fix="Tulis ulang 16 angkanya dari KTP, sebagai teks.",
    ),
    Column(
        "no_nik_reason",
        "Alasan tanpa NIK",
        "Hanya kalau NIK kosong. Pilih dari daftar.",
        example=str(NoNikReason.LUPA.label),
        width=28,
        choices=_labels(NoNikReason),
        fix=LIST_FIX,
    ),
    Column(
        "sex",
        "Jenis kelamin",
        "Boleh kosong kalau NIK terisi, karena terbaca dari NIK. Pilih dari daftar.",
        example=str(Sex.PEREMPUAN.label),
        choices=_labels(Sex),
        fix=LIST_FIX,
    ),
    Column(
        "birth_date",
        "Tanggal lahir",
        f"Boleh kosong kalau NIK terisi. {DATE}",
        example="14-5-1988",
        fix=DATE_FIX,
    ),
    Column(
        "phone",
        "Nomor HP",
        "Mulai dengan 0 atau +. Contoh: 081234567890. Boleh kosong.",
        example="081234567890",
        width=18,
        fix="Tulis lengkap dengan 0 di depan, sebagai teks.",
    ),
    Column("hamlet", "Dusun", "Nama dusunnya. Boleh kosong.", example="Krajan", width=18, fix="Persingkat isinya."),
    Column("rt", "RT", "Paling banyak 3 angka. Boleh kosong.", example="002", width=6, fix="Hanya angkanya."),
    Column("rw", "RW", "Paling banyak 3 angka. Boleh kosong.", example="001", width=6, fix="Contoh: 001."),
    Column(
        "status",
        "Status",
        "Pilih dari daftar. Purna perlu negara dan tanggal pulang; Bekerja di LN perlu negara dan tanggal berangkat.",
        example=str(PmiStatus.PURNA.label),
        width=18,
        needed=True,
        choices=_labels(PmiStatus),
        fix=LIST_FIX,
    ),
    Column("country", "Negara", "Negara tempat kerja terakhir. Pilih dari daftar.", example="Taiwan", fix=LIST_FIX),
    Column("departed_on", "Tanggal berangkat", f"Keberangkatan terakhir. {DATE}", example="3-2021", fix=DATE_FIX),
    Column("returned_on", "Tanggal pulang", f"Kepulangan terakhir. {DATE}", example="2024", fix=DATE_FIX),
    Column(
        "return_reason",
        "Alasan pulang",
        "Pilih dari daftar. Boleh kosong.",
        example=str(ReturnReason.KONTRAK_SELESAI.label),
        width=24,
        choices=_labels(ReturnReason),
        fix=LIST_FIX,
    ),
    Column(
        "business_interest",
        "Minat usaha",
        "Pilih dari daftar. Boleh kosong.",
        example=str(BusinessInterest.DAGANG.label),
        width=18,
        choices=_labels(BusinessInterest),
        fix=LIST_FIX,
    ),
)
VILLAGE = Column(
    "village",
    "Kode desa",
    "Kode Kemendagri dengan titik, 13 tanda. Contoh: 35.04.14.2011. Nama desa tidak dipakai, karena banyak yang sama.",
    example="35.04.14.2011",
    width=16,
    needed=True,
    fix="Tulis kodenya lengkap dengan titik, sebagai teks. Contoh: 35.04.14.2011.",
)
INSTRUCTIONS = (
    "Isi lembar “Data”, satu orang satu baris. Jangan mengubah judul kolom. Kolom bertanda * wajib diisi.",
    "Baris contoh (dimulai “CONTOH:”) boleh dibiarkan; baris itu dilewati.",
    "Semua kolom berbentuk teks, supaya angka NIK, 0 di depan nomor HP, dan tanggal tidak diubah Excel. Kalau menempel"
    " dari berkas lain, pakai Tempel Khusus, lalu Nilai atau Teks.",
    "Jangan menggabungkan sel dan jangan memakai rumus.",
    "Paling banyak 5.000 baris dan 5 MB sekali unggah, dalam bentuk .xlsx.",
    "Sesudah diunggah, setiap baris diperiksa dulu. Belum ada yang disimpan sampai Anda menekan “Terapkan”.",
    "Baris yang ditolak bisa diunduh lagi sebagai Excel dengan alasannya, diperbaiki, lalu diunggah.",
    "Berkas ini memuat data pribadi (UU 27/2022). Simpan di tempat aman dan hapus sesudah selesai.",
)


def columns_for(by: Actor) -> tuple[Column, ...]:
    """The columns of an actor's template: above the village each row says whose it is."""
    countries = Country.objects.order_by(F("destination_order").asc(nulls_last=True), "name")
    names = tuple(countries.values_list("name", flat=True))
    found = tuple(replace(column, choices=names) if column.key == "country" else column for column in COLUMNS)
    if by.level is Level.DESA:
        return found
    return (found[0], replace(VILLAGE, example=f"{by.code}.14.2011"[-13:]), *found[1:])
