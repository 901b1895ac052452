"""Invented people: names, birth dates, numbers and journeys that look like a village's, from a seed.

Nobody here exists. Serials of the NIKs start at 9001: they are handed out from 0001 for each day and kecamatan, so no
living person has one that high.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from desmigratif.core.partial_date import PartialDate

WOMEN = (
    "Siti Sri Endang Wahyu Tri Dwi Nur Yuli Eka Rini Sulastri Tumini Suparmi Lestari Wiwik Umi Ani Dewi Ratna Murni "
    "Sumiati Kasiyem Yayuk Puji Anik Khusnul Luluk Mujiati Insiyah Binti"
).split()
MEN = (
    "Agus Slamet Joko Bambang Suyono Eko Dwi Tri Sugeng Wahyudi Imam Nur Edi Heri Suparno Mulyono Purwanto Hadi Yanto "
    "Samsul Ali Muhamad Rudi Tono Parman"
).split()
LAST = (
    "Nurjanah Wulandari Rahayu Astuti Handayani Susanti Lestari Utami Puspitasari Setyowati Hidayati Fatmawati "
    "Kusumawati Widyastuti Indrawati Maryati Prihatin Mulyani Sulistyowati Purwanti"
).split()
LAST_MEN = (
    "Prayitno Santoso Wibowo Setiawan Hidayat Nugroho Susanto Widodo Kurniawan Saputro Purnomo Riyanto Hariyadi "
    "Prasetyo Sutrisno Wijaya Basuki Mustofa Subagyo Rohman"
).split()
COUNTRIES = ["TW"] * 32 + ["HK"] * 26 + ["MY"] * 20 + ["SG"] * 9 + ["SA"] * 5 + ["KR"] * 4 + ["JP"] * 3 + ["BN"]
REASONS = (
    ["KONTRAK_SELESAI"] * 52
    + ["KELUARGA"] * 16
    + ["KEMAUAN_SENDIRI"] * 12
    + ["SAKIT"] * 6
    + ["PHK"] * 6
    + ["BERMASALAH"] * 3
    + ["DEPORTASI"] * 3
    + ["LAIN"] * 2
)
JOBS = {
    "TW": {"2": ["CAREGIVER", "PRT", "PABRIK"], "1": ["PABRIK", "AWAK_KAPAL", "KONSTRUKSI"]},
    "HK": {"2": ["PRT", "CAREGIVER"], "1": ["PRT"]},
    "MY": {"2": ["PRT", "PABRIK"], "1": ["PERKEBUNAN", "KONSTRUKSI", "PABRIK"]},
    "SG": {"2": ["PRT"], "1": ["KONSTRUKSI"]},
    "SA": {"2": ["PRT"], "1": ["PEKERJA_UMUM"]},
    "KR": {"2": ["PABRIK"], "1": ["PABRIK", "NELAYAN"]},
    "JP": {"2": ["CAREGIVER", "PABRIK"], "1": ["PERTANIAN", "KONSTRUKSI"]},
    "BN": {"2": ["PRT"], "1": ["KONSTRUKSI"]},
}
INTERESTS = ["PERTANIAN", "PETERNAKAN", "OLAHAN", "DAGANG", "KULINER", "JASA", "KERAJINAN", ""]
FIRST_SERIAL = 9001
MOST = 9999 - FIRST_SERIAL + 1  # serials have four digits
YOUNGEST, OLDEST = 25, 41  # years at departure; old enough that a stay before that one fits after the 18th birthday


@dataclass(frozen=True)
class Invented:
    """One invented returned worker, as the officer would type it."""

    full_name: str
    sex: str
    birth: date
    nik: str
    no_nik_reason: str
    phone: str
    rt: str
    rw: str
    country: str
    job_title: str
    departed_on: PartialDate
    returned_on: PartialDate
    return_reason: str
    business_interest: str
    has_minor_children: bool
    needs_help: bool


def invent(*, count: int, seed: int, today: date, nik_region: str) -> Iterator[Invented]:
    """`count` people, at most `MOST`; the same seed and day give the same people."""
    random = Random(seed)  # noqa: S311  invented data needs to be repeatable, not secret
    names: set[str] = set()
    for number in range(count):
        sex = "2" if random.random() < 0.68 else "1"
        name = _name(random, sex, names)
        returned = _returned(random, today)
        months = random.randint(14, 74)
        departed = PartialDate((returned.first_day - timedelta(days=30 * months)).isoformat()[:7])
        years = random.randint(YOUNGEST, OLDEST)
        birth = date(departed.year - years, random.randint(1, 12), random.randint(1, 28))
        country = random.choice(COUNTRIES)
        without = random.random() < 0.04
        yield Invented(
            full_name=name,
            sex=sex,
            birth=birth,
            nik="" if without else _nik(nik_region, sex, birth, FIRST_SERIAL + number),
            no_nik_reason="LUPA" if without else "",
            phone=f"0812{random.randint(30000000, 39999999)}" if random.random() < 0.85 else "",
            rt=f"{random.randint(1, 4):03d}",
            rw=f"{random.randint(1, 3):03d}",
            country=country,
            job_title=random.choice(JOBS[country][sex]) if random.random() < 0.8 else "",
            departed_on=departed,
            returned_on=returned,
            return_reason=random.choice(REASONS),
            business_interest=random.choice(INTERESTS),
            has_minor_children=random.random() < 0.55,
            needs_help=random.random() < 0.08,
        )


def _name(random: Random, sex: str, taken: set[str]) -> str:
    while True:
        first, last = (WOMEN, LAST) if sex == "2" else (MEN, LAST_MEN)
        words = [random.choice(first), random.choice(last)]
        if random.random() < 0.12:
            words = words[:1]
        elif random.random() < 0.3:
            words.insert(1, random.choice(first))
        name = " ".join(dict.fromkeys(words))
        if name not in taken:
            taken.add(name)
            return name


def _returned(random: Random, today: date) -> PartialDate:
    """Most came home in the last years; the older the return, the less exactly it is remembered."""
    days = int(random.triangular(10, 365 * 11, 365))
    iso = (today - timedelta(days=days)).isoformat()
    return PartialDate(iso if days < 400 else iso[:7] if days < 1500 else iso[:4])


def _nik(region: str, sex: str, birth: date, serial: int) -> str:
    day = birth.day + (40 if sex == "2" else 0)
    return f"{region}{day:02d}{birth.month:02d}{birth.year % 100:02d}{serial:04d}"
