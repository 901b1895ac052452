"""The programmes of domain.md 1.1, as data."""

from django.db import transaction

from desmigratif.core.scope import SYSTEM, acting_as
from villages.models import Programme

PROGRAMMES = [
    {
        "code": "DESMIGRATIF",
        "name": "Desa Migran Produktif",
        "name_en": "Productive Migrant Village",
        "owner": "Kementerian Ketenagakerjaan",
        "legal_basis": "Peraturan Menteri Ketenagakerjaan Nomor 2 Tahun 2019",
        "order": 1,
    },
    {
        "code": "DME",
        "name": "Desa Migran Emas",
        "name_en": "Golden Migrant Village",
        "owner": "Kementerian Pelindungan Pekerja Migran Indonesia/BP2MI",
        "legal_basis": "",
        "order": 2,
    },
    {
        "code": "LAIN",
        "name": "Program lain",
        "name_en": "Other programme",
        "owner": "",
        "legal_basis": "",
        "order": 9,
    },
]


@transaction.atomic
def load_programmes() -> tuple[int, int]:
    """Make the programmes that are missing; returns how many were made and how many there are.

    May run again: a programme that is there keeps what an administrator wrote.
    """
    made = 0
    with acting_as(SYSTEM):
        for row in PROGRAMMES:
            _, created = Programme.objects.get_or_create(code=row["code"], defaults=row)
            made += created
        return made, Programme.objects.count()
