"""Invented actions for the year 2026, each answering a recommendation of the chain; all are marked as examples."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from coordination.enums import ActionStatus
from desmigratif.devdata.accounts import BETAK, PAGERSARI, TUNGGANGRI
from desmigratif.devdata.chain import ALL_VILLAGES
from pillars.enums import FundSource, Pillar


@dataclass(frozen=True)
class Step:
    """A milestone: title, month and day it is due, and done when it was."""

    title: str
    due_on: date
    done_on: date | None = None


@dataclass(frozen=True)
class Report:
    """What the owner reported: period, percent, state, obstacle, evidence."""

    period: str
    percent: int
    status: ActionStatus
    obstacle: str = ""
    follow_up: str = ""
    evidence: str = ""
    assessment: str = ""


@dataclass(frozen=True)
class ActionExample:
    """An invented action. `revised_to` is a last day that was approved; `asked_for` one that still waits."""

    recommendation: str
    finding: str
    programme: str
    activity: str
    output: str
    unit: str
    target: Decimal
    owner: str
    starts_on: date
    ends_on: date
    pillar: Pillar
    budget: int
    fund_source: FundSource
    supporters: tuple[str, ...] = ()
    villages: tuple[str, ...] = ALL_VILLAGES
    owner_unit: str = ""
    revised_to: date | None = None
    revised_because: str = ""
    asked_for: date | None = None
    asked_because: str = ""
    steps: tuple[Step, ...] = ()
    reports: tuple[Report, ...] = ()


ACTIONS = (
    ActionExample(
        recommendation="jadwal", finding="aman", programme="Migrasi aman",
        activity="Sosialisasi migrasi aman di tiga desa", output="Warga mengikuti sosialisasi", unit="orang",
        target=Decimal(300), owner="KEMNAKER", owner_unit="Ditjen Binapenta dan PKK",
        supporters=("DISNAKERTRANS_TULUNGAGUNG",), starts_on=date(2026, 2, 2), ends_on=date(2026, 6, 30),
        pillar=Pillar.LAYANAN, budget=90_000_000, fund_source=FundSource.APBN,
        steps=(
            Step("Bahan sosialisasi jadi", date(2026, 3, 1), date(2026, 2, 25)),
            Step("Sosialisasi tiga desa selesai", date(2026, 6, 15), date(2026, 6, 12)),
        ),
        reports=(
            Report("2026-B03", 40, ActionStatus.JALAN, evidence="Contoh: daftar hadir Desa Betak"),
            Report(
                "2026-B06", 100, ActionStatus.SELESAI, evidence="Contoh: laporan kegiatan dan daftar hadir",
                assessment="SESUAI",
            ),
        ),
    ),
    ActionExample(
        recommendation="jadwal", finding="aman", programme="Data penempatan",
        activity="Pemutakhiran data penempatan tiga desa", output="Data desa dan Sisko P2MI dicocokkan", unit="desa",
        target=Decimal(3), owner="KP2MI", owner_unit="Pusat Data dan Informasi", supporters=("BP3MI_JATIM",),
        starts_on=date(2026, 1, 12), ends_on=date(2026, 7, 31), revised_to=date(2026, 11, 15),
        revised_because="Contoh: pertukaran data menunggu perjanjian kerja sama.", pillar=Pillar.LAYANAN,
        budget=40_000_000, fund_source=FundSource.APBN,
        reports=(
            Report("2026-B06", 50, ActionStatus.JALAN, evidence="Contoh: berita acara pencocokan Tunggangri"),
            Report("2026-B09", 80, ActionStatus.JALAN, follow_up="Desa Pagersari dicocokkan bulan Oktober."),
        ),
    ),
    ActionExample(
        recommendation="jadwal", finding="kompetensi", programme="Pelatihan berbasis kompetensi",
        activity="Pelatihan keterampilan bagi PMI Purna", output="Purna lulus pelatihan", unit="orang",
        target=Decimal(45), owner="KEMNAKER", owner_unit="BPVP Kediri", starts_on=date(2026, 3, 2),
        ends_on=date(2026, 10, 30), pillar=Pillar.LAYANAN, budget=225_000_000, fund_source=FundSource.APBN,
        steps=(
            Step("Peserta dari tiga desa terdaftar", date(2026, 4, 15), date(2026, 4, 20)),
            Step("Pelatihan gelombang kedua", date(2026, 9, 30)),
        ),
        reports=(
            Report("2026-B06", 45, ActionStatus.JALAN),
            Report(
                "2026-B09", 60, ActionStatus.JALAN, obstacle="Contoh: peserta gelombang kedua kurang delapan orang.",
                follow_up="Petugas desa mendaftar ulang.",
            ),
        ),
        asked_for=date(2026, 12, 18), asked_because="Contoh: gelombang kedua mundur karena peserta belum cukup.",
    ),
    ActionExample(
        recommendation="jadwal", finding="kompetensi", programme="Jaminan sosial",
        activity="Pendaftaran jaminan sosial bagi calon PMI", output="Calon PMI terdaftar JKK dan JKM", unit="orang",
        target=Decimal(60), owner="BPJS_TK", starts_on=date(2026, 4, 1), ends_on=date(2026, 12, 15),
        pillar=Pillar.LAYANAN, budget=15_000_000, fund_source=FundSource.BUMN_CSR,
        reports=(Report("2026-B09", 55, ActionStatus.JALAN),),
    ),
    ActionExample(
        recommendation="asuh", finding="anak", programme="Pengasuhan anak PMI",
        activity="Pelatihan pengasuh pengganti", output="Pengasuh dilatih", unit="orang", target=Decimal(90),
        owner="KEMENPPPA", owner_unit="Deputi Pemenuhan Hak Anak", supporters=("DKBPPPA_TULUNGAGUNG",),
        starts_on=date(2026, 2, 16), ends_on=date(2026, 8, 31), pillar=Pillar.PENGASUHAN, budget=75_000_000,
        fund_source=FundSource.APBN,
        reports=(
            Report("2026-B06", 30, ActionStatus.JALAN),
            Report("2026-B09", 35, ActionStatus.JALAN, obstacle="Contoh: pelatih dipakai daerah lain."),
        ),
    ),
    ActionExample(
        recommendation="asuh", finding="anak", programme="Pengasuhan anak PMI",
        activity="Modul pengasuhan jarak jauh untuk orang tua", output="Modul terbit", unit="modul",
        target=Decimal(1), owner="KEMENDUKBANGGA", starts_on=date(2026, 5, 4), ends_on=date(2026, 12, 31),
        pillar=Pillar.PENGASUHAN, budget=60_000_000, fund_source=FundSource.APBN,
        reports=(Report("2026-B09", 50, ActionStatus.JALAN),),
    ),
    ActionExample(
        recommendation="asuh", finding="anak", programme="Rumah belajar",
        activity="Rumah belajar anak PMI di Desa Pagersari", output="Rumah belajar berjalan", unit="unit",
        target=Decimal(1), owner="DKBPPPA_TULUNGAGUNG", villages=(PAGERSARI,), starts_on=date(2026, 6, 1),
        ends_on=date(2026, 12, 31), pillar=Pillar.PENGASUHAN, budget=35_000_000, fund_source=FundSource.APBD_KAB,
        reports=(
            Report(
                "2026-B09", 20, ActionStatus.TERHAMBAT, obstacle="Contoh: menunggu izin pemakaian balai dusun.",
                follow_up="Dibahas dalam musyawarah desa.",
            ),
        ),
    ),
    ActionExample(
        recommendation="uang", finding="remitansi", programme="Keuangan keluarga",
        activity="Pelatihan pengelolaan remitansi", output="Keluarga mengikuti pelatihan", unit="keluarga",
        target=Decimal(120), owner="BRI", supporters=("DINKOP_TULUNGAGUNG",), starts_on=date(2026, 3, 16),
        ends_on=date(2026, 6, 30), revised_to=date(2026, 9, 30),
        revised_because="Contoh: jadwal menyesuaikan masa panen bawang.", pillar=Pillar.USAHA, budget=30_000_000,
        fund_source=FundSource.BUMN_CSR,
        reports=(
            Report("2026-B06", 25, ActionStatus.JALAN),
            Report("2026-B09", 60, ActionStatus.JALAN, follow_up="Dua desa selesai, Betak menyusul."),
        ),
    ),
    ActionExample(
        recommendation="uang", finding="remitansi", programme="Koperasi desa",
        activity="Pendampingan pendirian koperasi", output="Koperasi berbadan hukum", unit="koperasi",
        target=Decimal(2), owner="KEMENKOP", supporters=("DINKOP_TULUNGAGUNG",), villages=(BETAK, PAGERSARI),
        starts_on=date(2026, 4, 1), ends_on=date(2026, 8, 31), revised_to=date(2026, 10, 31),
        revised_because="Contoh: calon pendiri di Betak baru tujuh orang.", pillar=Pillar.KOPERASI,
        budget=50_000_000, fund_source=FundSource.APBN,
        reports=(
            Report("2026-B06", 20, ActionStatus.JALAN),
            Report("2026-B09", 35, ActionStatus.JALAN, obstacle="Contoh: pendiri belum sembilan orang."),
        ),
    ),
    ActionExample(
        recommendation="uang", finding="remitansi", programme="Usaha produktif",
        activity="Rumah produksi bawang goreng", output="Rumah produksi dipakai kelompok", unit="unit",
        target=Decimal(1), owner="KEMENTAN", supporters=("DISTAN_TULUNGAGUNG",), villages=(TUNGGANGRI,),
        starts_on=date(2026, 6, 1), ends_on=date(2026, 12, 31), pillar=Pillar.USAHA, budget=180_000_000,
        fund_source=FundSource.APBN,
        reports=(
            Report("2026-B09", 20, ActionStatus.TERHAMBAT, obstacle="Contoh: menunggu kesepakatan lahan desa."),
        ),
    ),
    ActionExample(
        recommendation="uang", finding="remitansi", programme="Usaha produktif",
        activity="Izin P-IRT bawang goreng", output="Produk berizin", unit="produk", target=Decimal(3), owner="BPOM",
        villages=(TUNGGANGRI,), starts_on=date(2026, 2, 2), ends_on=date(2026, 5, 29), pillar=Pillar.USAHA,
        budget=10_000_000, fund_source=FundSource.APBN,
        reports=(
            Report(
                "2026-B06", 100, ActionStatus.SELESAI, evidence="Contoh: tiga nomor P-IRT", assessment="SESUAI"
            ),
        ),
    ),
    ActionExample(
        recommendation="uang", finding="remitansi", programme="Usaha produktif",
        activity="Bibit bawang merah dan pendampingan budidaya", output="Petani didampingi", unit="orang",
        target=Decimal(30), owner="DISTAN_TULUNGAGUNG", villages=(TUNGGANGRI, BETAK), starts_on=date(2026, 3, 2),
        ends_on=date(2026, 11, 30), pillar=Pillar.USAHA, budget=45_000_000, fund_source=FundSource.APBD_KAB,
        reports=(
            Report("2026-B06", 40, ActionStatus.JALAN),
            Report("2026-B09", 75, ActionStatus.JALAN),
        ),
    ),
    ActionExample(
        recommendation="praktik", finding="", programme="Peraturan desa",
        activity="Fasilitasi Perdes pelindungan PMI", output="Perdes terbit", unit="Perdes", target=Decimal(1),
        owner="DPMD_TULUNGAGUNG", villages=(PAGERSARI,), starts_on=date(2026, 1, 12), ends_on=date(2026, 12, 18),
        pillar=Pillar.LAYANAN, budget=12_000_000, fund_source=FundSource.APBD_KAB,
        reports=(Report("2026-B09", 40, ActionStatus.JALAN),),
    ),
    ActionExample(
        recommendation="optimal", finding="", programme="Percontohan",
        activity="Kunjungan belajar desa lain ke Tunggangri", output="Desa berkunjung", unit="desa",
        target=Decimal(5), owner="KEMENDES_PDT", villages=(TUNGGANGRI,), starts_on=date(2026, 11, 2),
        ends_on=date(2026, 12, 18), pillar=Pillar.USAHA, budget=25_000_000, fund_source=FundSource.APBN,
    ),
)  # fmt: skip
