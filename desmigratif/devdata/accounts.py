"""Demo accounts: one for every role. Production settings refuse to make them."""

from dataclasses import dataclass
from datetime import date

from desmigratif.accounts.roles import Role
from desmigratif.core.scope import Level

DEMO_PASSWORD = "desa-migran-produktif"  # noqa: S105  shown on purpose by `make run`; refused in production
TUNGGANGRI, BETAK, PAGERSARI = "35.04.14.2011", "35.04.14.2016", "35.04.14.2017"


@dataclass(frozen=True)
class DemoAccount:
    """User name, invented name, and one assignment."""

    username: str
    full_name: str
    role: Role
    level: Level
    region: str = ""
    institution: str = ""
    since: date = date(2023, 1, 2)


# Luluk stands in for Betak too: a user name that comes twice holds two assignments and may switch between them.
DEMO_ACCOUNTS = [
    DemoAccount("ratna", "Ratna Wulandari", Role.PETUGAS, Level.DESA, TUNGGANGRI),
    DemoAccount("sugeng", "Sugeng Riyanto", Role.PETUGAS, Level.DESA, BETAK),
    DemoAccount("luluk", "Luluk Hidayati", Role.PETUGAS, Level.DESA, PAGERSARI),
    DemoAccount("luluk", "Luluk Hidayati", Role.PETUGAS, Level.DESA, BETAK, since=date(2024, 7, 1)),
    DemoAccount("kades", "Mulyono Hadi", Role.KADES, Level.DESA, TUNGGANGRI),
    DemoAccount("camat", "Purwanto Wibowo", Role.KECAMATAN, Level.KEC, "35.04.14"),
    DemoAccount("disnaker", "Endang Setyowati", Role.DISNAKER, Level.KAB, "35.04"),
    DemoAccount("disnaker2", "Hariyadi Subagyo", Role.DISNAKER, Level.KAB, "35.04"),
    DemoAccount("opd", "Wiwik Purwanti", Role.OPD, Level.KAB, "35.04", "DISTAN_TULUNGAGUNG"),
    DemoAccount("jatim", "Bambang Nugroho", Role.DISNAKER_PROV, Level.PROV, "35"),
    DemoAccount("bp3mi", "Tri Prasetyo", Role.BP3MI, Level.PROV, "35", "BP3MI_JATIM"),
    DemoAccount("kl", "Dewi Kusumawati", Role.KL, Level.NATION, "", "KEMNAKER"),
    DemoAccount("analis", "Dimas Prakoso", Role.ANALIS, Level.NATION, "", "KEMENKO_PMK"),
    DemoAccount("pimpinan", "Nur Widyastuti", Role.PIMPINAN, Level.NATION, "", "KEMENKO_PMK"),
    DemoAccount("penangan", "Sri Maryati", Role.PENANGAN, Level.NONE),
    DemoAccount("penata", "Eko Saputro", Role.PENATA, Level.NATION, "", "KEMENKO_PMK"),
    DemoAccount("walidata", "Yuli Astuti", Role.WALIDATA, Level.NATION, "", "KEMENKO_PMK"),
    DemoAccount("auditor", "Imam Basuki", Role.AUDITOR, Level.NATION),
    DemoAccount("admin", "Anik Lestari", Role.ADMIN, Level.NONE),
]
