"""What a person's row says because of the episodes."""

from collections.abc import Sequence

from desmigratif.core.clock import today
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor
from workers.enums import PmiStatus, ReturnReason
from workers.models import MigrationEpisode, Person

AWAY = frozenset({PmiStatus.AKTIF, PmiStatus.CUTI, PmiStatus.HILANG})
STATUS_OF_RETURN: dict[str, PmiStatus] = {ReturnReason.CUTI: PmiStatus.CUTI, ReturnReason.MENINGGAL: PmiStatus.WAFAT}


def follow_episodes(*, person: Person, actor: Actor) -> None:
    """Recompute from the stored episodes; the caller saves the person."""
    rows = MigrationEpisode.objects.visible_to(actor).filter(person=person).current().select_related("country")
    set_from_episodes(person, list(rows))


def set_from_episodes(person: Person, episodes: Sequence[MigrationEpisode]) -> None:
    """Set `last_country`, `last_return_year` and, where the last episode decides it, `status` and `status_on`.

    Only a status the episodes contradict is moved: a returned person with a stay that goes on is abroad, one who was
    abroad and came home has returned. Every other status is the officer's word.
    """
    last = max(episodes, key=_when, default=None)
    years = [episode.returned_on.year for episode in episodes if episode.returned_on]
    person.last_country = last.country if last else None
    person.last_return_year = max(years, default=None)
    if last is None:
        return
    if last.returned_on is not None:
        if person.status in AWAY:
            person.status = STATUS_OF_RETURN.get(last.return_reason, PmiStatus.PURNA)
        if person.status == STATUS_OF_RETURN.get(last.return_reason, PmiStatus.PURNA):
            person.status_on = last.returned_on
    elif last.departed_on is not None and not last.departed_on > PartialDate.of(today()):
        if person.status == PmiStatus.PURNA:
            person.status = PmiStatus.AKTIF
        if person.status == PmiStatus.AKTIF:
            person.status_on = last.departed_on


def _when(episode: MigrationEpisode) -> tuple[bool, str, str]:
    """An open stay is the last one; else the latest return, then the latest departure."""
    is_abroad = episode.returned_on is None and episode.departed_on is not None
    return is_abroad, str(episode.returned_on or ""), str(episode.departed_on or "")
