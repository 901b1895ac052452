"""Limits: a table of counts, without pages of its own."""

from typing import Any

from django.db.models import Model
from django.utils import timezone

from desmigratif.core.scope import Actor
from desmigratif.limits.models import Usage
from villages.models import Village
from workers.models import Person

UNSCOPED = {"limits.Usage": "counts of requests, by pseudonym"}
UNLISTED = {"limits.Usage": "counts by number of a client, id of a user or keyed hash; kept two days"}


def admin_rows(person: Person, village: Village, by: Actor) -> dict[type[Model], Any]:
    """One row of the table."""
    return {Usage: Usage.objects.create(subject="klien:1", seconds=60, starts_at=timezone.now(), used=1)}
