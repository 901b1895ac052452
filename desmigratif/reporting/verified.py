"""What of the figures of verified records may not be told to those who see no persons.

Whoever sees a figure for all records and the same figure for verified ones knows the difference. Where one record is
not verified yet, the differences of all breakdowns together are that person's sex, country and year. So each breakdown
is a table of its categories by verified or not, and is decided on like the table status x sex (`suppression`).
"""

from collections.abc import Iterable, Iterator

from desmigratif.core.scope import Actor, Level
from desmigratif.reporting.queries import level_of, read_cube, tree_of
from desmigratif.reporting.suppression import suppress
from workers.enums import PmiStatus, RecordStatus

Hidden = dict[str, frozenset[str]]
Count = tuple[str, str, bool, int]


def hidden_of_verified(actor: Actor, code: str) -> Hidden | None:
    """Per property the categories whose verified number is hidden. None where nothing is shown: below a kabupaten,
    where nearly every cell would be hidden."""
    if level_of(code) in {Level.KEC, Level.DESA}:
        return None
    hidden = {name: _hidden(_counts(actor, code, name), code) for name in ("status", "sex", "country_code")}
    years = list(_years(actor, code))
    hidden["return_year"] = _hidden(years, code)
    if PmiStatus.PURNA in hidden["status"]:  # the years add up to it
        hidden["return_year"] = frozenset(year for _, year, _, _ in years)
    return hidden


def _hidden(counts: Iterable[Count], code: str) -> frozenset[str]:
    return suppress(tree_of(counts, code))


def _counts(actor: Actor, code: str, name: str) -> Iterator[Count]:
    cube = read_cube(actor, code, "kab_code", name, "record_status")
    for (kab, value, record), n in cube.by("kab_code", name, "record_status").items():
        yield kab, value, record == RecordStatus.VERIF, n


def _years(actor: Actor, code: str) -> Iterator[Count]:
    """Years of return, of people who came home."""
    names = ("kab_code", "status", "return_year", "record_status")
    for (kab, status, year, record), n in read_cube(actor, code, *names).by(*names).items():
        if status == PmiStatus.PURNA:
            yield kab, str(year) if year else "", record == RecordStatus.VERIF, n
