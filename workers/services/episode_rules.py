"""What must be true of a stay abroad, and what is only worth a second look."""

from collections.abc import Iterable
from typing import Any

from desmigratif.core.clock import today
from desmigratif.core.errors import DomainError
from desmigratif.core.partial_date import PartialDate
from workers.enums import JobTitle, ReturnReason, Route, Scheme
from workers.models import MigrationEpisode, Person
from workers.services.cleaning import Cleaner, clean_code, clean_country, clean_date, clean_line
from workers.services.problems import Problems

ADULT = 18

CLEANERS: dict[str, Cleaner] = {
    "country": clean_country,
    "city": lambda value: clean_line(value, field="city", label="Kota"),
    "job_title": lambda value: clean_code(value, JobTitle, field="job_title", label="Pekerjaan", required=False),
    "scheme": lambda value: clean_code(value, Scheme, field="scheme", label="Cara penempatan", required=False),
    "route": lambda value: clean_code(value or Route.BLM, Route, field="route", label="Jalur"),
    "departed_on": lambda value: clean_date(value, field="departed_on", label="Tanggal berangkat", in_past=False),
    "returned_on": lambda value: clean_date(value, field="returned_on", label="Tanggal pulang"),
    "return_reason": lambda value: clean_code(
        value, ReturnReason, field="return_reason", label="Alasan pulang", required=False
    ),
}


def clean_episode(values: dict[str, Any], problems: Problems) -> dict[str, Any]:
    """The values that are right; the others are in `problems`. Raises KeyError for a name that is no field."""
    cleaned: dict[str, Any] = {}
    for name, value in values.items():
        with problems.gather():
            cleaned[name] = CLEANERS[name](value)
    return cleaned


def check_episode(episode: MigrationEpisode, *, person: Person, others: Iterable[MigrationEpisode]) -> list[str]:
    """Warnings about the episode, in words. Raises DomainError for what can't be.

    Below 18 at departure is refused for a plan; a departure that happened is recorded and looked at (domain.md 6.3).
    """
    departed, returned = episode.departed_on, episode.returned_on
    if departed and returned and returned < departed:
        message = f"Tanggal pulang harus sama dengan atau sesudah {departed.display()}, tanggal berangkat."
        raise DomainError(message, field="returned_on")
    for other in others:
        if other.pk != episode.pk and _overlap(episode, other):
            field = "returned_on" if returned else "departed_on"
            raise DomainError(f"Waktu ini bertumpuk dengan riwayat lain: {other}.", field=field)
    age = age_at(person.birth_date, departed)
    if age is None or age >= ADULT:
        return []
    if departed and departed > PartialDate.of(today()):
        raise DomainError("Calon PMI harus berumur 18 tahun saat berangkat.", field="departed_on")
    return [f"Berangkat sebelum umur {ADULT} tahun."]


def age_at(born: PartialDate | None, day: PartialDate | None) -> int | None:
    """The highest age in years that fits both dates; None when one is unknown or the day lies before the birth."""
    if born is None or day is None or day < born:
        return None
    shared = min(len(born), len(day))
    before_birthday = day.iso[5:shared] < born.iso[5:shared]
    return day.year - born.year - int(before_birthday)


def _overlap(one: MigrationEpisode, two: MigrationEpisode) -> bool:
    """Whether two stays certainly overlap; with dates half known the doubt is in favour of the officer."""
    if one.cancelled_at or two.cancelled_at:
        return False
    start_one, start_two = one.departed_on or one.returned_on, two.departed_on or two.returned_on
    if start_one is None or start_two is None:
        return False
    return (two.returned_on is None or start_one < two.returned_on) and (
        one.returned_on is None or start_two < one.returned_on
    )
