"""What changed in a record, for the history page of the admin."""

from django import template
from django.db.models import Model

from desmigratif.core.scope import Actor
from desmigratif.history.reading import events_of
from desmigratif.history.wording import Act, Reader, acts

register = template.Library()
SHOWN = 200


@register.simple_tag
def changes_of(record: Model, actor: Actor) -> list[Act]:
    """The newest changes of a record. Whoever may correct it in the admin sees every field there."""
    return acts(events_of([record], most=SHOWN).events, Reader(actor, sees_sensitive=True))
