"""A NIK going in: checked, compared inside the village, sealed, and reported to the district."""

import re

from django.db import connection

from desmigratif.core.clock import today
from desmigratif.core.crypto import blind_index, decrypt, encrypt
from desmigratif.core.errors import DomainError
from desmigratif.core.nik import Nik, mask_nik, parse_nik
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor, Level
from desmigratif.reference.models import Region
from workers.models import Person

TABLE = "workers_person"
FORMAT = re.compile(r"(\d{2})(\d{2})(\d{2})")


class DuplicateNikError(DomainError):
    """The NIK stands in another record of the same village; `existing` is that record, for comparison."""

    def __init__(self, existing: Person) -> None:
        self.existing = existing
        super().__init__(
            f"NIK ini sudah tercatat di desa ini atas nama {existing.full_name}. Buka data itu, jangan buat lagi.",
            field="nik",
        )


def read_nik(text: str, *, by: Actor) -> Nik:
    """Check a typed NIK. Only somebody above the village may accept a number of no known province (domain.md 4.1)."""
    return parse_nik(text, today=today(), allow_unknown_province=by.level is not Level.DESA)


def refuse_duplicate(*, number: str, village_code: str, actor: Actor, besides: Person | None = None) -> None:
    """Raises DuplicateNikError for another current record of the same village; others are never looked at here."""
    same = Person.objects.visible_to(actor).current().filter(village_code=village_code).with_nik(number)
    existing = same.exclude(pk=besides.pk).first() if besides else same.first()
    if existing is not None:
        raise DuplicateNikError(existing)


def seal_nik(person: Person, number: str) -> None:
    """Put a checked NIK on a person; the caller saves."""
    person.nik_sealed = encrypt(number, table=TABLE, row_id=person.pk)
    person.nik_hash = blind_index(number)
    person.nik_masked = mask_nik(number)
    person.no_nik_reason = ""


def clear_nik(person: Person) -> None:
    """Take the NIK off a person; the caller saves a reason instead."""
    person.nik_sealed = person.nik_hash = None
    person.nik_masked = ""


def open_nik(person: Person) -> str:
    """The NIK in the clear, "" when there is none. Raises DecryptionError for a value of another row or key."""
    return decrypt(bytes(person.nik_sealed), table=TABLE, row_id=person.pk) if person.nik_sealed else ""


def stored_nik(person: Person) -> Nik:
    """The NIK of a person who has one, taken apart."""
    return parse_nik(open_nik(person), today=today(), allow_unknown_province=True)


def report_duplicate(person: Person) -> None:
    """Let the database look for the NIK in other villages and tell their district.

    Always called when a NIK is saved, found or not: the same statements run, and nothing comes back (P-08).
    """
    with connection.cursor() as cursor:
        cursor.execute("select workers_report_duplicate_nik(%s)", [person.pk])


def disagreements(nik: Nik, *, sex: str, birth_date: PartialDate | None) -> list[str]:
    """Where a NIK doesn't fit the person: legal, because a NIK is never corrected (PP 40/2019), but worth a look."""
    found = []
    if sex and sex != nik.sex:
        found.append("Jenis kelamin berbeda dengan yang terbaca dari NIK.")
    if birth_date and not any(born.isoformat().startswith(birth_date.iso) for born in nik.births):
        found.append("Tanggal lahir berbeda dengan yang terbaca dari NIK.")
    if not Region.objects.filter(pk=FORMAT.sub(r"\1.\2.\3", nik.number[:6])).exists():
        found.append("Kecamatan pada NIK tidak ada di daftar wilayah sekarang.")
    return found
