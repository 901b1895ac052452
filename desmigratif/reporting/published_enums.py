"""Coded lists of published figures and indicators, as the API publishes them."""

from desmigratif.core.enums import CodeList


class FigureSubject(CodeList):
    """What a published figure counts (angka bersumber)."""

    PENEMPATAN = "PENEMPATAN", "Penempatan PMI", "Placements"
    REMITANSI = "REMITANSI", "Remitansi", "Remittances"
    DESA_DESMIGRATIF = "DESA_DESMIGRATIF", "Desa Desmigratif", "Desmigratif villages"
    PENGADUAN = "PENGADUAN", "Pengaduan", "Complaints"
    LAIN = "LAIN", "Lainnya", "Other"


class IndicatorDirection(CodeList):
    """Which way is better."""

    NAIK = "NAIK", "Makin tinggi makin baik", "Higher is better"
    TURUN = "TURUN", "Makin rendah makin baik", "Lower is better"


class IndicatorFrequency(CodeList):
    """How often it is read."""

    BULAN = "BULAN", "Setiap bulan", "Monthly"
    TRIWULAN = "TRIWULAN", "Setiap triwulan", "Quarterly"
    PERIODE = "PERIODE", "Setiap periode lapor", "Every reporting period"
    TAHUN = "TAHUN", "Setiap tahun", "Yearly"


class ProgrammeAim(CodeList):
    """The two aims of empowering returned workers (press release on the coordination meeting of 6 April 2023)."""

    TETAP = (
        "TETAP",
        "Purna tidak berangkat lagi, apalagi non-prosedural",
        "Returnees do not leave again, least of all irregularly",
    )
    BEKAL = "BEKAL", "Kalau berangkat lagi, sudah punya bekal keterampilan", "Those who leave again have new skills"
