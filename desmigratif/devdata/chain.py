"""The chain of the Rakor of 2023 as data: meeting of ministers, visit, Rakor, what was found and asked.

Dates, titles, problems and institutions come from the press release of Kemenko PMK on the Rakor of 6 April 2023.
Recommendations that spell out one problem are ours and marked as examples.
"""

from dataclasses import dataclass
from datetime import date

from coordination.enums import FindingCategory, MeetingKind, MeetingMode, Severity
from desmigratif.devdata.accounts import BETAK, PAGERSARI, TUNGGANGRI
from pillars.enums import Pillar

ALL_VILLAGES = (TUNGGANGRI, BETAK, PAGERSARI)
COORDINATOR = "KEMENKO_PMK"
PRESS_RELEASE = "Siaran pers Kemenko PMK tentang Rakor Program Pilot Project Pemberdayaan PMI, April 2023"

# The K/L named as present in the Rakor of 6 April 2023, under the names of that day.
PRESENT = (
    "KEMENKO_PMK",
    "KEMENKO_EKON",
    "SETKAB",
    "KEMNAKER",
    "KEMENDAGRI",
    "KEMLU",
    "KEMENPPPA",
    "KEMENDES_PDTT",
    "KEMENTAN",
    "KEMENKOP_UKM",
    "KEMENSOS",
    "KKP",
    "BP2MI",
    "BPOM",
    "BKKBN",
    "BPJS_TK",
    "BRI",
)
# "Jajaran OPD Provinsi Jawa Timur dan Kabupaten Tulungagung" came online; the press release does not name them one by
# one, so that which of them were there is an example.
ONLINE = (
    "DISNAKERTRANS_JATIM",
    "DPMD_JATIM",
    "DISNAKERTRANS_TULUNGAGUNG",
    "DPMD_TULUNGAGUNG",
    "DINKOP_TULUNGAGUNG",
    "DISTAN_TULUNGAGUNG",
    "DKBPPPA_TULUNGAGUNG",
    "DINSOS_TULUNGAGUNG",
)


@dataclass(frozen=True)
class MeetingFact:
    """A meeting that took place."""

    key: str
    kind: MeetingKind
    title: str
    on: date
    mode: MeetingMode
    chair: str
    summary: str
    follows: str = ""


MEETINGS = (
    MeetingFact(
        "rtm",
        MeetingKind.RTM,
        "Rapat Tingkat Menteri: Pelindungan PMI dan Penguatan Gugus Tugas TPPO",
        date(2022, 3, 15),
        MeetingMode.LURING,
        "Menko PMK",
        "Salah satu rekomendasi: perlunya pemberdayaan dengan mengoptimalkan Desmigratif bagi PMI, termasuk PMI Purna"
        " dan keluarganya. Cara rapat (tatap muka atau daring) tidak disebut sumber.",
    ),
    MeetingFact(
        "rakor",
        MeetingKind.RAKOR,
        "Rakor Program Pilot Project Pemberdayaan PMI",
        date(2023, 4, 6),
        MeetingMode.HIBRIDA,
        "Asdep Pemenuhan Hak, Perlindungan, dan Pemberdayaan Perempuan, Kemenko PMK",
        "Koordinasi dan sinkronisasi program K/L dan Pemda sesudah tinjauan lapangan. K/L dan Pemda diminta segera"
        " melaksanakan programnya dengan menentukan jadwal masing-masing. Tiga desa diharapkan menjadi percontohan.",
        follows="rtm",
    ),
)
VISIT_TITLE = "Tinjauan lapangan tiga desa Desmigratif di Kabupaten Tulungagung"
VISIT_DAYS = (date(2023, 3, 1), date(2023, 3, 3))
VISIT_SUMMARY = (
    "Tiga desa di satu kawasan, Kecamatan Kalidawir: Tunggangri, Betak, dan Pagersari. Hasilnya dibahas dalam Rakor 6"
    " April 2023."
)


@dataclass(frozen=True)
class FindingFact:
    """One of the four problems that the press release names."""

    key: str
    pillar: Pillar
    category: FindingCategory
    severity: Severity
    description: str


FINDINGS = (
    FindingFact(
        "aman",
        Pillar.LAYANAN,
        FindingCategory.MIGRASI_AMAN,
        Severity.TINGGI,
        "Kurangnya pemahaman mengenai migrasi yang aman, sehingga tidak jarang terjadi penempatan secara"
        " non-prosedural.",
    ),
    FindingFact(
        "kompetensi",
        Pillar.LAYANAN,
        FindingCategory.KOMPETENSI,
        Severity.SEDANG,
        "Kurangnya kompetensi PMI yang diberangkatkan.",
    ),
    FindingFact(
        "anak",
        Pillar.PENGASUHAN,
        FindingCategory.PENGASUHAN_ANAK,
        Severity.TINGGI,
        "Belum optimalnya pengasuhan bagi anak yang ditinggalkan oleh PMI.",
    ),
    FindingFact(
        "remitansi",
        Pillar.USAHA,
        FindingCategory.REMITANSI,
        Severity.SEDANG,
        "Minimnya pengetahuan tentang pengelolaan uang remitansi.",
    ),
)


@dataclass(frozen=True)
class RecommendationFact:
    """What a meeting asked for; `is_example` where the wording for one problem is ours."""

    key: str
    meeting: str
    number: str
    text: str
    pillar: str = ""
    findings: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    is_example: bool = False


RECOMMENDATIONS = (
    RecommendationFact(
        "optimal",
        "rtm",
        "RTM-1",
        "Perlunya pemberdayaan dengan mengoptimalkan Desmigratif bagi PMI, termasuk PMI Purna dan keluarganya.",
        to=("KEMNAKER", "BP2MI", "KEMENDES_PDTT"),
    ),
    RecommendationFact(
        "jadwal",
        "rakor",
        "R-1",
        "Program yang menjadi masukan K/L dan Pemda segera diimplementasikan dengan menentukan timeline pelaksanaan di"
        " masing-masing program.",
        findings=("aman", "kompetensi", "anak", "remitansi"),
        to=PRESENT,
    ),
    RecommendationFact(
        "praktik",
        "rakor",
        "R-2",
        "Praktik baik yang telah dilakukan Pemerintah Kabupaten Tulungagung dioptimalkan melalui kerja sama lintas"
        " pemangku kepentingan.",
        to=("KEMENDAGRI", "KEMENDES_PDTT", "DPMD_TULUNGAGUNG"),
    ),
    RecommendationFact(
        "asuh",
        "rakor",
        "R-3",
        "Contoh: kegiatan pengasuhan bersama di setiap desa sedikitnya satu kali sebulan, dan pengasuh pengganti"
        " dilatih.",
        pillar=Pillar.PENGASUHAN,
        findings=("anak",),
        to=("KEMENPPPA", "BKKBN", "DKBPPPA_TULUNGAGUNG"),
        is_example=True,
    ),
    RecommendationFact(
        "uang",
        "rakor",
        "R-4",
        "Contoh: keluarga PMI di tiga desa mendapat pelatihan pengelolaan remitansi dan pendampingan usaha.",
        pillar=Pillar.USAHA,
        findings=("remitansi",),
        to=("BRI", "KEMENKOP_UKM", "DINKOP_TULUNGAGUNG"),
        is_example=True,
    ),
)
