"""A change of one stay abroad, or its cancellation."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.utils import timezone

from desmigratif.core.errors import DomainError
from desmigratif.core.scope import Actor
from workers.enums import LogKind
from workers.models import MigrationEpisode, Person
from workers.services.changing import accepted_reason, locked_person
from workers.services.cleaning import clean_reason
from workers.services.episode_rules import CLEANERS, check_episode, clean_episode
from workers.services.follow_episodes import follow_episodes
from workers.services.history import EPISODE_FIELDS, PERSON_FIELDS, changes_since, in_words
from workers.services.move_record import save_change
from workers.services.problems import Problems
from workers.services.saving import saving


@contextmanager
def _locked(episode: MigrationEpisode, version: int, by: Actor) -> Iterator[tuple[MigrationEpisode, Person, Actor]]:
    """The person first, then the episode: one order for all, so that two changes never wait for each other."""
    with locked_person(person=episode.person, version=None, by=by) as (person, actor):
        locked = MigrationEpisode.objects.visible_to(actor).lock(pk=episode.pk, version=version)
        if locked.is_cancelled:
            raise DomainError("Riwayat ini sudah dibatalkan dan tidak bisa diubah lagi.")
        yield locked, person, actor


@transaction.atomic
def correct_episode(
    *, episode: MigrationEpisode, version: int, reason: str, changes: dict[str, Any], by: Actor
) -> MigrationEpisode:
    """Change some fields of a stay; `changes` holds only what changes.

    A confirmed record goes back into the district's queue. Nothing that differs: nothing is written. Raises Http404,
    StaleVersion, DomainError, ValidationError for several errors.
    """
    unknown = changes.keys() - CLEANERS.keys()
    if unknown:
        raise DomainError(f"Isian ini tidak bisa diubah di sini: {', '.join(sorted(unknown))}.")
    with _locked(episode, version, by) as (locked, person, actor):
        problems = Problems()
        comment = ""
        with problems.gather():
            comment = accepted_reason(person=person, reason=reason, by=by)
        before, person_before = in_words(locked, EPISODE_FIELDS), in_words(person, PERSON_FIELDS)
        for name, value in clean_episode(changes, problems).items():
            setattr(locked, name, value)
        with problems.gather():
            if not (locked.departed_on or locked.returned_on) and not problems.found:
                raise DomainError("Isi tahun berangkat, tahun pulang, atau keduanya.", field="departed_on")
        problems.raise_any()
        rows = changes_since(before, locked)
        if not rows:
            return locked
        others = MigrationEpisode.objects.visible_to(actor).filter(person=person).current().select_related("country")
        warnings = check_episode(locked, person=person, others=others)
        with saving():
            locked.save_changed(by=by)
        follow_episodes(person=person, actor=actor)
        save_change(
            person=person,
            kind=LogKind.KOREKSI if comment else LogKind.UBAH,
            by=by,
            comment="\n".join([comment, *warnings] if comment else warnings),
            changes=[*rows, *changes_since(person_before, person)],
        )
        return locked


@transaction.atomic
def cancel_episode(*, episode: MigrationEpisode, version: int, reason: str, by: Actor) -> MigrationEpisode:
    """Take back a stay that never took place or was recorded twice; it stays in the history.

    Raises Http404, StaleVersion, DomainError (field `reason` when it is missing).
    """
    with _locked(episode, version, by) as (locked, person, actor):
        comment = clean_reason(reason, field="reason", required=True, message="Tulis alasan pembatalannya.")
        before = in_words(person, PERSON_FIELDS)
        stay = str(locked)
        locked.cancelled_at = timezone.now()
        locked.save_changed(by=by)
        follow_episodes(person=person, actor=actor)
        line = {"field": "cancelled_at", "label": "Riwayat migrasi", "old": stay, "new": "Dibatalkan"}
        save_change(
            person=person,
            kind=LogKind.KOREKSI,
            by=by,
            comment=comment,
            changes=[line, *changes_since(before, person)],
        )
        return locked
