"""The pilot in Kabupaten Tulungagung as data: three villages, who serves there, and what the district writes.

The villages and the hamlets of Tunggangri are real; everything said about them here is an example: people, decrees,
regulations, statuses. Coordinates are approximate, good enough to find the village on a map.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desmigratif.devdata.accounts import BETAK, PAGERSARI, TUNGGANGRI
from villages.enums import IndexStatus, OfficerRole, ProgrammeStatus

PROGRAMME, STATUS = "DESMIGRATIF", ProgrammeStatus.AKTIF
REGENCY, DISTRICT, SECOND_DISTRICT = "35.04", "disnaker", "disnaker2"
DRAFTER, APPROVER, RECIPIENT = "walidata", "pimpinan", "KEMNAKER"
NIK_REGION = "350414"  # Kecamatan Kalidawir, where all three villages lie


@dataclass(frozen=True)
class PilotOfficer:
    """Somebody appointed in a village; `username` when there is an account."""

    full_name: str
    role: OfficerRole
    starts_on: date
    ends_on: date | None = None
    username: str = ""


@dataclass(frozen=True)
class PilotVillage:
    """What the district records about a village. `share` is how many of ten people live there."""

    code: str
    share: int
    latitude: Decimal
    longitude: Decimal
    index_status: IndexStatus
    index_year: int
    decree_number: str
    decree_on: date
    perdes_number: str
    perdes_on: date | None
    hamlets: tuple[str, ...]
    officers: tuple[PilotOfficer, ...]


PILOT = [
    PilotVillage(
        code=TUNGGANGRI,
        share=5,
        latitude=Decimal("-8.157"),
        longitude=Decimal("111.968"),
        index_status=IndexStatus.MANDIRI,
        index_year=2025,
        decree_number="Contoh/01/2019",
        decree_on=date(2019, 3, 18),
        perdes_number="Contoh 4/2020",
        perdes_on=date(2020, 8, 10),
        hamlets=("Krajan", "Ngrawan", "Bangunsari"),
        officers=(
            PilotOfficer("Wahyudi Santoso", OfficerRole.PETUGAS, date(2019, 4, 1), date(2022, 12, 31)),
            PilotOfficer("Ratna Wulandari", OfficerRole.PETUGAS, date(2023, 1, 2), username="ratna"),
            PilotOfficer("Mulyono Hadi", OfficerRole.PJ, date(2023, 1, 2), username="kades"),
            PilotOfficer("Puji Handayani", OfficerRole.KADER, date(2024, 2, 1)),
        ),
    ),
    PilotVillage(
        code=BETAK,
        share=3,
        latitude=Decimal("-8.144"),
        longitude=Decimal("111.942"),
        index_status=IndexStatus.MAJU,
        index_year=2025,
        decree_number="Contoh/02/2019",
        decree_on=date(2019, 3, 18),
        perdes_number="Contoh 2/2021",
        perdes_on=date(2021, 5, 3),
        hamlets=("Krajan", "Sumberjo", "Karangtengah"),
        officers=(
            PilotOfficer("Sugeng Riyanto", OfficerRole.PETUGAS, date(2023, 1, 2), username="sugeng"),
            PilotOfficer("Luluk Hidayati", OfficerRole.PETUGAS, date(2024, 7, 1), username="luluk"),
            PilotOfficer("Suparno Widodo", OfficerRole.PJ, date(2023, 1, 2)),
        ),
    ),
    PilotVillage(
        code=PAGERSARI,
        share=2,
        latitude=Decimal("-8.157"),
        longitude=Decimal("111.929"),
        index_status=IndexStatus.BERKEMBANG,
        index_year=2025,
        decree_number="Contoh/03/2019",
        decree_on=date(2019, 3, 18),
        perdes_number="",
        perdes_on=None,
        hamlets=("Krajan", "Pager", "Sambirejo"),
        officers=(
            PilotOfficer("Luluk Hidayati", OfficerRole.PETUGAS, date(2023, 1, 2), username="luluk"),
            PilotOfficer("Heri Kurniawan", OfficerRole.PJ, date(2023, 1, 2)),
            PilotOfficer("Umi Rahayu", OfficerRole.RELAWAN, date(2025, 3, 3)),
        ),
    ),
]

RETURN_COMMENTS = [
    "Tahun pulang berbeda dengan cap di paspor. Mohon dicek lagi dengan yang bersangkutan.",
    "Nama belum sama dengan KTP. Tolong cocokkan ejaannya.",
    "Negara tujuan berbeda dengan keterangan keluarga. Mohon dipastikan.",
    "Nama dusun tidak cocok dengan RT/RW-nya. Tolong cocokkan dengan KK.",
]
PHONE_COMMENT = "Nomor HP tidak bisa dihubungi. Mohon tanyakan nomor yang masih dipakai."
RESUBMIT_COMMENTS = ["Sudah dicek ke rumahnya, isinya sudah benar.", "Sudah dicocokkan dengan paspor, tidak berubah."]
WITHDRAW_REASONS = [
    "Ternyata warga desa lain; salah desa saat mendaftar.",
    "Salah orang: yang bersangkutan belum pernah bekerja di luar negeri.",
]
REOPEN_REASON = "Nomor HP-nya ganti."
ROUTE_REASON = "Sesuai salinan perjanjian kerja yang ditunjukkan keluarga."
