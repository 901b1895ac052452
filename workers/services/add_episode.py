"""One more stay abroad of a person."""

from typing import Any
from uuid import UUID

from django.db import transaction

from desmigratif.core.errors import DomainError
from desmigratif.core.ids import accept_client_id, uuid7
from desmigratif.core.partial_date import PartialDate
from desmigratif.core.scope import Actor
from desmigratif.reference.models import Country
from workers.enums import LogKind, Route
from workers.models import MigrationEpisode, Person
from workers.services.changing import accepted_reason, locked_person
from workers.services.episode_rules import check_episode, clean_episode
from workers.services.follow_episodes import follow_episodes
from workers.services.history import EPISODE_FIELDS, PERSON_FIELDS, changes_since, in_words
from workers.services.move_record import save_change
from workers.services.problems import Problems
from workers.services.saving import TakenIdError, saving


@transaction.atomic
def add_episode(
    *,
    person: Person,
    country: Country | None,
    by: Actor,
    record_id: UUID | None = None,
    departed_on: PartialDate | None = None,
    returned_on: PartialDate | None = None,
    return_reason: str = "",
    city: str = "",
    job_title: str = "",
    scheme: str = "",
    route: str = Route.BLM,
    reason: str = "",
) -> MigrationEpisode:
    """Record a stay abroad; one without a return is the one that goes on.

    The same `record_id` again returns the episode already made. Raises Http404, DomainError, ValidationError for
    several errors.
    """
    with locked_person(person=person, version=None, by=by) as (locked, actor):
        if record_id is not None:
            made = _made_before(accept_client_id(record_id), locked, actor)
            if made is not None:
                return made
        problems = Problems()
        values = {
            "country": country,
            "city": city,
            "job_title": job_title,
            "scheme": scheme,
            "route": route,
            "departed_on": departed_on,
            "returned_on": returned_on,
            "return_reason": return_reason,
        }
        episode = _episode_of(locked, record_id, clean_episode(values, problems))
        comment = ""
        with problems.gather():
            comment = accepted_reason(person=locked, reason=reason, by=by)
        with problems.gather():
            if not problems.fields & {"departed_on", "returned_on"} and not (departed_on or returned_on):
                raise DomainError("Isi tahun berangkat, tahun pulang, atau keduanya.", field="departed_on")
        problems.raise_any()
        others = MigrationEpisode.objects.visible_to(actor).filter(person=locked).current().select_related("country")
        warnings = check_episode(episode, person=locked, others=others)
        nothing = dict.fromkeys(EPISODE_FIELDS, "")
        before = in_words(locked, PERSON_FIELDS)
        try:
            with saving():
                episode.save_new(by=by)
        except TakenIdError:
            made = _made_before(episode.pk, locked, actor)
            if made is None:
                raise
            return made
        follow_episodes(person=locked, actor=actor)
        save_change(
            person=locked,
            kind=LogKind.UBAH,
            by=by,
            comment="\n".join([comment, *warnings] if comment else warnings),
            changes=[*changes_since(nothing, episode), *changes_since(before, locked)],
        )
        return episode


def _made_before(record_id: UUID, person: Person, actor: Actor) -> MigrationEpisode | None:
    return MigrationEpisode.objects.visible_to(actor).filter(pk=record_id, person=person).first()


def _episode_of(person: Person, record_id: UUID | None, cleaned: dict[str, Any]) -> MigrationEpisode:
    return MigrationEpisode(id=record_id or uuid7(), person=person, village_code=person.village_code, **cleaned)
