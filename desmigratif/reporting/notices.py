"""What notifications of this app are about."""

from django.db.models import QuerySet

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Actor
from desmigratif.notifications.subjects import register
from desmigratif.reporting.models import Export, Figure


def _exports(actor: Actor) -> QuerySet[Export]:
    """The own ones, and those the actor may decide on."""
    own: QuerySet[Export] = Export.objects.requested_by(actor)
    return own | Export.objects.awaiting(actor) if actor.may(Perm.EXPORT_APPROVE) else own


def _figures(_actor: Actor) -> QuerySet[Figure]:
    return Figure._default_manager.all()


register(Export, Perm.PERSON_EXPORT, "unduhan", _exports)
register(Figure, Perm.FIGURE_VIEW, "angka bersumber", _figures)
