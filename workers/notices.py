"""What notifications of this app are about."""

from django.db.models import QuerySet

from desmigratif.accounts.roles import Perm
from desmigratif.core.scope import Actor
from desmigratif.notifications.subjects import register
from workers.models import Child, Family, Person


def _families(actor: Actor) -> QuerySet[Family]:
    rows: QuerySet[Family] = Family.objects.visible_to(actor).select_related("head")
    return rows


def _children(actor: Actor) -> QuerySet[Child]:
    rows: QuerySet[Child] = Child.objects.visible_to(actor).with_names()
    return rows


register(Person, Perm.PERSON_VIEW, "data orang")
register(Family, Perm.FAMILY_VIEW, "keluarga", _families)
register(Child, Perm.CHILD_VIEW, "data anak", _children)
